"""Which sales of the box are none in truth: bought by the shop itself, or entered a second time.

Keep out: how such orders are made (fakes, orders), registers.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from connectors.sandbox import ids
from connectors.sandbox.clock import minute_of
from connectors.sandbox.records import WorldOrder, WorldShop
from connectors.sandbox.world import World

Doubt = Literal["", "brushing", "double"]


def doubt_of(world: World, shop: WorldShop, order: WorldOrder, *, now: datetime) -> Doubt:
    """What an order was that counts as a sale by its state of `now`; "" for a genuine one."""
    if is_brushed(world, shop, order):
        return "brushing"
    other_id = _other_shop(world, shop)
    if other_id is None:
        return ""
    other = _same_place(world, shop, order, other_id, now=now)
    if other is None or not _is_same_sale(order, other):
        return ""
    mine, theirs = (order.paid_at, shop.platform), (other.paid_at, world.shop(other_id).platform)
    # of two entries the later one is too many (design, section 3)
    return "double" if mine > theirs else ""


def is_brushed(world: World, shop: WorldShop, order: WorldOrder) -> bool:
    """Whether the shop placed the order with itself."""
    span = world.brushings.get(shop.shop_id)
    if span is None:
        return False
    return span.first_minute <= minute_of(order.created_at) < span.end_minute


def _other_shop(world: World, shop: WorldShop) -> str | None:
    """The shop that this one's orders were entered from or to."""
    pair = world.doubled.get(shop.shop_id)
    if pair is not None:
        return pair.original_id
    copies = (copy for copy, p in world.doubled.items() if p.original_id == shop.shop_id)
    return next(copies, None)


def _same_place(
    world: World, shop: WorldShop, order: WorldOrder, other_id: str, *, now: datetime
) -> WorldOrder | None:
    """The other shop's order of the same minute and place, if both stand in doubled days."""
    pair = world.doubled.get(shop.shop_id) or world.doubled[other_id]
    place = ids.parse_order_id(shop.platform, order.order_id)
    if place is None or not pair.first_minute <= place[1] < pair.end_minute:
        return None
    other = world.shop(other_id)
    there = ids.order_id(other.platform, other.ordinal, place[1], place[2])
    return world.order(other_id, there, now=now)


def _is_same_sale(order: WorldOrder, other: WorldOrder) -> bool:
    if order.paid_at is None or other.paid_at is None:
        return False
    mine, theirs = (
        sorted((line.merchant_code, line.quantity) for line in o.lines if not line.is_gift)
        for o in (order, other)
    )
    return mine == theirs and order.payment_fen == other.payment_fen and all(c for c, _ in mine)
