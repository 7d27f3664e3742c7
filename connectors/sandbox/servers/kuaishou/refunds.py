"""A refund of the world as a Kuaishou refund. Exchanges are not among them: the world has none.

Source: platforms reference, section 7 (refund fields). Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox.servers.kuaishou.moments import stamp

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldRefund

Record = dict[str, object]

STATUS = {"pending": 10, "succeeded": 60, "closed": 70}
_MONEY_ONLY = 10


def render_refund(refund: WorldRefund) -> Record:
    """One row of the list, and the whole of the detail."""
    is_open = refund.state == "pending"
    return {
        "refundId": int(refund.refund_id),
        "oid": int(refund.order_id),
        "skuId": int(refund.line_id or 0),
        "status": STATUS[refund.state],
        "handlingWay": _MONEY_ONLY,
        "negotiateStatus": 1 if is_open else 2,
        "refundType": 1,
        "refundReason": 101,
        "refundReasonDesc": "七天无理由",
        "refundDesc": "",
        "refundFee": refund.amount_fen,
        "submitTime": stamp(refund.created_at),
        "createTime": stamp(refund.created_at),
        "endTime": 0 if is_open else stamp(refund.succeeded_at or refund.modified_at),
        "updateTime": stamp(refund.modified_at),
        "receiptStatus": 0,
        "logisticsId": 0,
    }


def refund_brief(refund: WorldRefund) -> Record:
    """What an order tells of its latest refund: no amount."""
    return {
        "refundId": int(refund.refund_id),
        "refundStatus": STATUS[refund.state],
        "handlingWay": _MONEY_ONLY,
    }
