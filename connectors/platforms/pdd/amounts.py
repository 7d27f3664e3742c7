"""What the buyer of a Pinduoduo order gave for its goods, and who bore the rest.

Pinduoduo states two sums, and an order for which one does not hold goes to quarantine: then a
field has another meaning than we think.

    discount_amount = platform_discount + seller_discount + capital_free_discount
    pay_amount      = goods_amount − discount_amount + postage + service fees

`duo_duo_pay_reduction` is taken off at the till by Pinduoduo itself. Whether pay_amount is already
less by it is not stated; both are understood, and the buyer's own money is the same.
Source: design, section 3 (paid_fen); platforms reference, section 4 (Order); the document of
pdd.order.list.get. Keep out: sharing the amount among lines (the warehouse does that).
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from connectors.core.cells import optional_fen, rejected, required_fen
from connectors.platforms.pdd.records import PddOrder
from connectors.platforms.pdd.settings import SUBSIDY_AT_PAYMENT


class OrderAmounts(NamedTuple):
    """Amounts of one order in fen. `paid_fen` is the buyer's consideration for the goods."""

    goods_fen: int
    # null where a discount has no bearer that anybody has named
    discount_fen: int | None
    platform_subsidy_fen: int | None
    freight_fen: int
    paid_fen: int


class _Discounts(NamedTuple):
    total_fen: int
    platform_fen: int
    seller_fen: int
    # the group leader's free order: nobody says who bears it
    leader_fen: int


def order_amounts(order: PddOrder) -> OrderAmounts:
    """The amounts of the order.

    Raises:
        RecordRejected: an amount is missing or bad, a sum does not hold, or a subsidy of the
            state stands where nobody has said how it is counted.
    """
    _refuse_subsidy(order)
    goods_fen = required_yuan(order.goods_amount, "goods_amount")
    change_fen = optional_yuan(order.order_change_amount, "order_change_amount") or 0
    freight_fen = optional_yuan(order.postage, "postage") or 0
    reduction_fen = optional_yuan(order.duo_duo_pay_reduction, "duo_duo_pay_reduction") or 0
    discounts = _discounts(order)
    due_fen = goods_fen - discounts.total_fen + freight_fen + _services(order)
    pay_fen = required_yuan(order.pay_amount, "pay_amount")
    if pay_fen not in (due_fen, due_fen - reduction_fen):
        raise rejected(
            "amounts_disagree",
            f"goods less discounts, with postage and services, are {due_fen} fen, "
            f"pay_amount is {pay_fen} fen",
        )
    paid_fen = goods_fen - discounts.total_fen - reduction_fen
    if min(paid_fen, goods_fen, freight_fen, reduction_fen) < 0:
        raise rejected("negative_amount", "the discounts are larger than the goods")
    is_told = discounts.leader_fen == 0
    return OrderAmounts(
        goods_fen + change_fen,
        discounts.seller_fen + change_fen if is_told else None,
        discounts.platform_fen + reduction_fen if is_told else None,
        freight_fen,
        paid_fen,
    )


def optional_yuan(value: Decimal | None, field: str) -> int | None:
    """A number in yuan as fen; null where absent."""
    return optional_fen(yuan_text(value), field)


def required_yuan(value: Decimal | None, field: str) -> int:
    """A number in yuan as fen."""
    return required_fen(yuan_text(value), field)


def yuan_text(value: Decimal | None) -> str | None:
    """The digits as they came, an exponent written out."""
    return None if value is None else f"{value:f}"


def _discounts(order: PddOrder) -> _Discounts:
    found = _Discounts(
        required_yuan(order.discount_amount, "discount_amount"),
        required_yuan(order.platform_discount, "platform_discount"),
        required_yuan(order.seller_discount, "seller_discount"),
        # told only where there is such an activity
        optional_yuan(order.capital_free_discount, "capital_free_discount") or 0,
    )
    if min(found) < 0:
        raise rejected("negative_amount", "a discount is negative")
    if found.total_fen != found.platform_fen + found.seller_fen + found.leader_fen:
        raise rejected("discounts_disagree", "discount_amount is not the sum of its three parts")
    return found


def _services(order: PddOrder) -> int:
    return sum(
        required_yuan(service.service_fee, "service_fee")
        for service in order.service_fee_detail or ()
    )


def _refuse_subsidy(order: PddOrder) -> None:
    """A voucher of the state is part of the buyer's consideration.

    Given by the means of payment it stands in no discount, so the sums above hold without it.
    Anywhere else it may stand in a discount that we would take for a coupon.
    """
    subsidy = optional_yuan(order.trade_in_national_subsidy_amount, "trade_in_national_subsidy")
    if subsidy and order.trade_in_national_subsidy_amount_type != SUBSIDY_AT_PAYMENT:
        raise rejected("unclear_subsidy", "nobody has said in which discount this subsidy stands")
