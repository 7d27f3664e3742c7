"""Every file feed there is: its template reads when filled, its messy sample counts exactly, its
broken one is refused with file, row, column and advice. A feed without samples fails here."""

from __future__ import annotations

import csv
import io

import pytest

from connectors.core.tabular.tables import read_table
from connectors.files.checking import check_file
from connectors.files.feeds import order_feeds
from connectors.files.forms import forms, recognise
from connectors.files.templates import write_template
from connectors.registers.vocabularies import PLATFORMS
from tests.unit.connectors.files.conftest import FIXTURES

OWN = FIXTURES / "own_forms"

# the platforms of the four notices that give only files, and the two exports of the platforms' own
FILE_ONLY = {
    "建行善融商务": "ccb",
    "供销e家": "gxyj",
    "832平台": "fupin832",
    "邮乐购": "ule",
    "贵农网": "guinongwang",
    "贵州电商云": "gzdsy",
    "云书网": "yunshuwang",
    "农购网": "nonggouwang",
    "湖南电商扶贫小店": "hnfpxd",
    "86077": "86077",
    "家利多": "jialiduo",
    "厂家网": "changjiawang",
    "云采惠": "yuncaihui",
    "那家网": "najiawang",
    "黔邮乡情": "qianyouxiangqing",
    "微店": "weidian",
}

# paid, goods paid, refunded (fen) and orders; three orders that all these samples share:
# 147.00 + 8.00 freight of which 10.00 went back, 40.00 closed and given back, 36.00 unpaid
SHARED = (3, 18700, 5000)
MESSY = {
    "ccb": ("ccb__gb18030_title_line_guards_and_total.csv", SHARED),
    "gxyj": ("gxyj__full_width_digits.csv", SHARED),
    "fupin832": ("fupin832__institution_purchases_beside_retail.csv", (4, 18700, 5000)),
    "ule": ("ule__goods_bought_by_villagers_beside.csv", (4, 21700, 5000)),
    "guinongwang": ("guinongwang__order_columns_merged_over_lines.xlsx", SHARED),
    "gzdsy": ("gzdsy__old_xls_with_title_line.xls", SHARED),
    "yunshuwang": ("yunshuwang__columns_in_another_order.csv", SHARED),
    "nonggouwang": ("nonggouwang__days_with_dots.csv", SHARED),
    "hnfpxd": ("hnfpxd__bom_and_tab_guards.csv", SHARED),
    "86077": ("86077__signs_and_thousands_separators.csv", (4, 1218700, 5000)),
    "jialiduo": ("jialiduo__blank_rows_between.csv", SHARED),
    "changjiawang": ("changjiawang__wholesale_beside_retail.csv", (4, 18700, 5000)),
    "yuncaihui": ("yuncaihui__apostrophes_and_line_break_in_title.csv", SHARED),
    "najiawang": ("najiawang__columns_of_buyers_beside.csv", SHARED),
    "qianyouxiangqing": ("qianyouxiangqing__other_names_and_receivers.csv", SHARED),
    "weidian": ("weidian__names_of_its_own.csv", SHARED),
    # 32.40 + 50.00 of 56.00 with freight + 40.00 given back + 60.00
    "pdd-export": ("pdd-export__blank_times_title_line_and_total.csv", (6, 18240, 4000)),
    # 49.00 of 57.00 in money + 60.00 + 40.00 closed + 70.00
    "douyin-export": (
        "douyin-export__bom_guards_dashes_and_merged_sub_orders.csv",
        (4, 21900, 4000),
    ),
    "taobao-report": ("../taobao_gb18030_title_above_header_and_total.csv", (6, 19000, 6600)),
    "tmall-report": ("../tmall_sound.csv", (4, 41350, 24360)),
    "jd-export": ("../jd_order_amounts_repeated_on_each_row.csv", None),
}
# file, row, column as the file has it
BROKEN = {
    "ccb": ("ccb__broken_amount_is_text.csv", 3, "实付金额"),
    "gxyj": ("gxyj__broken_amount_of_three_decimals.csv", 3, "实付金额"),
    "fupin832": ("fupin832__broken_amount_negative.csv", 3, "实付金额"),
    "ule": ("ule__broken_quantity_with_unit.csv", 3, "数量"),
    "guinongwang": ("guinongwang__broken_time_unreadable.csv", 3, "下单时间"),
    "gzdsy": ("gzdsy__broken_state_unknown.csv", 3, "订单状态"),
    "yunshuwang": ("yunshuwang__broken_id_in_scientific_notation.csv", 3, "订单编号"),
    "nonggouwang": ("nonggouwang__broken_refund_exceeds_payment.csv", 3, "退款金额"),
    "hnfpxd": ("hnfpxd__broken_amount_is_text.csv", 3, "实付金额"),
    "86077": ("86077__broken_amount_of_three_decimals.csv", 3, "实付金额"),
    "jialiduo": ("jialiduo__broken_amount_negative.csv", 3, "实付金额"),
    "changjiawang": ("changjiawang__broken_quantity_with_unit.csv", 3, "数量"),
    "yuncaihui": ("yuncaihui__broken_time_unreadable.csv", 3, "下单时间"),
    "najiawang": ("najiawang__broken_state_unknown.csv", 3, "订单状态"),
    "qianyouxiangqing": ("qianyouxiangqing__broken_id_in_scientific_notation.csv", 3, "订单编号"),
    "weidian": ("weidian__broken_refund_exceeds_payment.csv", 3, "退款金额"),
    "pdd-export": ("pdd-export__broken_payment_is_text.csv", 3, "用户实付金额(元)"),
    "douyin-export": ("douyin-export__broken_payment_is_text.csv", 3, "订单应付金额"),
    "taobao-report": ("../taobao_unknown_state.csv", 3, "订单状态"),
    "tmall-report": (
        "../tmall_net_and_refund_disagree.csv",
        5,
        "买家实际支付金额、总金额、退款金额",
    ),
    "jd-export": ("../jd_order_columns_disagree.csv", 2, "订单号"),
    "ledger": ("ledger__broken_each_row_in_its_own_way.csv", 3, "渠道"),
}
ORDER_FEEDS = sorted(order_feeds())


