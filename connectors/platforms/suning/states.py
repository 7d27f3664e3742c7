"""Whether a Suning order counts as a sale, and from which moment.

Suning lists paid orders only; unpaid ones stand in an interface of their own, which is not asked.
Source: design, section 3; platforms reference, section 3 (Status). Keep out: amounts.
"""

from __future__ import annotations

from datetime import datetime

from connectors.core.cells import optional_time, rejected, required_time, unknown_state
from connectors.platforms.suning.records import SuningOrder, members
from connectors.platforms.suning.settings import CLOSED, LINE_STATES, ORDER_STATES

Standing = tuple[str, datetime | None]


def standing(order: SuningOrder) -> Standing:
    """(sale state, booked at). `booked_at` is null for everything that does not count.

    A closed order that was paid stays a sale: its refunds stand against it in their own month.

    Raises:
        RecordRejected: a state that we don't know, a reservation, or a paid order without its time.
    """
    state = str(order.order_total_status or "")
    if state not in ORDER_STATES:
        raise unknown_state("orderTotalStatus is not one of Suning's", order.order_total_status)
    for line in members(order.order_detail):
        if str(line.order_line_status or "") not in LINE_STATES:
            raise unknown_state(
                "a line's orderLineStatus is not one of Suning's", line.order_line_status
            )
        if line.reservestatus not in (None, ""):
            # a pre-sale counts at its final payment, and nobody has said which number that is
            raise rejected("unknown_presale", "a line is reserved, in a state that we don't know")
    if state == CLOSED:
        paid_at = optional_time(order.order_sale_time, "orderSaleTime")
        return ("closed", None) if paid_at is None else ("sale", paid_at)
    return "sale", required_time(order.order_sale_time, "orderSaleTime")
