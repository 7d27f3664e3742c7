"""The short Tmall extract: net of refunds, unpaid rows, the month's edge, columns in any order."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.files.feeds import read_file

SOUND = "tmall_sound.csv"


def test_the_report_counts_paid_unpaid_net_and_refunded(read):
    report = read("tmall-report", SOUND).report
    assert (report.rows_read, report.paid_count, report.unpaid_count) == (4, 3, 1)
    assert (report.paid_fen, report.net_fen, report.refunded_fen) == (41350, 16990, 24360)
    assert report.by_paid_month == {"2020-02": 2, "2020-03": 1}
    assert report.freight_fen is None
    assert report.sentences()[:2] == [
        "4 rows read, 3 paid, 1 unpaid left out",
        "paid 413.50 = net 169.90 + refunded 243.60 yuan",
    ]


def test_a_sale_is_booked_at_its_payment_and_an_unpaid_order_is_none(read, rows):
    reading = read("tmall-report", SOUND)
    unpaid, sale, late, _ = rows(reading, "orders", "orders")
    assert unpaid["sale_state"] == "unpaid"
    assert unpaid["booked_at"] is None
    assert unpaid["paid_fen"] == 17880
    assert sale["platform"] == "taobao"
    assert sale["booked_at"] == datetime(2020, 2, 21, 0, 0, 2)
    assert late["booked_at"] == datetime(2020, 3, 1, 0, 0, 11)
    assert late["freight_fen"] is None
    assert late["receiver_county_code"] is None


def test_refunds_have_no_time_of_their_own(read, rows):
    reading = read("tmall-report", SOUND)
    first, second = rows(reading, "refunds", "refunds")
    assert first["refund_id"] == f"{first['order_id']}-file"
    assert [first["amount_fen"], second["amount_fen"]] == [6480, 17880]
    assert first["succeeded_at"] is None
    assert first["refund_state"] == "succeeded"


def test_running_numbers_are_made_the_shops_own(read, rows):
    order, *_ = rows(read("tmall-report", SOUND), "orders", "orders")
    assert order["order_id"] == "s1-20200221T000000-1"


def test_a_number_used_again_next_month_is_another_order(read, rows, tmp_path):
    """Else next month's row 1 would pass for a newer version of this month's."""
    header = "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额"
    ids = set()
    for month in ("2020-02", "2020-03"):
        path = tmp_path / f"{month}.csv"
        moment = f"{month}-05 08:00:00"
        path.write_text(f"{header}\n1,2.00,2.00,湖南省,{moment},{moment},0\n", encoding="utf-8")
        ids |= {o["order_id"] for o in rows(read("tmall-report", path), "orders", "orders")}
    assert len(ids) == 2


def test_the_window_covers_the_days_of_creation(read):
    for draft in read("tmall-report", SOUND).drafts:
        assert draft.window_kind == "file"
        assert draft.window == (datetime(2020, 2, 20), datetime(2020, 3, 1))
        assert draft.shops_answered == ["s1"]


def test_control_totals_are_those_of_the_tables(read):
    orders, refunds = read("tmall-report", SOUND).drafts
    assert orders.control["orders"] == {"paid_fen": 41350 + 17880}
    assert refunds.control["refunds"] == {"amount_fen": 24360}


def test_each_order_has_one_line_that_carries_its_payment(read, rows):
    lines = rows(read("tmall-report", SOUND), "orders", "lines")
    assert [line["line_id"] for line in lines] == [f"{line['order_id']}-1" for line in lines]
    assert [line["line_paid_fen"] for line in lines] == [17880, 2100, 6480, 32770]
    assert {line["title"] for line in lines} == {None}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_order_of_columns_and_encoding_change_nothing(read, fixtures, tmp_path, encoding):
    text = (fixtures / SOUND).read_text(encoding="utf-8")
    table = [line.split(",") for line in text.splitlines()]
    other = tmp_path / "other.csv"
    shuffled = "\r\n".join(",".join(line[i] for i in (4, 6, 0, 3, 2, 5, 1)) for line in table)
    other.write_bytes(shuffled.encode(encoding))
    same, first = read("tmall-report", other), read("tmall-report", SOUND)
    for mine, theirs in zip(same.drafts, first.drafts, strict=True):
        assert mine.tables["quarantine"].num_rows == 0
        assert all(mine.tables[name].equals(theirs.tables[name]) for name in mine.tables)
        assert mine.raw == theirs.raw
    assert same.report.source_sha256 != first.report.source_sha256


@given(
    amounts=st.lists(
        st.tuples(st.integers(0, 10**7), st.integers(0, 10**7), st.booleans()),
        min_size=1,
        max_size=30,
    )
)
def test_every_fen_of_a_generated_file_is_found_again(tmp_path_factory, amounts):
    begin = datetime(2020, 2, 1)
    lines = ["退款金额,订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 "]
    for number, (net, refunded, is_paid) in enumerate(amounts, 1):
        at = begin + timedelta(minutes=number)
        total = Decimal(net + refunded) / 100
        shares = (Decimal(refunded) / 100, Decimal(net) / 100) if is_paid else (0, 0)
        paid_at = at if is_paid else ""
        lines.append(f"{shares[0]},{number},{total},{shares[1]},湖南省,{at},{paid_at}")
    path = tmp_path_factory.mktemp("generated") / "report.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    report = read_file(
        "tmall-report",
        path,
        shop_id="s1",
        hmac_key=b"k",
        resolve_county=lambda *_: None,
        known_at=begin,
    ).report
    paid = [(net, refunded) for net, refunded, is_paid in amounts if is_paid]
    assert report.paid_count == len(paid)
    assert report.net_fen == sum(net for net, _ in paid)
    assert report.refunded_fen == sum(refunded for _, refunded in paid)
    assert report.quarantined_count == 0


def test_one_broken_row_among_many_costs_only_itself(read, tmp_path):
    drawn = random.Random(5)
    lines = ["订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额"]
    lines += [
        f"{n},{drawn.randrange(1, 999)}.50,0,湖南省,2020-02-01 10:00:00,,0" for n in range(1, 400)
    ]
    data = "\n".join(lines).encode("gb18030").split(b"\n")
    data[200] = data[200].replace("湖南省".encode("gb18030"), b"\xff\xff")
    path = tmp_path / "broken.csv"
    path.write_bytes(b"\n".join(data))
    report = read("tmall-report", path).report
    assert (report.rows_read, report.quarantined_count) == (398, 1)