def test_every_platform_of_the_notices_has_its_form():
    assert {form.platform for form in forms().values()} >= set(FILE_ONLY.values())
    for name, platform in FILE_ONLY.items():
        assert name in PLATFORMS[platform]
    assert {form.platform for form in forms().values()} - set(PLATFORMS) == {"offline"}


def test_every_form_cites_its_source_and_explains_its_own_columns():
    for form in forms().values():
        assert form.source_zh
        if form.source_zh == "自拟模板":
            assert all(column.note_zh for column in form.columns.values())


def _filled(form) -> list[str]:
    """One sale as the template asks for it."""
    values = {
        "order_id": "200601-000000000000001" if form.feed == "pdd-export" else "202006010000001",
        "part_id": "202006010000002",
        "state": {
            "taobao-report": "交易成功",
            "jd-export": "完成",
            "pdd-export": "已收货",
            "douyin-export": "已完成",
        }.get(form.feed, "已完成"),
        "trade_kind": "零售",
        "flow": "上行",
        "title": "碣滩茶 250g",
        "merchant_code": "HN-000001",
        "aftersale": "无售后或售后取消",
        "refunded": "0",
        "freight": "0",
        "balance": "0",
        "shop_id": "s1",
        "ledger_id": "A-1",
        "channel": "展会",
        "county_code": "431222",
        "proof": "自报",
        "platform_discount": "0",
    }
    by_kind = {"money": "12.50", "count": "1", "time": "2020-06-01 08:00:00"}
    by_kind |= {"day": "2020-06-01", "month": "2020-06", "text": "", "id": "", "choice": ""}
    values |= {"refunded_at": "", "pay_discount": "0"}
    if form.feed == "ledger":
        # sold without an online order
        values |= {"order_id": "", "village_code": "431222101201", "state": "有效"}
    return [values.get(name, by_kind[column.kind]) for name, column in form.columns.items()]


