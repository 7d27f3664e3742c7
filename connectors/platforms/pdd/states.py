"""Whether a Pinduoduo order counts as a sale, and from which moment.

Source: design, section 3 (a group purchase counts when the group forms, a pre-sale at its final
payment); platforms reference, section 4 (Order). Keep out: amounts.
"""

from __future__ import annotations

from datetime import datetime

from connectors.core.cells import optional_time, rejected, required_time, unknown_state
from connectors.platforms.pdd.records import PddOrder
from connectors.platforms.pdd.settings import (
    CANCELLED,
    CONFIRM_STATES,
    DEPOSIT_TRADE,
    GROUP_STATES,
    ORDER_STATES,
    REFUND_STATUSES,
    STEP_ALL_PAID,
    STEP_DEPOSIT_PAID,
    STEP_NOTHING_PAID,
    TRADE_TYPES,
    UNCONFIRMED,
    YES_OR_NO,
)

Standing = tuple[str, datetime | None]


def platform_state(order: PddOrder) -> str:
    """The four numbers that together are an order's state on Pinduoduo."""
    return (
        f"confirm={order.confirm_status};group={order.group_status};"
        f"order={order.order_status};refund={order.refund_status}"
    )


def standing(order: PddOrder) -> Standing:
    """(sale state, booked at). `booked_at` is null for everything that does not count.

    An order that was refunded stays a sale: its refund stands against it in its own month.

    Raises:
        RecordRejected: a state that we don't know, or a sale without its time.
    """
    _refuse_unknown(order)
    if order.duoduo_wholesale:
        return "wholesale", None
    if order.trade_type == DEPOSIT_TRADE:
        return _in_steps(order)
    confirmed_at = optional_time(order.confirm_time, "confirm_time")
    if order.confirm_status == CANCELLED:
        # cancelled before the group formed, or after: then money was given and goes back
        return ("closed", None) if confirmed_at is None else ("sale", confirmed_at)
    if order.confirm_status == UNCONFIRMED:
        # paid money is only held until the group forms
        return ("deposit" if order.pay_time else "unpaid"), None
    return "sale", required_time(order.confirm_time, "confirm_time")


def _refuse_unknown(order: PddOrder) -> None:
    for name, value, known in (
        ("confirm_status", order.confirm_status, CONFIRM_STATES),
        ("order_status", order.order_status, ORDER_STATES),
        ("refund_status", order.refund_status, REFUND_STATUSES),
        ("group_status", order.group_status, GROUP_STATES | {None}),
        ("trade_type", order.trade_type, TRADE_TYPES | {None}),
        ("duoduo_wholesale", order.duoduo_wholesale, YES_OR_NO | {None}),
    ):
        if value not in known:
            raise unknown_state(f"the {name} is not one of Pinduoduo's", name, value)


def _in_steps(order: PddOrder) -> Standing:
    """A pre-sale counts at its final payment; a forfeited deposit never does."""
    step = order.step_order_info.step_trade_status if order.step_order_info else None
    if step not in (STEP_NOTHING_PAID, STEP_DEPOSIT_PAID, STEP_ALL_PAID):
        raise rejected("unknown_step_state", "the step status is not one of Pinduoduo's")
    if step == STEP_ALL_PAID:
        # nobody says which of the two times is the final payment's: it is the later one
        confirmed_at = required_time(order.confirm_time, "confirm_time")
        return "sale", max(confirmed_at, required_time(order.pay_time, "pay_time"))
    if order.confirm_status == CANCELLED:
        return "closed", None
    return ("deposit" if step == STEP_DEPOSIT_PAID else "unpaid"), None
