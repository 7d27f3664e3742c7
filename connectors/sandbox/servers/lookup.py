"""Finding an order of the world by the id of its refund.

Keep out: protocols.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox import ids

if TYPE_CHECKING:
    from datetime import datetime

    from connectors.sandbox.records import WorldOrder
    from connectors.sandbox.world import World


def refunded_order(
    world: World, shop_id: str, refund_id: str, *, now: datetime
) -> WorldOrder | None:
    """The shop's order whose standing refund has this id, or None.

    The world's ids of an order and of its refund differ in their first digit only, Pinduoduo's
    also in form.
    """
    candidates = [head + refund_id[1:] for head in "123456789"]
    dated = ids.dated_order_id(refund_id)
    for candidate in candidates if dated is None else [*candidates, dated]:
        order = world.order(shop_id, candidate, now=now)
        if order is not None and order.refund and order.refund.refund_id == refund_id:
            return order
    return None
