"""JD orders and after-sale bills to canonical rows. Pure: no network, no clock.

The field-by-field table stands in README.md. Keep out: whether an order counts (states.py), what
the buyer paid for it (amounts.py).
"""

from __future__ import annotations

from datetime import datetime

from connectors.core.canonical_rows import LineRow, OrderRow, RefundRow
from connectors.core.cells import (
    optional_time,
    readable_fen,
    readable_time,
    rejected,
    required_fen,
    required_time,
    text_cell,
    unknown_state,
)
from connectors.core.errors import RecordRejected
from connectors.core.keeping import Doubt, Place, RowsByTable, keep, refuse_unreadable
from connectors.core.pulls import ShopHarvest
from connectors.platforms.jd.amounts import order_amounts
from connectors.platforms.jd.records import JdBill, JdLine, JdOrder
from connectors.platforms.jd.settings import (
    BILL_STATES,
    CANCEL_PREFIX,
    NO_TIME,
    PLATFORM,
)
from connectors.platforms.jd.states import standing


def map_order(order: JdOrder, harvest: ShopHarvest, *, source: str) -> None:
    """Add an order with its lines to the harvest, or its quarantine row."""
    keep(
        order,
        harvest,
        Place(PLATFORM, "orders", str(order.order_id), source),
        make=lambda digest: _order_rows(order, digest),
        doubt=lambda: _order_doubt(order),
    )


def _order_doubt(order: JdOrder) -> Doubt:
    paid, freight = readable_fen(order.order_payment), readable_fen(order.freight_price or "0")
    return Doubt(
        None if paid is None or freight is None else paid - freight,
        _known_time(order.payment_confirm_time) or _known_time(order.order_start_time),
        _known_time(order.modified),
    )


def map_cancellation(order: JdOrder, harvest: ShopHarvest, *, source: str) -> bool:
    """Add the refund of a paid order that was cancelled before shipping; tells whether it is one.

    JD's after-sale lists don't know it; the change of state is the moment of the refund, and what
    the buyer gave for the goods is its amount. An order cancelled unpaid gives nothing.
    Source: design, section 3; platforms reference, section 2 (after-sale).
    """
    if not _may_be_a_sale(order):
        return False
    refund_id = f"{CANCEL_PREFIX}{order.order_id}"
    keep(
        order,
        harvest,
        Place(PLATFORM, "refunds", refund_id, source),
        make=lambda digest: {"refunds": [_cancellation_row(order, refund_id, digest)]},
        doubt=lambda: _order_doubt(order),
    )
    return True


def _may_be_a_sale(order: JdOrder) -> bool:
    """False only where it is certain that nothing was paid; what is in doubt goes on."""
    try:
        refuse_unreadable(order)
        return standing(order)[0] == "sale"
    except RecordRejected:
        return True


def _cancellation_row(order: JdOrder, refund_id: str, digest: str) -> RefundRow:
    standing(order)
    modified_at = required_time(order.modified, "modified", none=NO_TIME)
    return RefundRow(
        platform=PLATFORM,
        shop_id=order.shop_id,
        refund_id=refund_id,
        order_id=str(order.order_id),
        line_id=None,
        refund_state="succeeded",
        amount_fen=order_amounts(order).paid_fen,
        succeeded_at=modified_at,
        modified_at=modified_at,
        payload_sha256=digest,
    )


def _order_rows(order: JdOrder, digest: str) -> RowsByTable:
    sale_state, booked_at = standing(order)
    amounts = order_amounts(order)
    if not order.item_info_list:
        raise rejected("no_lines", "the order has no item")
    order_id = str(order.order_id)
    lines = _line_rows(order.item_info_list, order_id, digest)
    parent = str(order.parent_order_id or "")
    row = OrderRow(
        platform=PLATFORM,
        shop_id=order.shop_id,
        order_id=order_id,
        parent_order_id=parent if parent not in ("", "0", order_id) else None,
        platform_state=order.order_state,
        sale_state=sale_state,
        created_at=required_time(order.order_start_time, "orderStartTime", none=NO_TIME),
        paid_at=optional_time(order.payment_confirm_time, "paymentConfirmTime", none=NO_TIME),
        booked_at=booked_at,
        modified_at=required_time(order.modified, "modified", none=NO_TIME),
        goods_fen=amounts.goods_fen,
        order_discount_fen=amounts.discount_fen,
        platform_subsidy_fen=amounts.platform_subsidy_fen,
        freight_fen=amounts.freight_fen,
        paid_fen=amounts.paid_fen,
        # settlement stands in JD's bills, not in its orders
        merchant_receipt_fen=None,
        receiver_county_code=order.receiver_county_code,
        buyer_hmac=order.buyer_hmac,
        flow=None,
        payload_sha256=digest,
    )
    return {"orders": [row], "lines": lines}


