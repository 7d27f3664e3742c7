"""A refund of the world as an after-sale case: in the list what was asked, in the detail what went.

Before the parcel is sent the freight goes back as well; a fifth of the buyers got less than they
asked for; a buyer who takes a case back leaves `refund_status` waiting for ever.
Source: platforms reference, section 5 (afterSale). Keep out: searching, envelopes.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from connectors.sandbox.servers.douyin.times import seconds_of
from connectors.sandbox.servers.rendering import masked_buyer

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldOrder, WorldRefund

Record = dict[str, object]

_AFTERSALE = {
    "pending": (6, "待商家同意"),
    "succeeded": (12, "售后成功"),
    "closed": (28, "售后失败"),
}
_REFUND = {"pending": 1, "succeeded": 3, "closed": 1}
_OF_LINE, _OF_ORDER = 1, 2
_ASKED_MORE_FEN = 100


def render_case(order: WorldOrder, refund: WorldRefund) -> Record:
    """One item of `afterSale/List`."""
    status, text = _AFTERSALE[refund.state]
    return {
        "aftersale_info": {
            "aftersale_id": refund.refund_id,
            "aftersale_order_type": _OF_ORDER if refund.line_id is None else _OF_LINE,
            "aftersale_type": _kind(order, refund),
            "aftersale_status": status,
            "aftersale_status_to_final_time": seconds_of(refund.succeeded_at),
            "refund_status": _REFUND[refund.state],
            "related_id": refund.line_id or refund.order_id,
            "apply_time": seconds_of(refund.created_at),
            "create_time": seconds_of(refund.created_at),
            "update_time": seconds_of(refund.modified_at),
            "refund_amount": asked_fen(order, refund),
            "refund_post_amount": _freight(order),
            "aftersale_num": 1,
            "remark": "",
        },
        "order_info": {
            "shop_order_id": refund.order_id,
            "order_flag": 0,
            "related_order_info": [
                {"sku_order_id": line.line_id, "product_name": line.title}
                for line in order.lines
                if refund.line_id in (None, line.line_id)
            ],
        },
        "text_part": {"aftersale_status_text": text, "reason_text": "其他"},
    }


def render_detail(order: WorldOrder, refund: WorldRefund) -> Record:
    """The data of `afterSale/Detail`."""
    buyer = masked_buyer(order.buyer_key)
    has_paid = refund.state == "succeeded"
    info = {
        "after_sale_id": int(refund.refund_id),
        "after_sale_status": _AFTERSALE[refund.state][0],
        "after_sale_type": _kind(order, refund),
        "refund_status": _REFUND[refund.state],
        "refund_total_amount": asked_fen(order, refund),
        "refund_post_amount": _freight(order),
        "real_refund_amount": refund.amount_fen + _freight(order) if has_paid else 0,
        "refund_time": seconds_of(refund.succeeded_at),
        "apply_time": seconds_of(refund.created_at),
        "update_time": seconds_of(refund.modified_at),
        "encrypt_post_receiver": f"##{buyer.address_cipher}##",
        "reason_remark": "",
    }
    return {
        "process_info": {"after_sale_info": info},
        "order_info": {"shop_order_id": int(refund.order_id)},
    }


def asked_fen(order: WorldOrder, refund: WorldRefund) -> int:
    """What the buyer asked for, freight included."""
    more = _ASKED_MORE_FEN if zlib.crc32(refund.refund_id.encode()) % 5 == 0 else 0
    return refund.amount_fen + _freight(order) + more


def _freight(order: WorldOrder) -> int:
    return order.freight_fen if order.shipped_at is None else 0


def _kind(order: WorldOrder, refund: WorldRefund) -> int:
    """Before sending (2), return and refund (0), refund alone (1)."""
    if order.shipped_at is None:
        return 2
    return 1 if refund.amount_fen < order.payment_fen - order.freight_fen else 0
