"""What the buyer of a Douyin order gave for its goods, and who bore the rest.

`pay_amount` is what was charged: after the coupons of shop, platform and talents, with freight.
What the payment channel gave (`promotion_pay_amount`) is still in it and is no money of the buyer.
Read from above, goods less what everybody bore must be the same; a difference means that a field
has another meaning than we think, so the order goes to quarantine.
Source: design, section 3 (paid_fen); platforms reference, section 5 (Order).
Keep out: whether the order counts.
"""

from __future__ import annotations

from typing import NamedTuple

from connectors.core.cells import rejected
from connectors.platforms.douyin.lenient import fen
from connectors.platforms.douyin.records import DouyinLine, DouyinOrder


class OrderAmounts(NamedTuple):
    """Amounts of one order in fen. `paid_fen` is the buyer's consideration for the goods."""

    goods_fen: int
    shop_discount_fen: int
    #: borne by platform, talent or payment channel
    subsidy_fen: int
    freight_fen: int
    paid_fen: int


def order_amounts(order: DouyinOrder, lines: list[DouyinLine]) -> OrderAmounts:
    """The amounts of the order.

    Raises:
        RecordRejected: an amount is missing or bad, the bearers' parts are not the promotion, or
            the two readings differ.
    """
    freight_fen = fen(order.post_amount, "post_amount")
    channel_fen = fen(order.promotion_pay_amount, "promotion_pay_amount")
    charged_fen = fen(order.pay_amount, "pay_amount") - freight_fen
    shop_fen = fen(order.shop_cost_amount, "shop_cost_amount")
    # the talents' part is contained in the platform's
    platform_fen = fen(order.platform_cost_amount, "platform_cost_amount")
    promotion_fen = fen(order.promotion_amount, "promotion_amount")
    if shop_fen + platform_fen != promotion_fen:
        raise rejected(
            "unknown_bearer",
            f"shop and platform bear {shop_fen + platform_fen} fen "
            f"of a promotion of {promotion_fen} fen",
        )
    if charged_fen < channel_fen:
        raise rejected("negative_amount", "pay_amount is less than freight and channel discount")
    return OrderAmounts(
        goods_fen=_goods(order, lines, charged_fen + promotion_fen),
        shop_discount_fen=shop_fen,
        subsidy_fen=platform_fen + channel_fen,
        freight_fen=freight_fen,
        paid_fen=charged_fen - channel_fen,
    )


def _goods(order: DouyinOrder, lines: list[DouyinLine], from_below: int) -> int:
    """The goods before any discount; a price that the seller changed by hand is the price."""
    listed_fen = sum(list_fen(line) for line in lines)
    changed_fen = 0 if order.modify_amount is None else fen(order.modify_amount, "modify_amount")
    # whether the lines' sums already hold the change is not documented
    if from_below not in (listed_fen, listed_fen + changed_fen):
        raise rejected(
            "amounts_disagree",
            f"the lines list goods of {listed_fen} fen, "
            f"pay_amount and promotions make {from_below} fen",
        )
    return from_below


def list_fen(line: DouyinLine) -> int:
    """Price times quantity of a line, before any discount."""
    if line.sum_amount is not None:
        return fen(line.sum_amount, "sum_amount")
    return fen(line.origin_amount, "origin_amount") * quantity(line)


def quantity(line: DouyinLine) -> int:
    """How many pieces the line has."""
    count = fen(line.item_num, "item_num")
    if count <= 0:
        raise rejected("bad_quantity", "a line's item_num is missing or not positive")
    return count


def line_paid_fen(line: DouyinLine) -> int:
    """What the buyer gave for the line's goods: its own part of every discount is told."""
    return (
        fen(line.pay_amount, "sku_order_list.pay_amount")
        - fen(line.post_amount, "sku_order_list.post_amount")
        - fen(line.promotion_pay_amount, "sku_order_list.promotion_pay_amount")
    )
