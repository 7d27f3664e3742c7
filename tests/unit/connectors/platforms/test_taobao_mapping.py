"""TOP's amounts, ids and properties, row by row."""

from __future__ import annotations

from datetime import datetime

import msgspec
import pytest

from connectors.core.pulls import ShopHarvest
from connectors.platforms.taobao import client
from connectors.platforms.taobao.mapping import map_refund, map_trade, origin_text
from connectors.platforms.taobao.records import (
    ITEM_FIELDS,
    REFUND_FIELDS,
    TRADE_FIELDS,
    TopLine,
    TopLines,
    TopRefund,
    TopTrade,
)


def trade(*lines, **values):
    known = {
        "tid": 9007199254740993,
        "type": "fixed",
        "status": "TRADE_FINISHED",
        "created": "2020-06-18 00:00:00",
        "pay_time": "2020-06-18 00:00:01",
        "modified": "2020-06-19 10:00:00",
        "payment": "36.00",
        "total_fee": "30.00",
        "post_fee": "6.00",
    }
    return TopTrade(**(known | values), orders=TopLines(order=list(lines)))


def line(oid, paid, **values):
    return TopLine(**({"oid": oid, "price": "10.00", "num": 1, "divide_order_fee": paid} | values))


def mapped(record, add=map_trade, kind="orders"):
    harvest = ShopHarvest.empty(kind)
    add(record, harvest, source="test")
    return harvest


def one(harvest, table):
    (row,) = harvest.rows[table]
    return msgspec.structs.asdict(row)


def test_an_id_beyond_the_reach_of_floats_stays_exact():
    row = one(mapped(trade(line(9007199254740995, "30.00"))), "orders")
    assert row["order_id"] == "9007199254740993"


@pytest.mark.parametrize("paid", ["29.99", "30.01"])
def test_lines_that_miss_the_order_by_one_fen_quarantine_the_whole_order(paid):
    harvest = mapped(trade(line(1, paid)))
    assert harvest.rows["orders"] == harvest.rows["lines"] == []
    (row,) = harvest.rows["quarantine"]
    assert (row.record_id, row.reason) == ("9007199254740993", "lines_disagree_with_order")
    assert row.amount_fen == 3000


def test_lines_without_a_share_leave_it_to_the_warehouse():
    row = one(mapped(trade(line(1, None))), "lines")
    assert row["line_paid_fen"] is None


def test_a_share_on_some_lines_only_is_not_believed():
    harvest = mapped(trade(line(1, "30.00"), line(2, None)))
    assert harvest.rows["quarantine"][0].reason == "missing:divide_order_fee"


@pytest.mark.parametrize("num", [0, -1, None])
def test_a_line_without_a_quantity_is_not_believed(num):
    assert mapped(trade(line(1, "30.00", num=num))).rows["quarantine"][0].reason == "bad_quantity"


def test_a_present_is_told_from_a_bargain():
    rows = mapped(
        trade(
            line(1, "30.00", price="40.00", total_fee="40.00"),
            line(2, "0.00", price="5.00", total_fee="0.00"),
            line(3, "0.00", price="2.00", total_fee="2.00"),
        )
    ).rows["lines"]
    assert [row.is_gift for row in rows] == [False, True, False]


def test_a_refund_of_the_whole_trade_names_no_line():
    refund = TopRefund(
        refund_id="7",
        tid=5,
        oid=5,
        status="SUCCESS",
        refund_fee="1.20",
        modified="2020-07-02 00:00:00",
    )
    row = one(mapped(refund, map_refund, "refunds"), "refunds")
    assert row["line_id"] is None
    assert row["succeeded_at"] == datetime(2020, 7, 2)
    refund.oid = 51
    assert one(mapped(refund, map_refund, "refunds"), "refunds")["line_id"] == "51"


@pytest.mark.parametrize(
    ("properties", "origin"),
    [
        ("122:27:包装方式:袋装;20549:29445:产地:湖南省湘西州保靖县", "湖南省湘西州保靖县"),
        ("20549:29445:产地:中国:湖南", "中国:湖南"),
        ("20549:29445:产地: ", None),
        ("20549:29445:包装产地:湖南", None),
        ("20549:29445", None),
        ("", None),
    ],
)
def test_the_origin_is_read_from_the_items_properties(properties, origin):
    assert origin_text(properties) == origin


def test_no_personal_field_is_asked_for_beyond_what_is_used_and_dropped():
    asked = f"{TRADE_FIELDS},{REFUND_FIELDS},{ITEM_FIELDS}".split(",")
    personal = {name for name in asked if name.startswith(("receiver", "buyer"))}
    assert personal == {"buyer_open_uid", "receiver_state", "receiver_city", "receiver_district"}
    assert not {"shop_id", "buyer_hmac", "receiver_county_code", "unreadable"} & set(asked)


@pytest.mark.parametrize("layout", ["compact", "indented"])
def test_raw_tabs_and_line_breaks_inside_texts_are_repaired(layout):
    title = '脐橙\t五斤\r\n装 \\"大果\\"'
    body = (
        '{"trades_sold_get_response":{"total_results":1,"trades":{"trade":'
        '[{"tid":1,"orders":{"order":[{"oid":2,"title":"' + title + '"}]}}]}}}'
    )
    if layout == "indented":
        body = body.replace('"trades":', '\n\t"trades":\r\n')
    page = client._read(
        body.encode(), client.TRADES_CREATED.method, client.TRADES_CREATED.decode, "test", ()
    )
    assert page.rows[0].orders.order[0].title == '脐橙\t五斤\r\n装 "大果"'
    assert msgspec.json.encode(page.rows[0])
