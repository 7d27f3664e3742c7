"""Whether a Kuaishou order counts as a sale, and from which moment.

Source: design, section 3 (counted, not counted); platforms reference, section 7 (status).
Keep out: amounts.
"""

from __future__ import annotations

from datetime import datetime

from connectors.core.cells import rejected, unknown_state
from connectors.platforms.kuaishou.moments import optional_moment, required_moment
from connectors.platforms.kuaishou.records import KsOrderBase
from connectors.platforms.kuaishou.settings import (
    CLOSED,
    PAID_STATES,
    PAY_LATER,
    PRESALE,
    SUCCESS,
    UNPAID,
)

Standing = tuple[str, datetime | None]


def standing(base: KsOrderBase) -> Standing:
    """(sale state, booked at). `booked_at` is null for everything that does not count.

    Raises:
        RecordRejected: a status that we don't know, a paid order without its time, or a closed
            one of which the list does not tell whether it was ever paid in full.
    """
    status = base.status
    if status not in PAID_STATES and status not in (UNPAID, CLOSED):
        raise unknown_state("the status is not one of Kuaishou's", status)
    if base.pay_type == PAY_LATER:
        return _pay_later(base)
    paid_at = optional_moment(base.pay_time, "payTime")
    if status == UNPAID:
        is_deposit = base.activity_type == PRESALE and paid_at is not None
        return ("deposit" if is_deposit else "unpaid"), None
    if status == CLOSED:
        return _closed(base, paid_at)
    return "sale", required_moment(base.pay_time, "payTime")


def _closed(base: KsOrderBase, paid_at: datetime | None) -> Standing:
    """Closed after payment the sale stands, and its refund stands against it."""
    if paid_at is None:
        return "closed", None
    was_sent = optional_moment(base.send_time, "sendTime") is not None
    if base.activity_type == PRESALE and not was_sent:
        raise rejected("presale_closed", "a closed pre-sale does not tell if its rest was paid")
    return "sale", paid_at


def _pay_later(base: KsOrderBase) -> Standing:
    """Received first and paid afterwards: counted when the order has succeeded."""
    if base.status == SUCCESS:
        return "sale", required_moment(base.recv_time, "recvTime")
    if base.status != CLOSED:
        return "unpaid", None
    if optional_moment(base.recv_time, "recvTime") is not None:
        raise rejected("pay_later_closed", "a closed order does not tell if its goods were paid")
    return "closed", None
