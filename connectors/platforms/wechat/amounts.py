"""What the buyer of a WeChat order gave for its goods, read in two ways that must agree.

From above: what the goods and the freight cost before any discount, less what the seller gave
away, is what the seller receives (`merchant_receieve_price`, so spelt). From below: what the buyer
pays (`order_price`), plus what talent, platform and state add, is the same. A difference means
that a field has another meaning than we think, so the order goes to quarantine.
Source: design, section 3 (paid_fen); platforms reference, section 6; README.md on who bears what.
Keep out: sharing the amount among lines.
"""

from __future__ import annotations

from typing import NamedTuple

from connectors.core.cells import fen_cell, optional_fen_cell, rejected
from connectors.platforms.wechat.records import Number, WechatPrice


class OrderAmounts(NamedTuple):
    """Amounts of one order in fen. `paid_fen` is the buyer's consideration for the goods."""

    goods_fen: int
    discount_fen: int
    platform_subsidy_fen: int
    freight_fen: int
    paid_fen: int
    #: null where WeChat does not tell it
    receipt_fen: int | None


def order_amounts(price: WechatPrice) -> OrderAmounts:
    """The amounts of the order.

    Raises:
        RecordRejected: an amount is missing or bad, the two readings differ, or a discount is
            larger than what it is taken from.
    """
    goods_fen = fen_cell(price.product_price, "product_price")
    freight_fen = _freight(price)
    told_fen = optional_fen_cell(price.merchant_receieve_price, "merchant_receieve_price")
    receipt_fen = _receipt(price, told_fen)
    subsidy_fen = _amount(price.finder_discounted_price, "finder_discounted_price") + _amount(
        price.cash_coupon_discounted_price, "cash_coupon_discounted_price"
    )
    # a voucher of the state is the buyer's consideration; the seller receives it
    voucher_fen = _amount(
        price.national_subsidy_discounted_price, "national_subsidy_discounted_price"
    )
    buyer_fen = fen_cell(price.order_price, "order_price")
    if buyer_fen + subsidy_fen + voucher_fen != receipt_fen:
        raise rejected(
            "amounts_disagree",
            f"buyer, talent, platform and state give {buyer_fen + subsidy_fen + voucher_fen} fen, "
            f"the seller receives {receipt_fen} fen",
        )
    paid_fen = buyer_fen + voucher_fen - freight_fen
    discount_fen = goods_fen + freight_fen - receipt_fen
    if paid_fen < 0 or discount_fen < 0:
        raise rejected("negative_amount", "freight or a discount is larger than what it is part of")
    return OrderAmounts(goods_fen, discount_fen, subsidy_fen, freight_fen, paid_fen, told_fen)


def line_parts(told: list[int | None], price: WechatPrice, paid_fen: int) -> list[int | None]:
    """What the lines cost, as the platform tells it, where that sums to the order's goods.

    The lines do not say whether a voucher of the state is part of them. Where one was used and
    they leave it out, nothing is told and the warehouse shares the order's amount out.

    Raises:
        RecordRejected: the lines sum to neither amount, or only some are told.
    """
    known = [part for part in told if part is not None]
    if not known:
        return told
    if len(known) < len(told):
        raise rejected("missing:real_price", "some lines have no real_price")
    if sum(known) == paid_fen:
        return told
    voucher_fen = _amount(
        price.national_subsidy_discounted_price, "national_subsidy_discounted_price"
    )
    if voucher_fen and sum(known) == paid_fen - voucher_fen:
        return [None] * len(told)
    raise rejected(
        "lines_disagree_with_order",
        f"the lines' real_price sum to {sum(known)} fen, the order's goods cost {paid_fen} fen",
    )


def _receipt(price: WechatPrice, told_fen: int | None) -> int:
    """What the seller receives, freight included, checked against what the seller gave away.

    The documents derive it from three discounts and name five more that the seller bears, without
    saying whether those are parts of `discounted_price`: either all are, or none.
    """
    derived_fen = _original(price) - sum(
        _amount(value, field)
        for value, field in (
            (price.discounted_price, "discounted_price"),
            (price.deduction_price, "deduction_price"),
            (price.change_down_price, "change_down_price"),
        )
    )
    if told_fen is None:
        return derived_fen
    others_fen = sum(
        _amount(value, field)
        for value, field in (
            (price.vip_discounted_price, "vip_discounted_price"),
            (price.bulkbuy_discounted_price, "bulkbuy_discounted_price"),
            (price.limited_discount_discounted_price, "limited_discount_discounted_price"),
            (
                price.national_subsidy_merchant_discounted_price,
                "national_subsidy_merchant_discounted_price",
            ),
            (
                price.platform_activity_merchant_discounted_price,
                "platform_activity_merchant_discounted_price",
            ),
        )
    )
    if told_fen not in (derived_fen, derived_fen - others_fen):
        raise rejected(
            "amounts_disagree",
            f"the seller's discounts leave {derived_fen} fen, "
            f"merchant_receieve_price is {told_fen} fen",
        )
    return told_fen


def _original(price: WechatPrice) -> int:
    told_fen = optional_fen_cell(price.original_order_price, "original_order_price")
    if told_fen is not None:
        return told_fen
    return fen_cell(price.product_price, "product_price") + _amount(price.freight, "freight")


def _freight(price: WechatPrice) -> int:
    if price.is_change_freight:
        return fen_cell(price.change_freight, "change_freight")
    return _amount(price.freight, "freight")


def _amount(value: Number | None, field: str) -> int:
    """A part that is left out where there is none of it; never negative."""
    fen = optional_fen_cell(value, field) or 0
    if fen < 0:
        raise rejected("negative_amount", f"{field} is negative")
    return fen