@pytest.mark.parametrize("feed", sorted(forms()))
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_filled_template_reads_as_one_sale(tmp_path, read, feed, ending):
    form = forms()[feed]
    empty = tmp_path / f"empty.{ending}"
    assert write_template(feed, empty) == form
    table = read_table(empty, is_header=lambda cells: len([c for c in cells if c]) > 3)
    assert table.rows == []
    assert table.header == [column.names[0] for column in form.columns.values()]
    out = io.StringIO()
    csv.writer(out).writerows([[form.mark], table.header, _filled(form)])
    filled = tmp_path / "filled.csv"
    filled.write_bytes(out.getvalue().encode(form.encoding))
    assert recognise(filled) == form
    assert check_file(filled).flaws == []
    reading = read(feed, filled)
    kind = "ledger" if feed == "ledger" else "orders"
    (sale,) = reading.drafts[0].tables[kind].to_pylist()
    assert sale["platform"] == form.platform
    assert sale["amount_fen" if feed == "ledger" else "paid_fen"] == 1250
    assert reading.drafts[0].tables["quarantine"].num_rows == 0


@pytest.mark.parametrize("feed", ORDER_FEEDS)
def test_the_messy_sample_counts_exactly(read, feed):
    name, expected = MESSY[feed]
    reading = read(feed, OWN / name)
    report = reading.report
    assert report.quarantined_count == 0
    assert {draft.platform for draft in reading.drafts} == {order_feeds()[feed].platform}
    if expected is not None:
        assert (report.order_count, report.goods_paid_fen, report.refunded_fen) == expected
    assert check_file(OWN / name, feed=feed).flaws == []


@pytest.mark.parametrize("feed", sorted(forms()))
def test_the_broken_sample_is_told_by_file_row_column_and_advice(feed):
    name, row, column = BROKEN[feed]
    path = OWN / name
    found = check_file(path, feed=feed)
    first, *_ = found.flaws
    assert (first.row, first.column) == (row, column)
    assert first.what
    assert first.advice
    lines = found.lines_zh()
    assert lines[0].startswith(path.name)
    assert lines[1].startswith(f"第{row}行「{column}」栏：")


@pytest.mark.parametrize("feed", sorted(set(BROKEN) - {"jd-export"}))
def test_the_broken_row_lands_in_quarantine_by_file_and_row(read, feed):
    name, row, _ = BROKEN[feed]
    reading = read(feed, OWN / name)
    aside = reading.drafts[0].tables["quarantine"].to_pylist()
    file_name = name.rpartition("/")[2]
    # an order of several rows names them all, the broken one first here
    assert aside[0]["source"].split(",")[0] == f"{file_name}:{row}"
    assert reading.report.quarantined_count == len(aside)


@pytest.mark.parametrize("feed", sorted(set(MESSY) - {"jd-export"}))
def test_nothing_of_a_buyer_comes_out_of_a_file(read, feed):
    reading = read(feed, OWN / MESSY[feed][0])
    kept = b"\n".join(raw for draft in reading.drafts for raw in draft.raw).decode()
    kept += str([t.to_pylist() for draft in reading.drafts for t in draft.tables.values()])
    assert "CANARY" not in kept
    assert "13800000000" not in kept


def test_the_same_file_read_again_gives_the_same_rows(read):
    for name, _ in MESSY.values():
        feed = next(f for f, (n, _) in MESSY.items() if n == name)
        first, second = read(feed, OWN / name), read(feed, OWN / name)
        for mine, theirs in zip(first.drafts, second.drafts, strict=True):
            assert mine.raw == theirs.raw
            assert all(mine.tables[t].equals(theirs.tables[t]) for t in mine.tables)


def test_a_row_of_another_shop_is_refused(tmp_path):
    text = (OWN / MESSY["ccb"][0]).read_bytes().decode("gb18030")
    other = tmp_path / "other_shop.csv"
    # 商家编码 becomes the column of the shop: HN-000001, HN-000002, blank and blank
    other.write_bytes(text.replace("商家编码", "店铺编号").encode("gb18030"))
    flaws = check_file(other, feed="ccb", shop_id="HN-000001").flaws
    assert [(flaw.row, flaw.column) for flaw in flaws] == [(4, "店铺编号")]
