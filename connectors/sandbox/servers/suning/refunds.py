"""A refund of the world as Suning tells it: one line, its own number, a state of one digit.

Source: the official page of `suning.custom.refundinformation.query`, whose fields the list is
taken to share. Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox.servers.rendering import beijing, masked_buyer, yuan

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldOrder, WorldRefund

Record = dict[str, object]

STATUS = {"pending": "1", "closed": "7", "succeeded": "8"}
_TEXTS = {"1": "退款待处理", "7": "退款关闭", "8": "退款成功"}


def render_refund(refund: WorldRefund, order: WorldOrder) -> Record:
    """One row of `suning.custom.refundlistinformation.query`."""
    line = next(ln for ln in order.lines if refund.line_id in (None, ln.line_id))
    status = STATUS[refund.state]
    is_shipped = order.shipped_at is not None
    return {
        "returnApplyId": refund.refund_id,
        "orderNo": refund.order_id,
        "orderLineNumber": line.line_id,
        "customer": masked_buyer(order.buyer_key).nick,
        "commodityName": line.title,
        "commodityCode": line.item_id,
        "supplierCommodityCode": line.merchant_code,
        # 2 货未发退货, 4 货已收退货
        "returnType": "4" if is_shipped else "2",
        "onlyRefund": "0" if is_shipped else "1",
        "applyComplain": "0",
        "ctrFlag": "0",
        "returnMoney": yuan(refund.amount_fen),
        "dealMoney": yuan(line.line_paid_fen),
        "applyTime": beijing(refund.created_at),
        "operateTime": beijing(refund.modified_at),
        "returnStatusValue": status,
        "returnStatusDesc": _TEXTS[status],
    }
