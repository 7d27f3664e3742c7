"""Whether a JD order counts as a sale, and from which moment.

Source: design, section 3; platforms reference, section 2 (States). Keep out: amounts.
"""

from __future__ import annotations

from datetime import datetime

from connectors.core.cells import optional_time, required_time, unknown_state
from connectors.platforms.jd.records import JdOrder
from connectors.platforms.jd.settings import (
    CANCELED,
    CASH_ON_DELIVERY,
    FINISHED_STATES,
    NO_TIME,
    PARENT_CANCELED,
    STATES,
    UNPAID_STATES,
)

Standing = tuple[str, datetime | None]


def standing(order: JdOrder) -> Standing:
    """(sale state, booked at). `booked_at` is null for everything that does not count.

    A cancelled order that was paid stays a sale: its refund stands against it in its own month.

    Raises:
        RecordRejected: a state that we don't know, or a paid order without its time.
    """
    state = order.order_state or ""
    if state not in STATES:
        raise unknown_state("the order state is not one of JD's", order.order_state)
    if state == PARENT_CANCELED:
        return "closed", None
    if state in UNPAID_STATES:
        return "unpaid", None
    if state == CANCELED:
        paid_at = optional_time(order.payment_confirm_time, "paymentConfirmTime", none=NO_TIME)
        return ("closed", None) if paid_at is None else ("sale", paid_at)
    if (order.pay_type or "").partition("-")[0] == CASH_ON_DELIVERY:
        return _on_delivery(order, state)
    return "sale", required_time(order.payment_confirm_time, "paymentConfirmTime", none=NO_TIME)


def _on_delivery(order: JdOrder, state: str) -> Standing:
    """Pay-on-delivery counts when the money is received, which is when the order is finished."""
    if state not in FINISHED_STATES:
        return "unpaid", None
    paid_at = optional_time(order.payment_confirm_time, "paymentConfirmTime", none=NO_TIME)
    return "sale", paid_at or required_time(order.order_end_time, "orderEndTime", none=NO_TIME)
