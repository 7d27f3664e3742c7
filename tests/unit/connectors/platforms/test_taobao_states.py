"""When a TOP trade counts: plain, pre-sale in two payments, pay-on-delivery, supply."""

from __future__ import annotations

from datetime import datetime

import pytest

from connectors.core.errors import RecordRejected
from connectors.platforms.taobao.records import TopTrade
from connectors.platforms.taobao.settings import PAID_STATES, UNPAID_STATES
from connectors.platforms.taobao.states import standing

PAID = "2020-06-18 00:00:01"
ENDED = "2020-06-25 12:00:00"
PAID_AT = datetime(2020, 6, 18, 0, 0, 1)
DEPOSIT, FINAL, NOTHING = (
    "FRONT_PAID_FINAL_NOPAID",
    "FRONT_PAID_FINAL_PAID",
    "FRONT_NOPAID_FINAL_NOPAID",
)


@pytest.mark.parametrize(
    ("kind", "status", "step", "pay_time", "expected"),
    [
        ("fixed", "WAIT_BUYER_PAY", None, None, ("unpaid", None)),
        ("fixed", "TRADE_CLOSED_BY_TAOBAO", None, None, ("closed", None)),
        ("fixed", "WAIT_SELLER_SEND_GOODS", None, PAID, ("sale", PAID_AT)),
        ("fixed", "TRADE_CLOSED", None, PAID, ("sale", PAID_AT)),
        # a deposit is not a sale, kept or forfeited, though it has been paid
        ("step", "WAIT_BUYER_PAY", NOTHING, None, ("unpaid", None)),
        ("step", "WAIT_BUYER_PAY", DEPOSIT, PAID, ("deposit", None)),
        ("step", "TRADE_CLOSED", DEPOSIT, PAID, ("closed", None)),
        ("step", "TRADE_CLOSED_BY_TAOBAO", DEPOSIT, None, ("closed", None)),
        ("step", "WAIT_SELLER_SEND_GOODS", FINAL, PAID, ("sale", PAID_AT)),
        # the courier collects: shipped is not paid
        ("cod", "WAIT_BUYER_CONFIRM_GOODS", None, None, ("unpaid", None)),
        ("cod", "TRADE_FINISHED", None, None, ("sale", datetime(2020, 6, 25, 12))),
        ("cod", "TRADE_CLOSED", None, None, ("closed", None)),
        ("cod", "TRADE_CLOSED", None, PAID, ("sale", PAID_AT)),
        ("fenxiao", "TRADE_FINISHED", None, PAID, ("wholesale", None)),
    ],
)
def test_standing(kind, status, step, pay_time, expected):
    trade = TopTrade(
        tid=1, type=kind, status=status, step_trade_status=step, pay_time=pay_time, end_time=ENDED
    )
    assert standing(trade) == expected


@pytest.mark.parametrize("status", sorted(PAID_STATES))
def test_every_paid_state_needs_its_payment_time(status):
    with pytest.raises(RecordRejected) as rejected:
        standing(TopTrade(tid=1, type="fixed", status=status))
    assert rejected.value.reason == "missing:pay_time"


@pytest.mark.parametrize("status", sorted(UNPAID_STATES))
def test_no_unpaid_state_is_a_sale_even_with_a_payment_time(status):
    assert standing(TopTrade(tid=1, type="fixed", status=status, pay_time=PAID)) == ("unpaid", None)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"type": "fixed", "status": "TRADE_MELTED"}, "unknown_state"),
        ({"type": "fixed"}, "unknown_state"),
        ({"type": "barter", "status": "TRADE_FINISHED"}, "unknown_type"),
        ({"status": "TRADE_FINISHED"}, "unknown_type"),
        ({"type": "step", "status": "WAIT_BUYER_PAY"}, "unknown_step_state"),
        (
            {"type": "step", "status": "TRADE_FINISHED", "step_trade_status": DEPOSIT},
            "states_disagree",
        ),
    ],
)
def test_what_nobody_has_named_is_never_a_sale(values, reason):
    with pytest.raises(RecordRejected) as rejected:
        standing(TopTrade(tid=1, pay_time=PAID, **values))
    assert rejected.value.reason == reason
