"""What the buyer of a JD order gave for its goods, read in two ways that must agree.

From above: the goods less the seller's discount less the coupons that JD bears. From below: what
is still to be paid, plus what was paid by balance and gift card, less freight. A difference means
that a field has another meaning than we think, so the order goes to quarantine.
Source: design, section 3 (paid_fen); platforms reference, section 2 (Order).
Keep out: sharing the amount among lines (the warehouse does that).
"""

from __future__ import annotations

from typing import NamedTuple

from connectors.core.cells import optional_fen, rejected, required_fen
from connectors.platforms.jd.records import JdCoupon, JdOrder
from connectors.platforms.jd.settings import PAYMENT_COUPONS, PLATFORM_COUPONS, SELLER_COUPONS


class OrderAmounts(NamedTuple):
    """Amounts of one order in fen. `paid_fen` is the buyer's consideration for the goods."""

    goods_fen: int
    discount_fen: int
    platform_subsidy_fen: int
    freight_fen: int
    paid_fen: int


def order_amounts(order: JdOrder) -> OrderAmounts:
    """The amounts of the order.

    Raises:
        RecordRejected: an amount is missing or bad, a coupon's bearer is unknown, or the two
            readings differ.
    """
    goods_fen = required_fen(order.order_total_price, "orderTotalPrice")
    discount_fen = optional_fen(order.seller_discount, "sellerDiscount") or 0
    freight_fen = optional_fen(order.freight_price, "freightPrice") or 0
    subsidy_fen, card_fen = _coupons(order.coupon_detail_list)
    from_above = goods_fen - discount_fen - subsidy_fen
    from_below = (
        required_fen(order.order_payment, "orderPayment")
        + (optional_fen(order.balance_used, "balanceUsed") or 0)
        + card_fen
        - freight_fen
    )
    if from_above != from_below:
        raise rejected(
            "amounts_disagree",
            f"goods less discounts are {from_above} fen, payments less freight {from_below} fen",
        )
    if from_above < 0:
        raise rejected("negative_amount", "the discounts are larger than the goods")
    return OrderAmounts(goods_fen, discount_fen, subsidy_fen, freight_fen, from_above)


def _coupons(coupons: list[JdCoupon]) -> tuple[int, int]:
    """(borne by JD, paid by gift card), fen."""
    subsidy_fen = card_fen = 0
    for coupon in coupons:
        kind = (coupon.coupon_type or "").partition("-")[0].strip()
        fen = required_fen(coupon.coupon_price, "couponPrice")
        if kind in PLATFORM_COUPONS:
            subsidy_fen += fen
        elif kind in PAYMENT_COUPONS:
            card_fen += fen
        elif kind not in SELLER_COUPONS:
            raise rejected("unknown_coupon", "nobody has said who bears this type of coupon")
    return subsidy_fen, card_fen