def _line_rows(lines: list[JdLine], order_id: str, digest: str) -> list[LineRow]:
    """Lines with ids made of sku and how often the sku came before: the same at every reading."""
    seen: dict[str, int] = {}
    rows = []
    for line in lines:
        sku = str(line.sku_id)
        if not sku:
            raise rejected("missing:skuId", "an item has no sku")
        seen[sku] = seen.get(sku, 0) + 1
        line_id = sku if seen[sku] == 1 else f"{sku}-{seen[sku]}"
        rows.append(_line_row(line, order_id, line_id, digest))
    return rows


def _line_row(line: JdLine, order_id: str, line_id: str, digest: str) -> LineRow:
    text = str(line.item_total or "")
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise rejected("bad_quantity", "an item's itemTotal is missing or not a positive number")
    quantity = int(text)
    price_fen = required_fen(line.jd_price, "jdPrice")
    return LineRow(
        platform=PLATFORM,
        order_id=order_id,
        line_id=line_id,
        item_id=text_cell(line.ware_id),
        sku_id=text_cell(line.sku_id),
        merchant_code=line.outer_sku_id or line.product_no or None,
        title=line.sku_name,
        platform_category=None,
        item_origin_text=None,
        quantity=quantity,
        list_fen=price_fen * quantity,
        # JD tells no paid amount of a line
        line_paid_fen=None,
        is_gift=price_fen == 0,
        payload_sha256=digest,
    )


def map_bill(bill: JdBill, harvest: ShopHarvest, *, source: str) -> None:
    """Add an after-sale refund to the harvest, or its quarantine row."""
    keep(
        bill,
        harvest,
        Place(PLATFORM, "refunds", str(bill.afs_refund_id), source),
        make=lambda digest: {"refunds": [_bill_row(bill, digest)]},
        doubt=lambda: Doubt(
            readable_fen(bill.actual_amount or bill.expected_amount),
            _known_time(bill.apply_time),
            _known_time(bill.complete_time) or _known_time(bill.approve_time),
        ),
    )


def _bill_row(bill: JdBill, digest: str) -> RefundRow:
    state = BILL_STATES.get(-1 if bill.status is None else bill.status)
    if state is None:
        raise unknown_state("the bill's status is not one we know", bill.status)
    order = bill.same_order_service_bill
    if order is None or order.order_id is None:
        raise rejected("missing:orderId", "the bill names no order")
    completed_at = optional_time(bill.complete_time, "completeTime", none=NO_TIME)
    approved_at = optional_time(bill.approve_time, "approveTime", none=NO_TIME)
    applied_at = optional_time(bill.apply_time, "applyTime", none=NO_TIME)
    times = [moment for moment in (completed_at, approved_at, applied_at) if moment]
    if not times or (state == "succeeded" and completed_at is None):
        raise rejected("missing:completeTime", "a refund that succeeded has no time")
    if state == "succeeded":
        amount_fen = required_fen(bill.actual_amount, "actualRefundAmount")
    else:
        amount_fen = required_fen(bill.expected_amount, "maxRefundAmount")
    if amount_fen < 0:
        raise rejected("negative_amount", "the amount of the refund is negative")
    return RefundRow(
        platform=PLATFORM,
        shop_id=bill.shop_id,
        refund_id=str(bill.afs_refund_id),
        order_id=str(order.order_id),
        line_id=None,
        refund_state=state,
        amount_fen=amount_fen,
        succeeded_at=completed_at if state == "succeeded" else None,
        modified_at=max(times),
        payload_sha256=digest,
    )


def _known_time(text: str | None) -> datetime | None:
    return None if text == NO_TIME else readable_time(text)
