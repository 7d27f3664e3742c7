"""A refund of the world as a WeChat after-sale order.

Before the goods are on their way only the money goes back (REFUND), afterwards the goods come back
as well (RETURN). Source: platforms reference, section 6; WeChat's page of the after-sale order.
Keep out: searching, envelopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox.servers.rendering import masked_buyer
from connectors.sandbox.servers.wechat.orders import Record, seconds

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldOrder, WorldRefund

#: of REFUND and of RETURN
STATUSES = {
    "pending": ("MERCHANT_PROCESSING", "USER_WAIT_RETURN"),
    "succeeded": ("MERCHANT_REFUND_SUCCESS", "MERCHANT_RETURN_SUCCESS"),
    "closed": ("USER_CANCELD", "RETURN_CLOSED"),
}


def render_aftersale(refund: WorldRefund, order: WorldOrder) -> Record:
    """What `getaftersaleorder` shows."""
    is_return = order.shipped_at is not None and order.shipped_at <= refund.created_at
    buyer = masked_buyer(order.buyer_key)
    line = next((one for one in order.lines if one.line_id == refund.line_id), order.lines[0])
    is_over = refund.state != "pending"
    return {
        "after_sale_order_id": refund.refund_id,
        "order_id": refund.order_id,
        "status": STATUSES[refund.state][is_return],
        "type": "RETURN" if is_return else "REFUND",
        "openid": buyer.open_id,
        "unionid": "",
        "create_time": seconds(refund.created_at),
        "update_time": seconds(refund.modified_at),
        "complete_time": seconds(refund.succeeded_at or refund.modified_at) if is_over else 0,
        "reason": "NO_LONGER_WANT",
        "reason_text": "不想要了",
        "refund_info": {"amount": refund.amount_fen, "refund_reason": 1},
        "product_info": {
            "product_id": line.item_id,
            "sku_id": line.sku_id,
            "count": line.quantity,
            "fast_refund": False,
        },
        "details": {"desc": "", "tel_number": buyer.mobile},
    }
