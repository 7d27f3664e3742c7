"""Whether a TOP trade counts as a sale, and from which moment.

Source: design, section 3 (counted, not counted); platforms reference, section 1 (Status).
Keep out: amounts.
"""

from __future__ import annotations

from datetime import datetime

from connectors.core.cells import optional_time, rejected, required_time, unknown_state
from connectors.platforms.taobao.records import TopTrade
from connectors.platforms.taobao.settings import (
    CASH_ON_DELIVERY_TYPES,
    CLOSED_AFTER_PAYMENT,
    CLOSED_UNPAID,
    PAID_STATES,
    SALE_TYPES,
    STATES,
    STEP,
    STEP_ALL_PAID,
    STEP_DEPOSIT_PAID,
    STEP_NOTHING_PAID,
    WHOLESALE_TYPES,
)

Standing = tuple[str, datetime | None]


def standing(trade: TopTrade) -> Standing:
    """(sale state, booked at). `booked_at` is null for everything that does not count.

    Raises:
        RecordRejected: a status or type that we don't know, or a paid trade without its time.
    """
    status = trade.status or ""
    if status not in STATES:
        raise unknown_state("the status is not one of TOP's", trade.status)
    if trade.type in WHOLESALE_TYPES:
        return "wholesale", None
    if trade.type not in SALE_TYPES:
        raise rejected("unknown_type", "the trade type is not one of TOP's")
    if trade.type == STEP:
        return _step(trade, status)
    if trade.type in CASH_ON_DELIVERY_TYPES:
        return _on_delivery(trade, status)
    return _plain(trade, status)


def _plain(trade: TopTrade, status: str) -> Standing:
    if status == CLOSED_UNPAID:
        return "closed", None
    if status in PAID_STATES or status == CLOSED_AFTER_PAYMENT:
        return "sale", required_time(trade.pay_time, "pay_time")
    return "unpaid", None


def _step(trade: TopTrade, status: str) -> Standing:
    """A pre-sale counts at its final payment; a forfeited deposit never does."""
    step = trade.step_trade_status
    if step == STEP_ALL_PAID:
        return _plain(trade, status)
    if step not in (STEP_DEPOSIT_PAID, STEP_NOTHING_PAID):
        raise rejected("unknown_step_state", "the step status is not one of TOP's")
    if status in (CLOSED_UNPAID, CLOSED_AFTER_PAYMENT):
        return "closed", None
    if status in PAID_STATES:
        raise rejected("states_disagree", "a trade with an open final payment is called paid")
    return ("deposit" if step == STEP_DEPOSIT_PAID else "unpaid"), None


def _on_delivery(trade: TopTrade, status: str) -> Standing:
    """Pay-on-delivery counts when the money is received, which is when the trade is finished."""
    if status in (CLOSED_UNPAID, CLOSED_AFTER_PAYMENT):
        paid_at = optional_time(trade.pay_time, "pay_time")
        return ("closed", None) if paid_at is None else ("sale", paid_at)
    if status != "TRADE_FINISHED":
        return "unpaid", None
    paid_at = optional_time(trade.pay_time, "pay_time")
    return "sale", paid_at or required_time(trade.end_time, "end_time")
