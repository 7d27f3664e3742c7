"""The order report with guards, title line, totals row and line file."""

from __future__ import annotations

from datetime import datetime

import pytest

REPORT = "taobao_gb18030_title_above_header_and_total.csv"
LINES = "taobao_line_file.csv"


def test_states_decide_what_is_a_sale(read, rows):
    orders = rows(read("taobao-report", REPORT), "orders", "orders")
    assert [(o["order_id"][-1], o["sale_state"]) for o in orders] == [
        ("1", "sale"),
        ("2", "sale"),
        ("3", "sale"),
        ("4", "unpaid"),
        ("5", "closed"),
        ("6", "deposit"),
    ]
    assert [o["booked_at"] is not None for o in orders] == [True] * 3 + [False] * 3


def test_goods_are_the_payment_without_freight(read, rows):
    first, second, third, *_ = rows(read("taobao-report", REPORT), "orders", "orders")
    assert (first["paid_fen"], first["freight_fen"], first["goods_fen"]) == (10000, 800, 10000)
    assert second["paid_fen"] == 5000
    assert third["paid_fen"] == 4000


def test_a_refund_beyond_the_goods_is_freight(read, rows):
    reading = read("taobao-report", REPORT)
    refunds = rows(reading, "refunds", "refunds")
    assert [(r["order_id"][-1], r["amount_fen"]) for r in refunds] == [("2", 2000), ("3", 4000)]
    assert reading.report.refunded_fen == 2000 + 4600
    assert reading.report.paid_fen == reading.report.net_fen + reading.report.refunded_fen
    assert reading.report.goods_paid_fen == 19000


def test_the_totals_row_is_no_order_and_agrees(read):
    report = read("taobao-report", REPORT).report
    assert report.totals_agree is True
    assert report.order_count == 6
    assert "the totals row agrees" in report.sentences()


def test_the_county_and_a_digest_are_all_that_stays_of_a_buyer(read, rows):
    reading = read("taobao-report", REPORT, lines=LINES)
    orders = rows(reading, "orders", "orders")
    assert [o["receiver_county_code"] for o in orders[:3]] == ["430104", "431222", "440305"]
    assert orders[0]["buyer_hmac"] == orders[1]["buyer_hmac"]
    assert len(orders[0]["buyer_hmac"]) == 64
    assert orders[3]["buyer_hmac"] is None  # masked by the platform
    kept = b"\n".join(record for draft in reading.drafts for record in draft.raw).decode()
    kept += str([draft.tables[t].to_pylist() for draft in reading.drafts for t in draft.tables])
    assert "CANARY" not in kept
    assert "岳麓" not in kept
    assert "880000000000000001" in kept


def test_the_line_file_gives_lines_in_its_order(read, rows):
    lines = rows(read("taobao-report", REPORT, lines=LINES), "orders", "lines")
    tea, bacon, sausage, honey, *_ = lines
    assert (tea["line_id"], tea["merchant_code"]) == ("880000000000000001-1", "HN-000001")
    assert (tea["quantity"], tea["list_fen"], tea["line_paid_fen"]) == (2, 10000, 10000)
    assert (bacon["line_id"][-2:], bacon["merchant_code"]) == ("-1", "OUT-2")
    assert (bacon["list_fen"], bacon["line_paid_fen"], bacon["is_gift"]) == (4000, None, False)
    assert (sausage["line_id"][-2:], sausage["list_fen"], sausage["is_gift"]) == ("-2", 0, True)
    # no row in the line file: one line from the report itself
    assert (honey["line_id"][-2:], honey["title"], honey["line_paid_fen"]) == ("-1", "蜂蜜", 4000)


def test_a_line_without_order_is_put_aside(read, rows):
    (aside,) = rows(read("taobao-report", REPORT, lines=LINES), "orders", "quarantine")
    assert (aside["reason"], aside["source"]) == ("line-without-order", f"{LINES}:5")
    assert aside["amount_fen"] is None


def test_without_line_file_joined_titles_stay_unknown(read, rows):
    lines = rows(read("taobao-report", REPORT), "orders", "lines")
    assert [line["title"] for line in lines[:3]] == ["沅陵 茶叶 250g", None, "蜂蜜"]


def test_a_line_file_changes_the_version_of_its_orders_only(read, rows):
    plain = rows(read("taobao-report", REPORT), "orders", "orders")
    with_lines = rows(read("taobao-report", REPORT, lines=LINES), "orders", "orders")
    same = [
        a["payload_sha256"] == b["payload_sha256"] for a, b in zip(plain, with_lines, strict=True)
    ]
    assert same == [False, False, True, True, True, True]


@pytest.mark.parametrize(
    ("net", "expected"),
    [("0.00", (4600, 4600)), ("46.00", (4600, 4600)), ("12.00", "closed-after-part-payment")],
)
def test_closed_after_payment_without_refund_column(read, rows, tmp_path, net, expected):
    path = tmp_path / "old.csv"
    path.write_text(
        "订单编号,总金额,买家实际支付金额,订单状态,订单创建时间,订单付款时间\n"
        f"1234567,46.00,{net},交易关闭,2020-06-03 12:00:00,2020-06-03 12:01:00\n"
        "1234568,1.00,1.00,交易成功,2020-06-03 12:00:00,2020-06-03 12:01:00\n",
        encoding="utf-8",
    )
    reading = read("taobao-report", path)
    if isinstance(expected, str):
        (aside,) = rows(reading, "orders", "quarantine")
        assert (aside["reason"], aside["amount_fen"]) == (expected, 4600)
    else:
        order = rows(reading, "orders", "orders")[0]
        (refund,) = rows(reading, "refunds", "refunds")
        assert (order["paid_fen"], refund["amount_fen"]) == expected


def test_modification_time_is_when_the_file_was_known(read, rows):
    reading = read("taobao-report", REPORT)
    assert {o["modified_at"] for o in rows(reading, "orders", "orders")} == {datetime(2020, 7, 1)}
