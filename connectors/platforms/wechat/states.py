"""Whether a WeChat order counts as a sale, and from which moment.

Source: design, section 3 (counted, not counted); platforms reference, section 6 (status,
payment_method). Keep out: amounts.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from connectors.core.cells import fen_cell, rejected, unknown_state
from connectors.platforms.wechat.moments import optional_moment, required_moment
from connectors.platforms.wechat.records import WechatOrder
from connectors.platforms.wechat.settings import (
    CANCELLED,
    COMPLETE,
    PAY_LATER,
    STATES,
    UNPAID,
    WAITING,
    WECHAT_PAY,
    WITHOUT_PAYMENT,
)


class Standing(NamedTuple):
    """`booked_at` is null for everything that does not count; `paid_at` where nothing was paid."""

    sale_state: str
    booked_at: datetime | None
    paid_at: datetime | None


_UNPAID = Standing("unpaid", None, None)
_CLOSED = Standing("closed", None, None)


def standing(order: WechatOrder) -> Standing:
    """Where the order stands.

    Raises:
        RecordRejected: a status or method of payment that we don't know, or a paid order without
            its time.
    """
    if order.status not in STATES:
        raise unknown_state("the status is not one of WeChat's", order.status)
    if order.status == UNPAID:
        return _UNPAID
    present = order.order_present_info
    if present is not None and present.is_b2c_free_present:
        return _CLOSED
    method = order.order_detail.pay_info.payment_method
    if method in WITHOUT_PAYMENT:
        return _without_payment(order)
    if method == PAY_LATER:
        return _pay_later(order)
    if method is None and order.status in CANCELLED and not order.order_detail.pay_info.pay_time:
        # cancelled before anybody chose how to pay
        return _CLOSED
    if method != WECHAT_PAY:
        raise rejected("unknown_payment_method", "nobody has said what this way of paying means")
    return _paid_at_once(order)


def _paid_at_once(order: WechatOrder) -> Standing:
    """A cancelled order that was paid stays a sale: its refund stands against it in its month."""
    pay_time = order.order_detail.pay_info.pay_time
    if order.status in CANCELLED:
        paid_at = optional_moment(pay_time, "pay_time")
        return _CLOSED if paid_at is None else Standing("sale", paid_at, paid_at)
    paid_at = required_moment(pay_time, "pay_time")
    if order.status in WAITING:
        return Standing("deposit", None, paid_at)
    return Standing("sale", paid_at, paid_at)


def _pay_later(order: WechatOrder) -> Standing:
    """Counts when the money is taken, which is when the receipt of the goods is confirmed."""
    extra = order.order_detail.ext_info
    confirmed = extra.confirm_receipt_time if extra else None
    if order.status == COMPLETE:
        taken_at = required_moment(confirmed, "confirm_receipt_time")
        return Standing("sale", taken_at, taken_at)
    if order.status in CANCELLED:
        moment = optional_moment(confirmed, "confirm_receipt_time")
        return _CLOSED if moment is None else Standing("sale", moment, moment)
    return _UNPAID


def _without_payment(order: WechatOrder) -> Standing:
    """Goods won or exchanged for points; where something was paid beside, nobody says when."""
    if fen_cell(order.order_detail.price_info.order_price, "order_price"):
        raise rejected("payment_unknown", "an order that needs no payment has an amount to pay")
    return _CLOSED
