"""What the buyer of a Kuaishou order gave for its goods, and who bore the rest.

The platform's own terms: `totalFee` is the goods (price × number) less what the seller bears,
without freight; `discountFee` is the sum of all reductions, whoever bears them. So the seller bears
goods − totalFee, the platform the rest of discountFee, and the buyer gives goods − discountFee. An
order in which one of the three would be negative means that a field has another meaning than we
think, and goes to quarantine.
Source: the fee model of the platform's published access example (com.kwaishop.digital, fee detail
of an order); design, section 3 (paid_fen). Keep out: states.
"""

from __future__ import annotations

from typing import NamedTuple

from connectors.core.cells import fen_cell, optional_fen_cell, rejected
from connectors.core.errors import RecordRejected
from connectors.platforms.kuaishou.records import KsLine, KsOrder, KsOrderBase


class OrderAmounts(NamedTuple):
    """Amounts of one order in fen. `paid_fen` is the buyer's consideration for the goods."""

    goods_fen: int
    seller_discount_fen: int
    platform_subsidy_fen: int
    freight_fen: int
    paid_fen: int


def order_amounts(base: KsOrderBase, line: KsLine) -> OrderAmounts:
    """The amounts of the order.

    Raises:
        RecordRejected: an amount is missing or bad, the amounts contradict each other, or there
            is a reduction of which nobody has said who bears it.
    """
    _refuse_unknown_reductions(base)
    if line.num is None or line.num <= 0:
        raise rejected("bad_quantity", "num is missing or not positive")
    goods_fen = fen_cell(line.price, "price") * line.num
    freight_fen = optional_fen_cell(base.express_fee, "expressFee") or 0
    discount_fen = optional_fen_cell(base.discount_fee, "discountFee") or 0
    seller_fen = goods_fen - fen_cell(base.total_fee, "totalFee")
    platform_fen = discount_fen - seller_fen
    paid_fen = goods_fen - discount_fen
    if min(seller_fen, platform_fen, paid_fen, freight_fen) < 0:
        raise rejected(
            "amounts_disagree",
            f"goods of {goods_fen} fen, totalFee {goods_fen - seller_fen} and discountFee "
            f"{discount_fen} would leave the seller {seller_fen}, the platform {platform_fen} "
            f"and the buyer {paid_fen}",
        )
    return OrderAmounts(goods_fen, seller_fen, platform_fen, freight_fen, paid_fen)


def readable_paid_fen(order: KsOrder) -> int | None:
    """For a record in doubt: goods less all reductions where those can be read, else null."""
    line = order.order_item_info
    if order.unreadable is not None or line is None:
        return None
    try:
        discount_fen = optional_fen_cell(order.order_base_info.discount_fee, "discountFee") or 0
        fen_cell(order.order_base_info.total_fee, "totalFee")
        return fen_cell(line.price, "price") * (line.num or 0) - discount_fen
    except RecordRejected:
        return None


def _refuse_unknown_reductions(base: KsOrderBase) -> None:
    """Subsidies for trading in old appliances: whether `discountFee` holds them is not known."""
    for value, field in (
        (base.government_discount, "governmentDiscount"),
        (base.trade_in_pay_after_promo_amount, "tradeInPayAfterPromoAmount"),
    ):
        if optional_fen_cell(value, field):
            raise rejected("unknown_discount", f"nobody has said what {field} does to the others")
