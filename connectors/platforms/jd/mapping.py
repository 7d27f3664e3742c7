"""JD orders and after-sale bills to canonical rows. Pure: no network, no clock.

The field-by-field table stands in README.md. Keep out: whether an order counts (states.py), what
the buyer paid for it (amounts.py).
"""

from __future__ import annotations

import msgspec

from connectors.core.cells import (
    optional_time,
    readable_fen,
    readable_time,
    rejected,
    required_fen,
    required_time,
)
from connectors.core.errors import RecordRejected
from connectors.core.privacy import payload_sha256
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

_ENCODER = msgspec.json.Encoder()
Row = tuple[object, ...]


def map_order(order: JdOrder, harvest: ShopHarvest, *, source: str) -> None:
    """Add an order with its lines to the harvest, or its quarantine row.

    `order` must already be without personal data: it is what is written to the raw file.
    """
    payload = _ENCODER.encode(order)
    digest = payload_sha256(payload)
    harvest.raw.append(payload)
    try:
        row, lines = _order_rows(order, digest)
    except RecordRejected as reject:
        harvest.rows["quarantine"].append(_order_reject(order, reject, "orders", source, digest))
        return
    harvest.rows["orders"].append(row)
    harvest.rows["lines"] += lines


def map_cancellation(order: JdOrder, harvest: ShopHarvest, *, source: str) -> bool:
    """Add the refund of a paid order that was cancelled before shipping; tells whether it is one.

    JD's after-sale lists don't know it; the change of state is the moment of the refund, and what
    the buyer gave for the goods is its amount. An order cancelled unpaid gives nothing.
    Source: design, section 3; platforms reference, section 2 (after-sale).
    """
    payload = _ENCODER.encode(order)
    digest = payload_sha256(payload)
    try:
        _refuse_unreadable(order.unreadable)
        if standing(order)[0] != "sale":
            return False
        modified_at = required_time(order.modified, "modified", none=NO_TIME)
        row: Row = (
            PLATFORM,
            order.shop_id,
            f"{CANCEL_PREFIX}{order.order_id}",
            str(order.order_id),
            None,
            "succeeded",
            order_amounts(order).paid_fen,
            modified_at,
            modified_at,
            digest,
        )
    except RecordRejected as reject:
        harvest.rows["quarantine"].append(_order_reject(order, reject, "refunds", source, digest))
        harvest.raw.append(payload)
        return True
    harvest.rows["refunds"].append(row)
    harvest.raw.append(payload)
    return True


def _order_reject(
    order: JdOrder, reject: RecordRejected, kind: str, source: str, digest: str
) -> Row:
    prefix = CANCEL_PREFIX if kind == "refunds" else ""
    paid, freight = readable_fen(order.order_payment), readable_fen(order.freight_price or "0")
    return (
        PLATFORM,
        kind,
        f"{prefix}{order.order_id}",
        reject.reason,
        source,
        None if paid is None or freight is None else paid - freight,
        _known_time(order.payment_confirm_time) or _known_time(order.order_start_time),
        _known_time(order.modified),
        digest,
    )


def _order_rows(order: JdOrder, digest: str) -> tuple[Row, list[Row]]:
    _refuse_unreadable(order.unreadable)
    sale_state, booked_at = standing(order)
    amounts = order_amounts(order)
    if not order.item_info_list:
        raise rejected("no_lines", "the order has no item")
    order_id = str(order.order_id)
    lines = _line_rows(order.item_info_list, order_id, digest)
    parent = str(order.parent_order_id or "")
    row = (
        PLATFORM,
        order.shop_id,
        order_id,
        parent if parent not in ("", "0", order_id) else None,
        order.order_state,
        sale_state,
        required_time(order.order_start_time, "orderStartTime", none=NO_TIME),
        optional_time(order.payment_confirm_time, "paymentConfirmTime", none=NO_TIME),
        booked_at,
        required_time(order.modified, "modified", none=NO_TIME),
        amounts.goods_fen,
        amounts.discount_fen,
        amounts.platform_subsidy_fen,
        amounts.freight_fen,
        amounts.paid_fen,
        # settlement stands in JD's bills, not in its orders
        None,
        order.receiver_county_code,
        order.buyer_hmac,
        None,
        digest,
    )
    return row, lines


def _line_rows(lines: list[JdLine], order_id: str, digest: str) -> list[Row]:
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


def _line_row(line: JdLine, order_id: str, line_id: str, digest: str) -> Row:
    text = str(line.item_total or "")
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise rejected("bad_quantity", "an item's itemTotal is missing or not a positive number")
    quantity = int(text)
    price_fen = required_fen(line.jd_price, "jdPrice")
    return (
        PLATFORM,
        order_id,
        line_id,
        _text(line.ware_id),
        _text(line.sku_id),
        line.outer_sku_id or line.product_no or None,
        line.sku_name,
        None,
        None,
        quantity,
        price_fen * quantity,
        # JD tells no paid amount of a line
        None,
        price_fen == 0,
        digest,
    )


def map_bill(bill: JdBill, harvest: ShopHarvest, *, source: str) -> None:
    """Add an after-sale refund to the harvest, or its quarantine row."""
    payload = _ENCODER.encode(bill)
    digest = payload_sha256(payload)
    harvest.raw.append(payload)
    try:
        harvest.rows["refunds"].append(_bill_row(bill, digest))
    except RecordRejected as reject:
        harvest.rows["quarantine"].append(
            (
                PLATFORM,
                "refunds",
                str(bill.afs_refund_id),
                reject.reason,
                source,
                readable_fen(bill.actual_amount or bill.expected_amount),
                _known_time(bill.apply_time),
                _known_time(bill.complete_time) or _known_time(bill.approve_time),
                digest,
            )
        )


def _bill_row(bill: JdBill, digest: str) -> Row:
    _refuse_unreadable(bill.unreadable)
    state = BILL_STATES.get(-1 if bill.status is None else bill.status)
    if state is None:
        raise rejected("unknown_state", "the bill's status is not one we know")
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
    return (
        PLATFORM,
        bill.shop_id,
        str(bill.afs_refund_id),
        str(order.order_id),
        None,
        state,
        amount_fen,
        completed_at if state == "succeeded" else None,
        max(times),
        digest,
    )


def _refuse_unreadable(field: str | None) -> None:
    if field is not None:
        raise rejected(f"unreadable:{field}", f"{field} is not of the type that JD states")


def _known_time(text: str | None) -> object:
    return None if text == NO_TIME else readable_time(text)


def _text(value: int | str | None) -> str | None:
    return None if value is None or value == "" else str(value)
