"""A refund of the world as TOP's refund record.

Source: platforms reference, section 1 (refunds). Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox.servers.rendering import beijing, masked_buyer, yuan
from connectors.sandbox.servers.top.arguments import Projection, Record
from connectors.sandbox.servers.top.trades import REFUND_STATUS, STATUS

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldOrder, WorldRefund, WorldShop


def render_refund(
    refund: WorldRefund, order: WorldOrder, shop: WorldShop, fields: Projection
) -> Record:
    """The fields of the refund that were asked for. A whole order's refund has its tid as oid."""
    line = next((row for row in order.lines if row.line_id == refund.line_id), order.lines[0])
    is_before_shipping = order.shipped_at is None
    record: Record = {
        "refund_id": refund.refund_id,
        "tid": int(refund.order_id),
        "oid": int(refund.line_id or refund.order_id),
        "status": REFUND_STATUS[refund.state],
        "refund_fee": yuan(refund.amount_fen),
        "total_fee": yuan(order.payment_fen),
        "payment": yuan(order.payment_fen - refund.amount_fen),
        "created": beijing(refund.created_at),
        "modified": beijing(refund.modified_at),
        "order_status": STATUS[order.state],
        "good_status": "BUYER_NOT_RECEIVED" if is_before_shipping else "BUYER_RECEIVED",
        "has_good_return": False,
        "refund_phase": "aftersale" if order.finished_at else "onsale",
        "refund_version": int(refund.modified_at.strftime("%y%m%d%H%M%S")),
        "dispute_type": "REFUND",
        "reason": "七天无理由退换货",
        "title": line.title,
        "price": yuan(line.price_fen),
        "num": line.quantity,
        "num_iid": int(line.item_id),
        "seller_nick": shop.name,
        "buyer_nick": masked_buyer(order.buyer_key).nick,
        "buyer_open_uid": masked_buyer(order.buyer_key).open_id,
    }
    if line.merchant_code:
        record["outer_id"] = line.merchant_code
    if refund.state != "pending":
        record["end_time"] = beijing(refund.succeeded_at or refund.modified_at)
    return fields.top(record)
