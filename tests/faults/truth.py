"""What a pull must bring, straight from the world: ids, fen, moments. No server, no connector."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from connectors.sandbox.servers.faults.effects import Effect
from connectors.sandbox.servers.faults.views import Tamper, TamperedWorld
from connectors.sandbox.world import World
from tests.connectors_suite.conftest import FAKES
from tests.faults.box import NOW, Pull

SALES = {"paid", "shipped", "finished", "closed_refunded", "cancelled_refunded"}


class Fact(NamedTuple):
    """What is true of one record; null where the kind has no such thing."""

    fen: int | None
    counts: bool
    at: datetime | None
    title: str | None = None


def truth_of(
    world: World, platform: str, shop_ids: Sequence[str], pull: Pull, effects: Sequence[Effect]
) -> dict[str, Fact]:
    """Record id → what is true of it. Of a fault only what it changes in the world counts."""
    changes = [
        Tamper(order=t.order, refund=t.refund, item=t.item, pad=t.pad)
        for t in (effect.tamper for effect in effects)
        if t is not None
    ]
    seen = TamperedWorld(world, changes)
    found: dict[str, Fact] = {}
    for shop_id in shop_ids:
        if pull.kind == "items":
            found |= {i.item_id: Fact(None, True, None, i.title) for i in seen.items(shop_id)}
        elif pull.kind == "orders":
            found |= _orders(seen, platform, shop_id, pull)
        else:
            found |= _refunds(seen, platform, shop_id, pull)
    return found


def _orders(seen: TamperedWorld, platform: str, shop_id: str, pull: Pull) -> dict[str, Fact]:
    lists_unpaid = FAKES[platform].lists_unpaid
    start, end = pull.window
    goes_by = FAKES[platform].created_goes_by if pull.window_kind == "created" else "modified"
    rows = seen.orders(shop_id, by=goes_by, start=start, end=end, now=NOW)
    return {
        o.order_id: Fact(
            o.payment_fen - o.freight_fen,
            o.state in SALES,
            o.paid_at if o.state in SALES else None,
        )
        for o in rows.oldest_first(0, rows.total)
        if lists_unpaid or o.state in SALES
    }


def _refunds(seen: TamperedWorld, platform: str, shop_id: str, pull: Pull) -> dict[str, Fact]:
    start, end = pull.window
    rows = seen.refunds(shop_id, start=start, end=end, now=NOW)
    found = {
        # what a refund that did not succeed is about is nowhere summed
        r.refund_id: Fact(
            r.amount_fen if r.succeeded_at else None, bool(r.succeeded_at), r.succeeded_at
        )
        for r in rows.oldest_first(0, rows.total)
        # JD's bills are found by their approval, so what waits for it is not there
        if platform != "jd" or r.state != "pending"
    }
    if platform == "jd":
        orders = seen.orders(shop_id, by="modified", start=start, end=end, now=NOW)
        found |= {
            f"cancel-{o.order_id}": Fact(o.payment_fen - o.freight_fen, True, o.modified_at)
            for o in orders.oldest_first(0, orders.total)
            if o.state == "cancelled_refunded"
        }
    return found
