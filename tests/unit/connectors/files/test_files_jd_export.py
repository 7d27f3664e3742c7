"""JD's export: one row per SKU, amounts of the order repeated and never summed."""

from __future__ import annotations

from datetime import datetime

EXPORT = "jd_order_amounts_repeated_on_each_row.csv"


def test_an_order_of_two_rows_counts_its_amount_once(read, rows):
    reading = read("jd-export", EXPORT)
    order = rows(reading, "orders", "orders")[0]
    assert (order["goods_fen"], order["paid_fen"], order["freight_fen"]) == (50000, 48000, 1000)
    lines = [r for r in rows(reading, "orders", "lines") if r["order_id"] == order["order_id"]]
    assert [(r["line_id"][-2:], r["sku_id"], r["list_fen"]) for r in lines] == [
        ("-1", "7001", 30000),
        ("-2", "7002", 20000),
    ]
    assert [r["line_paid_fen"] for r in lines] == [None, None]
    assert reading.report.rows_read == 6
    assert reading.report.order_count == 5


def test_a_cancellation_after_payment_is_a_full_refund(read, rows):
    reading = read("jd-export", EXPORT)
    cancelled = rows(reading, "orders", "orders")[1]
    assert (cancelled["platform_state"], cancelled["sale_state"]) == ("已取消", "sale")
    (refund,) = rows(reading, "refunds", "refunds")
    assert (refund["order_id"], refund["amount_fen"]) == (cancelled["order_id"], 30000)
    assert reading.report.refunded_fen == 31000


def test_pay_on_delivery_counts_when_money_is_received(read, rows):
    _, _, received, on_its_way, waiting = rows(read("jd-export", EXPORT), "orders", "orders")
    assert received["booked_at"] == datetime(2020, 6, 10, 12)
    assert [on_its_way["sale_state"], waiting["sale_state"]] == ["unpaid", "unpaid"]


def test_an_address_written_in_one_piece_still_gives_its_county(read, rows):
    orders = rows(read("jd-export", EXPORT), "orders", "orders")
    assert {order["receiver_county_code"] for order in orders} == {"431222"}


def test_rows_of_an_order_that_disagree_put_the_whole_order_aside(read, rows):
    reading = read("jd-export", "jd_order_columns_disagree.csv")
    (aside,) = rows(reading, "orders", "quarantine")
    assert aside["reason"] == "order-columns-disagree"
    assert aside["record_id"] == "120000000001"
    assert aside["source"].endswith(":2,3")
    assert aside["amount_fen"] == 50000
    assert [o["order_id"] for o in rows(reading, "orders", "orders")] == ["120000000002"]
