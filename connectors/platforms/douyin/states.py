"""Whether a Douyin order counts as a sale, and from which moment.

Source: design, section 3; platforms reference, section 5 (order_status). Keep out: amounts.
"""

from __future__ import annotations

from datetime import datetime

from connectors.core.cells import rejected, unknown_state
from connectors.platforms.douyin.lenient import code, optional_time, required_time
from connectors.platforms.douyin.records import DouyinOrder, Phase
from connectors.platforms.douyin.settings import (
    CANCELLED,
    CANCELLED_BY_PLATFORM,
    CASH_ON_DELIVERY,
    FINISHED,
    GROUP_BUY,
    PAID,
    SALE_TYPES,
    STATES,
    UNPAID,
    USE_FIRST_PAY_LATER,
    VOUCHERS,
)

Standing = tuple[str, datetime | None]
_CLOSED: Standing = ("closed", None)
_UNPAID: Standing = ("unpaid", None)


def standing(order: DouyinOrder) -> Standing:
    """(sale state, booked at). `booked_at` is null for everything that does not count.

    A cancelled order that was paid stays a sale: its refund stands against it in its own month.

    Raises:
        RecordRejected: a state or type that we don't know, or a paid order without its time.
    """
    state = code(order.order_status, "order_status")
    if state not in STATES:
        raise unknown_state("order_status is not one of Douyin's", state)
    types = {code(line.trade_type, "trade_type") for line in order.sku_order_list or []}
    if not types <= SALE_TYPES:
        raise rejected("unknown_type", "the trade type of a line is no sale that we know")
    if order.order_phase_list:
        return _presale(order, order.order_phase_list, state)
    if code(order.order_type, "order_type") in VOUCHERS:
        return _at_completion(state, optional_time(order.finish_time, "finish_time"))
    pay_type = code(order.pay_type, "pay_type")
    if pay_type == CASH_ON_DELIVERY:
        return _on_delivery(order, state)
    if pay_type == USE_FIRST_PAY_LATER:
        # the money is taken when the goods were received; pay_time is no payment
        return _at_completion(state, optional_time(order.finish_time, "finish_time"))
    return _group(order, state) if GROUP_BUY in types else _plain(order, state)


def _plain(order: DouyinOrder, state: int) -> Standing:
    if state == UNPAID:
        return _UNPAID
    if state == CANCELLED:
        paid_at = optional_time(order.pay_time, "pay_time")
        return _CLOSED if paid_at is None else ("sale", paid_at)
    return "sale", required_time(order.pay_time, "pay_time")


def _group(order: DouyinOrder, state: int) -> Standing:
    """A group purchase counts when the group has formed; before it is paid and no more."""
    if state == PAID:
        return _UNPAID
    if state == CANCELLED and _was_cancelled_by_platform(order):
        return _CLOSED
    return _plain(order, state)


def _was_cancelled_by_platform(order: DouyinOrder) -> bool:
    """Whether the platform cancelled every line: so ends a group that did not form."""
    found = [line.after_sale_info for line in order.sku_order_list or []]
    return all(
        info is not None and code(info.after_sale_type, "after_sale_type") == CANCELLED_BY_PLATFORM
        for info in found
    )


def _presale(order: DouyinOrder, phases: list[Phase], state: int) -> Standing:
    """A pre-sale counts at its final payment; a forfeited deposit never does."""
    final = next((phase for phase in phases if _is_final(phase)), None)
    if final is not None and final.pay_success:
        if state == UNPAID:
            raise rejected("states_disagree", "a pre-sale with its final payment is called unpaid")
        paid_at = optional_time(final.phase_pay_time, "phase_pay_time")
        return "sale", paid_at or required_time(order.pay_time, "pay_time")
    if state == CANCELLED:
        return _CLOSED
    if state not in (UNPAID, PAID):
        raise rejected("states_disagree", "a pre-sale with an open final payment is called paid")
    return ("deposit", None) if any(phase.pay_success for phase in phases) else _UNPAID


def _is_final(phase: Phase) -> bool:
    number = code(phase.current_phase, "current_phase")
    return number is not None and number == code(phase.total_phase, "total_phase")


def _on_delivery(order: DouyinOrder, state: int) -> Standing:
    """Pay-on-delivery counts when the money is received, which is when the order is finished."""
    paid_at = optional_time(order.pay_time, "pay_time")
    if state == CANCELLED:
        return _CLOSED if paid_at is None else ("sale", paid_at)
    return _at_completion(state, paid_at or optional_time(order.finish_time, "finish_time"))


def _at_completion(state: int, completed_at: datetime | None) -> Standing:
    if state == CANCELLED:
        return _CLOSED
    if state != FINISHED:
        return _UNPAID
    if completed_at is None:
        raise rejected("missing:finish_time", "a finished order has no time of its end")
    return "sale", completed_at
