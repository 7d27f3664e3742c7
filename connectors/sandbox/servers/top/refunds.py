"""A refund of the world as TOP's refund record.

Source: platforms reference, section 1 (refunds). Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox.servers.rendering import beijing, masked_buyer, yuan
from connectors.sandbox.servers.top.arguments import Projection, Record
from connectors.sandbox.servers.top.trades import REFUND_STATUS, STATUS

if TYPE_CHECKING:
    from collections.abc import Callable

    from connectors.sandbox.records import WorldOrder, WorldRefund, WorldShop


def render_refund(
    refund: WorldRefund, find_order: Callable[[], WorldOrder], shop: WorldShop, fields: Projection
) -> Record:
    """The fields of the refund that were asked for; its order is only made where they need it."""
    record = fields.top(_refund(refund, shop))
    if fields.asks_beyond(record):
        record |= fields.top(_of_order(refund, find_order()))
    return record


def _refund(refund: WorldRefund, shop: WorldShop) -> Record:
    """What the refund itself tells. A refund of a whole trade has the trade's id as `oid`."""
    record: Record = {
        "refund_id": refund.refund_id,
        "tid": int(refund.order_id),
        "oid": int(refund.line_id or refund.order_id),
        "status": REFUND_STATUS[refund.state],
        "refund_fee": yuan(refund.amount_fen),
        "created": beijing(refund.created_at),
        "modified": beijing(refund.modified_at),
        "has_good_return": False,
        "refund_version": int(refund.modified_at.strftime("%y%m%d%H%M%S")),
        "dispute_type": "REFUND",
        "reason": "七天无理由退换货",
        "seller_nick": shop.name,
    }
    if refund.state != "pending":
        record["end_time"] = beijing(refund.succeeded_at or refund.modified_at)
    return record


def _of_order(refund: WorldRefund, order: WorldOrder) -> Record:
    line = next((row for row in order.lines if row.line_id == refund.line_id), order.lines[0])
    buyer = masked_buyer(order.buyer_key)
    record: Record = {
        "total_fee": yuan(order.payment_fen),
        "payment": yuan(order.payment_fen - refund.amount_fen),
        "order_status": STATUS[order.state],
        "good_status": "BUYER_NOT_RECEIVED" if order.shipped_at is None else "BUYER_RECEIVED",
        "refund_phase": "aftersale" if order.finished_at else "onsale",
        "title": line.title,
        "price": yuan(line.price_fen),
        "num": line.quantity,
        "num_iid": int(line.item_id),
        "buyer_nick": buyer.nick,
        "buyer_open_uid": buyer.open_id,
    }
    if line.merchant_code:
        record["outer_id"] = line.merchant_code
    return record
