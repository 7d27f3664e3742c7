"""A refund of the world as JD's after-sale service bill and its refund amount.

The list tells no amount: each bill's refund is asked for by itself. Cancellations before shipping
are in neither. Source: platforms reference, section 2 (after-sale). Keep out: paging, envelopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox.servers.jd.orders import NO_TIME
from connectors.sandbox.servers.rendering import beijing, yuan

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldRefund

Record = dict[str, object]

#: 0 waits for approval, 1 paid out, 2 withdrawn or refused
STATUS = {"pending": 0, "succeeded": 1, "closed": 2}


def render_bill(refund: WorldRefund) -> Record:
    """One row of `jingdong.asc.serviceAndRefund.view`."""
    return {
        "sameOrderServiceBill": {
            "serviceId": int(refund.refund_id),
            "orderId": int(refund.order_id),
        },
        "afsRefundId": int(refund.refund_id),
        "status": STATUS[refund.state],
        "applyTime": beijing(refund.created_at),
        "approveTime": NO_TIME if refund.state == "pending" else beijing(refund.modified_at),
        "completeTime": NO_TIME if refund.succeeded_at is None else beijing(refund.succeeded_at),
    }


def render_amount(refund: WorldRefund) -> Record:
    """What `jingdong.b2c.shop.aftersales.refund.get` tells: the actual or the expected amount."""
    order: Record = {"orderId": int(refund.order_id)}
    if refund.state == "succeeded":
        return order | {"afsActualRefundDetail": {"actualRefundAmount": yuan(refund.amount_fen)}}
    return order | {"afsEstimateRefundDetail": {"maxRefundAmount": yuan(refund.amount_fen)}}
