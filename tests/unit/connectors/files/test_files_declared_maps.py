"""Declared maps: what an order must tell to be exact, and what a map file may say."""

from __future__ import annotations

from datetime import datetime

import pytest

from connectors.core.errors import ConfigurationError
from connectors.files import feeds
from connectors.files.declared_maps import parse_map

HEADER = (
    "订单编号,订单状态,下单时间,付款时间,商品名称,数量,实付金额,运费,退款金额,退款时间,"
    "交易类型,流向,平台补贴,收货省,收货市州,收货县市区"
)
ORDER = {
    "订单编号": "20200601000001",
    "订单状态": "已完成",
    "下单时间": "2020-06-01 08:00:00",
    "付款时间": "2020-06-01 08:01:00",
    "商品名称": "茶",
    "数量": "1",
    "实付金额": "10.00",
}
MAP = """
feed = "trial"
platform = "trial"
title_zh = "试用"
source_zh = "自拟模板"
encoding = "gb18030"
money_unit = "yuan"
id_pattern = '[0-9]{8,32}'
"""


@pytest.fixture
def orders(tmp_path):
    """A file of weidian whose rows are a sound order changed as told, after one sound order."""

    def write(*changes):
        sound = ORDER | {"订单编号": "20200601000000"}
        rows = [sound, *(ORDER | change for change in changes)]
        lines = [",".join(row.get(name, "") for name in HEADER.split(",")) for row in rows]
        path = tmp_path / "orders.csv"
        path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ([{"订单状态": "待付款", "付款时间": "", "退款金额": "1.00"}], "refund-without-sale"),
        ([{"订单状态": "已关闭"}], "closed-without-refund"),
        ([{"付款时间": ""}], "payment-time-missing"),
        ([{"下单时间": ""}], "time-missing"),
        ([{"实付金额": ""}], "amount-missing"),
        ([{"交易类型": "以物易物"}], "trade-kind-unknown"),
        ([{"流向": "向东"}], "flow-unknown"),
        ([{"商品名称": "茶 13800000000"}], "personal-text"),
        ([{"退款金额": "10.01", "退款时间": "2020-06-05"}], "refund-exceeds-payment"),
        (
            [{"退款金额": "1.00", "退款时间": "2020-06-05"}, {"退款金额": "2.00", "数量": "2"}],
            "refund-time-partly-missing",
        ),
        ([{}, {"运费": "5.00", "数量": "2"}], "order-columns-disagree"),
        ([{}, {"订单状态": "已取消", "数量": "2"}], "order-columns-disagree"),
    ],
)
def test_an_order_that_contradicts_itself_is_put_aside(read, rows, orders, changes, reason):
    reading = read("weidian", orders(*changes))
    (aside,) = rows(reading, "orders", "quarantine")
    assert (aside["reason"], aside["record_id"]) == (reason, "20200601000001")
    assert reading.report.order_count == 1


def test_a_quarantined_order_counts_with_all_its_lines(read, rows, orders):
    path = orders({"订单状态": "神秘"}, {"订单状态": "神秘", "实付金额": "2.50"})
    (aside,) = rows(read("weidian", path), "orders", "quarantine")
    assert aside["amount_fen"] == 1250


def test_lines_keep_their_own_payment_and_their_own_refund(read, rows, orders):
    path = orders(
        {"运费": "8.00", "平台补贴": "1.00"},
        {
            "运费": "8.00",
            "平台补贴": "0.50",
            "商品名称": "肉",
            "实付金额": "5.00",
            "退款金额": "2.00",
            "退款时间": "2020-07-05 10:00:00",
        },
    )
    reading = read("weidian", path)
    order = rows(reading, "orders", "orders")[1]
    assert (order["paid_fen"], order["freight_fen"]) == (1500, 800)
    assert order["platform_subsidy_fen"] == 150
    lines = rows(reading, "orders", "lines")
    assert [line["line_paid_fen"] for line in lines] == [1000, 1000, 500]
    (refund,) = rows(reading, "refunds", "refunds")
    assert (refund["line_id"], refund["amount_fen"]) == ("20200601000001-2", 200)
    assert refund["succeeded_at"] == datetime(2020, 7, 5, 10)


def test_wholesale_deposits_and_purchases_are_told_apart(read, rows, orders, tmp_path):
    path = orders({"订单状态": "已付定金"}, {"订单编号": "20200601000002", "流向": "下行"})
    found = rows(read("weidian", path), "orders", "orders")
    assert [order["sale_state"] for order in found] == ["sale", "deposit", "sale"]
    assert [order["flow"] for order in found] == [None, None, "down"]
    assert found[1]["booked_at"] is None


def test_only_the_county_stays_of_a_receiver(read, rows, orders):
    place = {"收货省": "湖南省", "收货市州": "怀化市", "收货县市区": "沅陵县"}
    reading = read("weidian", orders(place))
    assert rows(reading, "orders", "orders")[1]["receiver_county_code"] == "431222"
    assert "沅陵" not in str([raw.decode() for draft in reading.drafts for raw in draft.raw])


def test_amounts_in_fen_are_read_as_fen(read, rows, orders, monkeypatch):
    in_fen = parse_map(MAP.replace('"yuan"', '"fen"'), name="trial.toml")
    monkeypatch.setattr(feeds, "order_feeds", lambda: {"trial": in_fen})
    path = orders(
        {"实付金额": "1000", "运费": "800"},
        {"订单编号": "20200601000002", "实付金额": "10.5"},
    )
    reading = read("trial", path)
    found = rows(reading, "orders", "orders")
    assert [order["paid_fen"] for order in found] == [10, 1000]
    assert found[1]["freight_fen"] == 800
    (aside,) = rows(reading, "orders", "quarantine")
    assert aside["reason"] == "amount-finer-than-fen"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (MAP + 'colour = "red"', "colour"),
        (MAP.replace('"yuan"', '"jin"'), "jin"),
        (MAP.replace("[0-9]{8,32}", "[0-9"), "can't be read"),
        (MAP + 'required = ["weather"]', "no field weather"),
        (MAP + '[names]\nweather = ["天气"]', "no field weather"),
        (MAP + '[states]\n"飞了" = "flown"', "flown is no state"),
        (MAP.replace('feed = "trial"', ""), "feed"),
        ("feed = ", "can't be read"),
    ],
)
def test_a_map_that_says_what_none_can_is_refused(text, word):
    with pytest.raises(ConfigurationError) as error:
        parse_map(text, name="trial.toml")
    assert word in error.value.what
    assert "trial.toml" in error.value.where


@pytest.mark.parametrize("header", ["商品编号", "商品ID", "商品id"])
def test_the_platforms_item_is_read_under_each_of_its_names(read, rows, tmp_path, header):
    path = tmp_path / "orders.csv"
    names, cells = ",".join([*ORDER, header]), ",".join([*ORDER.values(), "6001"])
    path.write_text(f"{names}\n{cells}\n", encoding="utf-8")
    (line,) = rows(read("weidian", path), "orders", "lines")
    assert line["item_id"] == "6001"
