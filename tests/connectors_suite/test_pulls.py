"""What every feed must do with a platform that behaves."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from connectors.core.canonical import KIND_TABLES
from connectors.core.errors import ConfigurationError, FatalFeedError
from connectors.core.feed import ShopCredential
from connectors.core.landing import LocalLanding
from connectors.core.windows import Window
from connectors.registry import PLATFORMS
from tests.connectors_suite.conftest import FAKES
from tests.connectors_suite.fake_shop import (
    APP_KEY,
    NOW,
    REFRESH_A,
    SECRET,
    SHOP_A,
    SHOP_B,
    TOKEN_A,
    FakeLine,
    FakeOrder,
    FakeRefund,
    paid_orders,
)
from tests.connectors_suite.not_applicable import NOT_APPLICABLE

DAY = Window(datetime(2020, 6, 1), datetime(2020, 6, 2))
MONTH = Window(datetime(2020, 6, 1), datetime(2020, 7, 1))


def rows_of(draft, table):
    return draft.tables[table].to_pylist()


def by_id(draft):
    return {row["order_id"]: row for row in rows_of(draft, "orders")}


def test_every_platform_of_the_registry_is_tested():
    assert set(FAKES) == set(PLATFORMS)


def test_an_order_becomes_exact_fen_in_canonical_columns(open_fake, shops, gateway):
    shops.orders[SHOP_A] = [
        FakeOrder(
            "400000000000000001",
            created_at=datetime(2020, 6, 1, 8),
            paid_at=datetime(2020, 6, 1, 8, 1),
            modified_at=datetime(2020, 6, 3, 9),
            state="finished",
            lines=(
                FakeLine("501", 2990, 3),
                FakeLine("502", 1050, 1, merchant_code=""),
                FakeLine("503", 800, 1, is_gift=True),
            ),
            discount_fen=501,
            subsidy_fen=300,
            freight_fen=600,
        )
    ]

    draft = open_fake().fetch("orders", "created", DAY)

    (order,) = rows_of(draft, "orders")
    assert order["shop_id"] == SHOP_A
    assert order["order_id"] == "400000000000000001"
    assert order["sale_state"] == "sale"
    assert order["booked_at"] == datetime(2020, 6, 1, 8, 1)
    if gateway.tells_change_by_creation:
        assert order["modified_at"] == datetime(2020, 6, 3, 9)
    else:
        # the last moment of which the order itself tells, never a later one
        assert order["modified_at"] == datetime(2020, 6, 1, 8, 1)
    assert (order["goods_fen"], order["order_discount_fen"]) == (10020, 501)
    assert (order["platform_subsidy_fen"], order["freight_fen"]) == (300, 600)
    # the buyer's own money for the goods: neither freight nor the platform's coupon
    assert order["paid_fen"] == 10020 - 501 - 300
    assert order["receiver_county_code"] == "430104"
    lines, shown = rows_of(draft, "lines"), gateway.lines_of(shops.orders[SHOP_A][0])
    assert [line["quantity"] for line in lines] == [line.quantity for line in shown]
    assert [line["is_gift"] for line in lines] == [line.is_gift for line in shown]
    assert lines[0]["list_fen"] == shown[0].price_fen * shown[0].quantity
    assert [line["merchant_code"] or "" for line in lines] == [s.merchant_code for s in shown]
    told = [line["line_paid_fen"] for line in lines]
    assert told == [None] * len(told) or sum(told) == order["paid_fen"]


@pytest.mark.parametrize(
    ("state", "paid_at", "sale_state"),
    [
        ("unpaid", None, "unpaid"),
        ("closed", None, "closed"),
        ("paid", datetime(2020, 6, 1, 9), "sale"),
        # closed after payment: the sale stands, its refund stands against it
        ("cancelled", datetime(2020, 6, 1, 9), "sale"),
    ],
)
def test_only_paid_orders_are_booked(open_fake, shops, gateway, state, paid_at, sale_state):
    at = datetime(2020, 6, 1, 8)
    shops.orders[SHOP_A] = [FakeOrder("400000000000000001", at, at, state=state, paid_at=paid_at)]

    orders = rows_of(open_fake().fetch("orders", "created", DAY), "orders")

    if paid_at is None and not gateway.lists_unpaid:
        assert orders == []
        return
    (order,) = orders
    assert order["sale_state"] == sale_state
    assert order["booked_at"] == paid_at
    assert order["paid_fen"] == 2990


def test_one_page_costs_one_request_a_shop(open_fake, shops, gateway):
    shops.orders[SHOP_A] = paid_orders(100, start=DAY.start)

    draft = open_fake().fetch("orders", "created", DAY)

    assert draft.tables["orders"].num_rows == 100
    assert draft.request_count == len(gateway.asked) == gateway.calls(100) + gateway.calls(0)


def test_calm_pages_cost_one_request_each(open_fake, shops, gateway):
    shops.orders[SHOP_A] = paid_orders(250, start=DAY.start)

    draft = open_fake().fetch("orders", "created", DAY)

    assert set(by_id(draft)) == {order.order_id for order in shops.orders[SHOP_A]}
    line_count = sum(len(gateway.lines_of(order)) for order in shops.orders[SHOP_A])
    assert draft.tables["lines"].num_rows == line_count
    assert draft.request_count == len(gateway.asked) == gateway.calls(250) + gateway.calls(0)


def test_a_smaller_page_than_asked_for_is_believed(open_fake, shops, gateway):
    gateway.largest_page = 40
    shops.orders[SHOP_A] = paid_orders(250, start=DAY.start)

    assert len(by_id(open_fake().fetch("orders", "created", DAY))) == 250


@pytest.mark.parametrize("kind", ["orders", "refunds"])
def test_an_empty_day_is_an_empty_batch_and_every_shop_answered(open_fake, kind):
    draft = open_fake().fetch(kind, "modified", DAY)

    assert draft.shops_answered == [SHOP_A, SHOP_B]
    assert {n: t.schema for n, t in draft.tables.items()} == KIND_TABLES[kind]
    assert sum(table.num_rows for table in draft.tables.values()) == 0
    assert draft.control["platform"]["record_count"] == 0
    assert "paid_fen" not in draft.control.get("orders", {}), "no order is not 0 yuan"


def test_a_window_is_half_open_though_the_platform_counts_both_ends(open_fake, shops):
    step = timedelta(seconds=1)
    for number, at in enumerate((DAY.start - step, DAY.start, DAY.end - step, DAY.end)):
        shops.orders.setdefault(SHOP_A, []).append(
            FakeOrder(f"40000000000000000{number}", at, at, paid_at=at)
        )

    for by in ("created", "modified"):
        found = by_id(open_fake().fetch("orders", by, DAY))
        assert set(found) == {"400000000000000001", "400000000000000002"}


def test_rows_beyond_the_window_are_left_to_the_next_one(open_fake, shops, gateway):
    gateway.loose_end = timedelta(hours=1)
    at = DAY.end + timedelta(minutes=5)
    shops.orders[SHOP_A] = [
        *paid_orders(3, start=DAY.start),
        FakeOrder("500000000000000001", at, at, paid_at=at),
    ]
    shops.refunds[SHOP_A] = [FakeRefund("70000001", "400000000000000001", 1234, at)]
    feed = open_fake()

    for by in ("created", "modified"):
        assert "500000000000000001" not in by_id(feed.fetch("orders", by, DAY))
    assert rows_of(feed.fetch("refunds", "modified", DAY), "refunds") == []


@pytest.mark.parametrize("by", ["created", "modified"])
def test_a_window_in_pieces_gives_the_same_rows(open_fake, shops, by):
    shops.orders[SHOP_A] = paid_orders(300, start=MONTH.start, step=timedelta(hours=2, seconds=17))
    shops.orders[SHOP_B] = [
        FakeOrder("500000000000000001", MONTH.start, MONTH.start, paid_at=MONTH.start)
    ]
    feed = open_fake()

    whole = feed.fetch("orders", by, MONTH)
    pieces = [feed.fetch("orders", by, p) for p in MONTH.pieces(timedelta(days=6, hours=5))]

    assert by_id(whole).keys() >= {"500000000000000001"}
    for table in ("orders", "lines"):
        together = [row for draft in pieces for row in rows_of(draft, table)]
        assert sorted(map(str, together)) == sorted(map(str, rows_of(whole, table)))


@pytest.mark.parametrize(
    ("kind", "by"), [("orders", "created"), ("orders", "modified"), ("refunds", "modified")]
)
def test_a_long_window_is_cut_to_what_the_platform_answers(open_fake, shops, kind, by):
    """The fakes refuse longer windows than their platforms do."""
    long = Window(datetime(2020, 5, 22), datetime(2020, 6, 26))
    ends = [long.start, long.end - timedelta(seconds=1)]
    shops.orders[SHOP_A] = [
        FakeOrder(f"40000000000000000{number}", at, at, paid_at=at)
        for number, at in enumerate(ends)
    ]
    shops.refunds[SHOP_A] = [
        FakeRefund(f"7000000{number}", f"40000000000000000{number}", 100, at)
        for number, at in enumerate(ends)
    ]
    one_shop = [ShopCredential(SHOP_A, TOKEN_A, REFRESH_A, APP_KEY, SECRET)]

    draft = open_fake(shops=one_shop).fetch(kind, by, long)

    assert draft.tables[kind].num_rows == 2


def test_refunds_come_by_their_own_time(open_fake, shops, gateway):
    shops.refunds[SHOP_A] = [
        FakeRefund("70000001", "400000000000000001", 1234, datetime(2020, 6, 11, 12)),
        FakeRefund("70000002", "400000000000000002", 99, datetime(2020, 6, 30, 23, 59, 59)),
        FakeRefund("70000003", "400000000000000003", 50, datetime(2020, 6, 9), state="closed"),
        FakeRefund("70000004", "400000000000000004", 77, MONTH.end),
    ]

    draft = open_fake().fetch("refunds", "modified", MONTH)

    found = {row["refund_id"]: row for row in rows_of(draft, "refunds")}
    assert set(found) == {"70000001", "70000002", "70000003"}
    assert found["70000001"]["amount_fen"] == 1234
    assert found["70000001"]["refund_state"] == "succeeded"
    assert found["70000001"]["succeeded_at"] == datetime(2020, 6, 11, 12)
    assert (found["70000001"]["line_id"] is None) != gateway.refunds_by_line
    assert found["70000003"]["refund_state"] == "closed"
    assert found["70000003"]["succeeded_at"] is None
    assert draft.control["refunds"]["amount_fen"] == 1234 + 99 + 50


def test_orders_cancelled_unpaid_leave_an_empty_day_of_refunds_empty(open_fake, shops):
    at = DAY.start + timedelta(hours=1)
    shops.orders[SHOP_A] = [FakeOrder("400000000000000001", at, at, state="closed")]

    draft = open_fake().fetch("refunds", "modified", DAY)

    assert draft.tables["refunds"].num_rows == 0
    # a batch without rows is believed only where every stated total is 0
    assert not any(total for sums in draft.control.values() for total in sums.values())


def test_control_totals_are_the_sums_of_the_rows(open_fake, shops):
    shops.orders[SHOP_A] = paid_orders(30, start=DAY.start)

    draft = open_fake().fetch("orders", "created", DAY)

    expected = sum(order.paid_fen for order in shops.orders[SHOP_A])
    assert draft.control["orders"]["paid_fen"] == expected
    assert draft.control["orders"]["row_count"] == draft.control["platform"]["record_count"] == 30


def test_a_batch_lands_and_twice_the_same_pull_has_the_same_rows(open_fake, shops, tmp_path):
    shops.orders[SHOP_A] = paid_orders(120, start=DAY.start)
    feed, store = open_fake(), LocalLanding(tmp_path)

    first, second = (
        store.commit(feed.fetch("orders", "created", DAY), landed_at=NOW, code_version="test")
        for _ in range(2)
    )

    assert first.batch_id != second.batch_id
    assert first.files == second.files


def test_requests_are_told_as_they_go_out(open_fake, shops, gateway):
    told = []
    open_fake(on_request=told.append).fetch("orders", "created", DAY)

    assert len(told) == len(gateway.asked) == 2 * gateway.calls(0)
    assert any(SHOP_A in where for where in told)


@pytest.mark.parametrize(
    ("kind", "by", "window", "error"),
    [
        ("salaries", "created", DAY, ConfigurationError),
        ("items", "created", DAY, ConfigurationError),
        ("orders", "created", Window(DAY.end, DAY.start), ConfigurationError),
        ("orders", "modified", Window(datetime(2020, 3, 1), DAY.end), FatalFeedError),
    ],
)
def test_what_a_platform_cannot_answer_in_full_is_not_asked(
    open_fake, gateway, kind, by, window, error
):
    with pytest.raises(error, match="Next:"):
        open_fake().fetch(kind, by, window)
    assert gateway.asked == []


def test_what_does_not_apply_names_tests_and_platforms_that_there_are():
    here = Path(__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in here.glob("test_*.py"))
    for (platform, test), reason in NOT_APPLICABLE.items():
        assert platform in PLATFORMS
        assert f"def {test}(" in text, f"{test} is no test of the suite"
        assert len(reason) > 20, "the reason says what the platform lacks"
