"""An order of the world as a Suning order: five decimals, each line with its own payment and state.

`payAmount` is what the buyer pays for the line, freight included. A shop's discount comes as a
promotion (`vouchertotalMoney`) or as a coupon of the shop, Suning's as a coupon; coupons stand
among the payments too (6901). Under a promotion `unitPrice` may be the lowered one.
Source: platforms reference, section 3 (order, status). Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

import zlib
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from connectors.sandbox.baskets import share_out
from connectors.sandbox.servers.rendering import beijing, masked_buyer, yuan

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldLine, WorldOrder

Record = dict[str, object]

#: only what was paid is listed
STATUS = {
    "paid": "10",
    "shipped": "20",
    "finished": "30",
    "closed_refunded": "40",
    "cancelled_refunded": "40",
}
_CLOSED = "40"
_COUPON, _WALLET, _GIFT_CARD = "6901", "4148", "5002"
_SHOP_COUPON, _PLATFORM_COUPON = "10006", "10001"


class _Money(NamedTuple):
    """One line's money in fen."""

    voucher: int
    shop_coupon: int
    platform_coupon: int
    freight: int


def five(fen: int) -> str:
    """Fen as yuan with five decimals: 49000 is "490.00000"."""
    return yuan(fen) + "000"


def render_order(order: WorldOrder, *, tells_change: bool = False) -> Record:
    """The whole order; `tells_change` adds each line's time of change (the list by that time)."""
    buyer = masked_buyer(order.buyer_key)
    return {
        "orderCode": order.order_id,
        "orderTotalStatus": STATUS[order.state],
        "orderTime": beijing(order.created_at),
        "orderSaleTime": _time(order.paid_at),
        "countMoney": five(order.payment_fen),
        "sumDonationAmt": "0.00",
        "userName": buyer.open_id,
        "customerName": buyer.name,
        "mobNum": buyer.mobile,
        "phoneNum": "",
        "provinceName": order.receiver_province,
        "cityName": order.receiver_city or order.receiver_county,
        "districtName": order.receiver_county,
        "customerAddress": buyer.address_cipher,
        "detailAddress": buyer.address_cipher,
        "sellerOrdRemark": "",
        "buyerOrdRemark": "",
        "invoiceType": "02",
        "orderDetail": [
            _line(order, line, money, tells_change=tells_change)
            for line, money in zip(order.lines, _shared(order), strict=True)
        ],
    }


def line_states(order: WorldOrder) -> set[str]:
    """The states that the order's lines are in."""
    return {_line_status(order, line) for line in order.lines}


def _time(moment: datetime | None) -> str:
    return "" if moment is None else beijing(moment)


def _shared(order: WorldOrder) -> list[_Money]:
    """Discounts by line, and the freight on the first."""
    listed = [0 if ln.is_gift else ln.price_fen * ln.quantity for ln in order.lines]
    cuts = [whole - ln.line_paid_fen for whole, ln in zip(listed, order.lines, strict=True)]
    sellers = share_out(order.order_discount_fen, cuts)
    is_coupon = _mark(order) % 3 == 0
    return [
        _Money(
            voucher=0 if is_coupon else seller,
            shop_coupon=seller if is_coupon else 0,
            platform_coupon=cut - seller,
            freight=order.freight_fen if place == 0 else 0,
        )
        for place, (cut, seller) in enumerate(zip(cuts, sellers, strict=True))
    ]


def _mark(order: WorldOrder) -> int:
    return zlib.crc32(order.order_id.encode())


def _line(order: WorldOrder, line: WorldLine, money: _Money, *, tells_change: bool) -> Record:
    coupons = money.shop_coupon + money.platform_coupon
    record: Record = {
        "orderLineNumber": line.line_id,
        "productCode": line.item_id,
        "productName": line.title,
        "itemCode": line.merchant_code,
        "unitPrice": _unit_price(order, line, money),
        "saleNum": f"{line.quantity}.00000",
        "payAmount": five(line.line_paid_fen + money.freight),
        "coupontotalMoney": five(coupons) if coupons else "",
        "vouchertotalMoney": five(money.voucher) if money.voucher else "",
        "transportFee": five(money.freight),
        "orderLineStatus": _line_status(order, line),
        "returnOrderFlag": "1" if _is_returned(order, line) else "0",
        "invCode": "",
        "activitytype": "",
        "reservestatus": "",
        "orderchannel": "MOBILE|01|01|9.2.1|20000",
        "expresscompanycode": "" if order.shipped_at is None else "E01",
        "deliveryTime": _time(order.shipped_at),
        "paymentList": _payments(order, line, money),
        "couponList": [],
    }
    if tells_change:
        record["orderLineStatusChangeTime"] = beijing(order.modified_at)
    return record


def _unit_price(order: WorldOrder, line: WorldLine, money: _Money) -> str:
    if line.is_gift:
        return five(0)
    if money.voucher and _mark(order) % 2:
        return five((line.price_fen * line.quantity - money.voucher) // line.quantity)
    return five(line.price_fen)


def _is_returned(order: WorldOrder, line: WorldLine) -> bool:
    refund = order.refund
    return refund is not None and refund.state != "closed" and refund.line_id == line.line_id


def _line_status(order: WorldOrder, line: WorldLine) -> str:
    refund = order.refund
    is_given_back = (
        refund is not None
        and refund.state == "succeeded"
        and refund.line_id == line.line_id
        and refund.amount_fen == line.line_paid_fen
    )
    return _CLOSED if is_given_back else STATUS[order.state]


def _payments(order: WorldOrder, line: WorldLine, money: _Money) -> list[Record]:
    """Coupons first, then a gift card here and there, the rest from the buyer's wallet."""
    left = line.line_paid_fen + money.freight
    card = min(1_000, left) if _mark(order) % 17 == 0 else 0
    payments = (
        (_COUPON, _SHOP_COUPON, money.shop_coupon),
        (_COUPON, _PLATFORM_COUPON, money.platform_coupon),
        (_GIFT_CARD, "", card),
        (_WALLET, "", left - card),
    )
    return [
        {"paycode": code, "banktypecode": kind, "payamount": five(fen)}
        for code, kind, fen in payments
        if fen
    ]
