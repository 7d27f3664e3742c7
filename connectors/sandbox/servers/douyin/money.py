"""How an order's amounts look on Douyin: by line, by whose campaign, and by who bears them.

The world knows what the shop gave and what others gave. Of the others' part one order in four
stands for the payment channel, one for a talent, and two for the platform.
Source: platforms reference, section 5 (order). Keep out: the other fields of an order.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, NamedTuple

from connectors.sandbox.baskets import share_out

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldLine, WorldOrder

Record = dict[str, object]


class Parts(NamedTuple):
    """Who gave what of an order or a line, fen."""

    shop: int
    platform: int
    talent: int
    #: the payment channel's gift, which `pay_amount` still contains
    channel: int
    freight: int


def order_parts(order: WorldOrder) -> Parts:
    """The parts of the whole order."""
    mark = zlib.crc32(order.order_id.encode()) % 4
    others = order.platform_subsidy_fen
    return Parts(
        shop=order.order_discount_fen,
        platform=others if mark > 1 else 0,
        talent=others if mark == 1 else 0,
        channel=others if mark == 0 else 0,
        freight=order.freight_fen,
    )


def line_parts(order: WorldOrder) -> list[Parts]:
    """The parts of every line; each kind sums to the order's, to the fen."""
    whole = order_parts(order)
    listed = [list_fen(line) for line in order.lines]
    given = [fen - line.line_paid_fen for fen, line in zip(listed, order.lines, strict=True)]
    channel = share_out(whole.channel, given)
    rest = [fen - part for fen, part in zip(given, channel, strict=True)]
    platform = share_out(whole.platform, rest)
    talent = share_out(whole.talent, rest)
    freight = share_out(whole.freight, listed)
    return [
        Parts(left - p - t, p, t, c, f)
        for left, p, t, c, f in zip(rest, platform, talent, channel, freight, strict=True)
    ]


def list_fen(line: WorldLine) -> int:
    """Price times quantity; a gift is listed at nothing."""
    return 0 if line.is_gift else line.price_fen * line.quantity


def amounts(goods_fen: int, paid_fen: int, parts: Parts) -> Record:
    """The amounts of an order or a line; `paid_fen` is the buyer's own money for the goods."""
    return {
        "order_amount": goods_fen + parts.freight,
        "pay_amount": paid_fen + parts.freight + parts.channel,
        "post_amount": parts.freight,
        "post_insurance_amount": 0,
        "modify_amount": 0,
        "modify_post_amount": 0,
        "promotion_amount": parts.shop + parts.platform + parts.talent,
        "promotion_shop_amount": parts.shop,
        "promotion_platform_amount": parts.platform,
        "promotion_talent_amount": parts.talent,
        "shop_cost_amount": parts.shop,
        "platform_cost_amount": parts.platform + parts.talent,
        "only_platform_cost_amount": parts.platform,
        "author_cost_amount": parts.talent,
        "promotion_pay_amount": parts.channel,
        "tax_amount": 0,
    }
