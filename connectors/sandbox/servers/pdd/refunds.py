"""A refund of the world as Pinduoduo's after-sale record. Amounts are texts in yuan.

Source: platforms reference, section 4 (Refund). Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox.servers.pdd.orders import AFTER_SALES, Record, money_of
from connectors.sandbox.servers.rendering import beijing, yuan

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldOrder, WorldRefund

ONLY_MONEY, GOODS_AND_MONEY = 2, 3


def after_sales_type(order: WorldOrder) -> int:
    """Before the parcel left only money goes back."""
    return ONLY_MONEY if order.shipped_at is None else GOODS_AND_MONEY


def render_refund(refund: WorldRefund, order: WorldOrder) -> Record:
    """One row of `pdd.refund.list.increment.get`; it names a sku even if the whole order goes."""
    line = next((row for row in order.lines if row.line_id == refund.line_id), order.lines[0])
    money = money_of(order)
    return {
        "id": int(refund.refund_id),
        "order_sn": refund.order_id,
        "after_sales_status": AFTER_SALES[refund.state],
        "after_sales_type": after_sales_type(order),
        "after_sale_reason": "七天无理由",
        "order_amount": yuan(money.pay),
        "discount_amount": yuan(money.seller + money.platform),
        "refund_amount": yuan(refund.amount_fen),
        "goods_id": int(line.item_id),
        "sku_id": line.sku_id,
        "outer_id": line.merchant_code,
        "outer_goods_id": "",
        "goods_name": line.title,
        "goods_price": yuan(line.price_fen),
        "goods_number": str(line.quantity),
        "good_image": "",
        "confirm_time": "" if order.paid_at is None else beijing(order.paid_at),
        "created_time": beijing(refund.created_at),
        "updated_time": beijing(refund.modified_at),
        "tracking_number": "",
        "speed_refund_flag": 0,
        "speed_refund_status": "",
        "dispute_refund_status": 0,
        "user_shipping_status": "0",
    }
