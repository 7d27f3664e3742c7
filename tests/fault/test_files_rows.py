"""Rows of an export file that can't be read exactly: each costs itself, and the money balances."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from connectors.files.feeds import read_file

FIXTURES = Path(__file__).parents[1] / "unit" / "connectors" / "files" / "fixtures"
HEADER = "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额"
SOUND = "7,10.00,10.00,湖南省,2020-06-01 08:00:00,2020-06-01 08:01:00,0"


def read(feed, path, *, lines_path=None):
    return read_file(
        feed,
        path,
        shop_id="s1",
        hmac_key=b"k",
        resolve_county=lambda *_: None,
        known_at=datetime(2020, 7, 1),
        lines_path=lines_path,
    )


def aside(reading):
    return reading.drafts[0].tables["quarantine"].to_pylist()


@pytest.mark.parametrize(
    ("feed", "fixture", "reason", "row", "record_id", "amount_fen"),
    [
        ("tmall-report", "tmall_broken_gb18030_row.csv", "undecodable", 4, "3", 6480),
        ("tmall-report", "tmall_broken_utf8_row.csv", "undecodable", 4, "3", 6480),
        ("tmall-report", "tmall_stray_quote.csv", "unbalanced-quotes", 3, "2", None),
        ("tmall-report", "tmall_net_and_refund_disagree.csv", "amounts-disagree", 5, "4", 32770),
        ("tmall-report", "tmall_row_cut_short.csv", "columns", 5, "4", None),
        (
            "taobao-report",
            "taobao_id_in_scientific_notation.csv",
            "id-in-scientific-notation",
            3,
            None,
            5000,
        ),
        (
            "taobao-report",
            "taobao_unknown_state.csv",
            "state-unknown",
            3,
            "880000000000000002",
            5000,
        ),
    ],
)
def test_a_defect_costs_one_row(feed, fixture, reason, row, record_id, amount_fen):
    reading = read(feed, FIXTURES / fixture)
    (found,) = aside(reading)
    assert found["reason"] == reason
    assert found["source"] == f"{fixture}:{row}"
    assert (found["record_id"], found["amount_fen"]) == (record_id, amount_fen)
    assert reading.report.quarantine_reasons == {reason: 1}
    assert reading.report.order_count >= 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,10.005,10.005,,2020-06-01 08:00:00,2020-06-01 08:01:00,0", "amount-finer-than-fen"),
        ("1,-1,-1,,2020-06-01 08:00:00,2020-06-01 08:01:00,0", "amount-negative"),
        ("1,100000000,0,,2020-06-01 08:00:00,,0", "amount-absurd"),
        ("1,1e3,1e3,,2020-06-01 08:00:00,2020-06-01 08:01:00,0", "amount-unreadable"),
        ("1,,0,,2020-06-01 08:00:00,,0", "amount-missing"),
        ("1,10,10,,2020-06-01 24:00:00,2020-06-01 08:01:00,0", "time-unreadable"),
        ("1,10,10,,2020-02-30 08:00:00,2020-06-01 08:01:00,0", "time-unreadable"),
        ("1,10,10,,,2020-06-01 08:01:00,0", "time-missing"),
        ("1,10,10,,2020-06-01 08:00:00,,0", "payment-without-time"),
        ("1.5,10,10,,2020-06-01 08:00:00,2020-06-01 08:01:00,0", "id-malformed"),
        (",10,10,,2020-06-01 08:00:00,2020-06-01 08:01:00,0", "id-missing"),
        ("1,10,10,,2020-06-01 08:00:00,2020-06-01 08:01:00,0,x", "columns"),
    ],
)
def test_what_is_not_exact_is_put_aside(tmp_path, row, reason):
    path = tmp_path / "export.csv"
    path.write_text(f"{HEADER}\n{row}\n{SOUND}\n", encoding="utf-8")
    reading = read("tmall-report", path)
    assert [found["reason"] for found in aside(reading)] == [reason]
    assert reading.report.paid_fen == 1000


def test_the_same_row_twice_counts_once_and_is_told(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(f"{HEADER}\n{SOUND}\n{SOUND}\n", encoding="utf-8")
    report = read("tmall-report", path).report
    assert (report.paid_fen, report.repeated_row_count, report.rows_read) == (1000, 1, 2)


def test_two_versions_of_an_order_put_it_aside(tmp_path):
    path = tmp_path / "export.csv"
    other = SOUND.replace("10.00,10.00", "9.00,9.00")
    path.write_text(f"{HEADER}\n{SOUND}\n{other}\n8{SOUND[1:]}\n", encoding="utf-8")
    reading = read("tmall-report", path)
    assert [(f["record_id"], f["reason"]) for f in aside(reading)] == [("7", "order-id-repeated")]
    assert reading.report.paid_fen == 1000


def test_a_broken_line_puts_its_order_aside(tmp_path):
    report = FIXTURES / "taobao_gb18030_title_above_header_and_total.csv"
    lines = tmp_path / "lines.csv"
    lines.write_text(
        "订单编号,标题,价格,购买数量\n880000000000000001,茶叶,五十,2\n", encoding="utf-8"
    )
    reading = read("taobao-report", report, lines_path=lines)
    (found,) = aside(reading)
    assert (found["record_id"], found["reason"]) == ("880000000000000001", "amount-unreadable")
    assert found["amount_fen"] == 10800


def test_a_memo_over_several_lines_stays_one_row(tmp_path):
    path = tmp_path / "export.csv"
    row = SOUND.replace("湖南省", '"湖南省\n二行，""引号"""')
    path.write_text(f"{HEADER}\n{row}\n8{SOUND[1:]}\n", encoding="utf-8")
    reading = read("tmall-report", path)
    assert reading.report.paid_count == 2
    assert aside(reading) == []
