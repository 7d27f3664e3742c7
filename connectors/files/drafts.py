"""The canonical tables of a file: a batch of orders and, where money went back, one of refunds.

Source: design, section 2. Keep out: reading files, judging batches.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from connectors.core.canonical import LINES, ORDERS, QUARANTINE, REFUNDS
from connectors.core.landing import BatchDraft
from connectors.core.windows import Window
from connectors.files.orders import FileOrders, FoundOrder, Rejected
from connectors.files.receivers import ResolveCounty, buyer_digest, receiver_county
from connectors.files.spec import OrderReading

Row = dict[str, Any]

#: digits; ids that platforms give are longer
_LONGEST_RUNNING_NUMBER = 7


def make_drafts(
    found: FileOrders,
    *,
    platform: str,
    shop_id: str,
    hmac_key: bytes,
    resolve_county: ResolveCounty,
    known_at: datetime,
    source_name: str,
    source_sha256: str,
    numbers_rows: bool = False,
) -> list[BatchDraft]:
    """One batch of orders, and one of refunds where the file tells any.

    `known_at` (naive Beijing time) is when the operator knew these figures: it stands as every
    row's modification time, so the same file read again gives the same rows. `numbers_rows`: short
    ids are numbers of rows.
    """
    window = _window(found)
    sales = [_with_own_id(o, shop_id) if numbers_rows else o for o in found.orders]

    def draft(kind: str, tables: dict[str, pa.Table], raw: list[bytes]) -> BatchDraft:
        return BatchDraft(
            platform=platform,
            kind=kind,
            window_kind="file",
            window=window,
            shops_asked=[shop_id],
            shops_answered=[shop_id],
            tables=tables,
            raw=raw,
            control=_control(tables),
            known_at=known_at,
            source_name=source_name,
            source_sha256=source_sha256,
        )

    orders = [
        _order_row(order, platform, shop_id, hmac_key, resolve_county, known_at) for order in sales
    ]
    lines = [row for order in sales for row in _line_rows(order, platform)]
    quarantine = [_quarantine_row(each, platform, known_at) for each in found.rejected]
    drafts = [
        draft(
            "orders",
            {
                "orders": pa.Table.from_pylist(orders, schema=ORDERS),
                "lines": pa.Table.from_pylist(lines, schema=LINES),
                "quarantine": pa.Table.from_pylist(quarantine, schema=QUARANTINE),
            },
            [order.payload for order in sales],
        )
    ]
    refunded = [order for order in sales if order.reading.refunded_fen]
    untold = [order for order in sales if order.reading.has_untold_refund]
    if refunded or untold:
        refunds = [
            row for order in refunded for row in _refund_rows(order, platform, shop_id, known_at)
        ]
        tables = {
            "refunds": pa.Table.from_pylist(refunds, schema=REFUNDS),
            "quarantine": pa.Table.from_pylist(
                [_untold_refund_row(order, platform, source_name, known_at) for order in untold],
                schema=QUARANTINE,
            ),
        }
        drafts.append(draft("refunds", tables, [order.payload for order in refunded]))
    return drafts


def _with_own_id(order: FoundOrder, shop_id: str) -> FoundOrder:
    """The order under an id that is its own among all shops and files.

    A short extract numbers its rows 1, 2, 3: the next month's and the next shop's do so again, and
    would pass for newer versions of these. Such a number gets the shop and the moment of creation.
    """
    if len(order.order_id) > _LONGEST_RUNNING_NUMBER:
        return order
    moment = order.reading.created_at.strftime("%Y%m%dT%H%M%S")
    return msgspec.structs.replace(order, order_id=f"{shop_id}-{moment}-{order.order_id}")


def _window(found: FileOrders) -> Window:
    """From the first day an order was made to the end of the last."""
    days = [order.reading.created_at.date() for order in found.orders]
    first, last = min(days), max(days)
    midnight = datetime.min.time()
    return Window(
        datetime.combine(first, midnight), datetime.combine(last + timedelta(days=1), midnight)
    )


def _order_row(
    order: FoundOrder,
    platform: str,
    shop_id: str,
    hmac_key: bytes,
    resolve_county: ResolveCounty,
    known_at: datetime,
) -> Row:
    reading = order.reading
    moment = reading.paid_at or reading.created_at
    return {
        "platform": platform,
        "shop_id": shop_id,
        "order_id": order.order_id,
        "platform_state": reading.platform_state,
        "sale_state": reading.sale_state,
        "created_at": reading.created_at,
        "paid_at": reading.paid_at,
        "booked_at": _booked_at(reading),
        "modified_at": known_at,
        "goods_fen": reading.goods_fen,
        "platform_subsidy_fen": reading.platform_subsidy_fen,
        "freight_fen": reading.freight_fen,
        "paid_fen": reading.paid_fen,
        "merchant_receipt_fen": reading.merchant_receipt_fen,
        "flow": reading.flow,
        "receiver_county_code": receiver_county(order.address, moment.date(), resolve_county),
        "buyer_hmac": buyer_digest(hmac_key, platform, order.buyer, moment),
        "payload_sha256": order.payload_sha256,
    }


def _booked_at(reading: OrderReading) -> datetime | None:
    return (reading.formed_at or reading.paid_at) if reading.sale_state == "sale" else None


def _line_rows(order: FoundOrder, platform: str) -> list[Row]:
    lines = order.reading.lines
    return [
        {
            "platform": platform,
            "order_id": order.order_id,
            "line_id": f"{order.order_id}-{number}",
            "item_id": line.item_id,
            "sku_id": line.sku_id,
            "merchant_code": line.merchant_code,
            "title": line.title,
            "platform_category": line.category,
            "item_origin_text": line.origin_text,
            "quantity": line.quantity,
            "list_fen": line.list_fen,
            # where only the sum is known, the warehouse shares it out
            "line_paid_fen": order.reading.paid_fen if len(lines) == 1 else line.paid_fen,
            "is_gift": len(lines) > 1 and line.list_fen == 0,
            "payload_sha256": order.payload_sha256,
        }
        for number, line in enumerate(lines, 1)
    ]


def _refund_rows(order: FoundOrder, platform: str, shop_id: str, known_at: datetime) -> list[Row]:
    """A row for each refunded line, or one for the order where the file tells only its sum.

    A refund without a time is booked to the month of payment, flagged.
    """
    told = [
        (f"{order.order_id}-{number}", line.refunded_fen, line.refunded_at)
        for number, line in enumerate(order.reading.lines, 1)
        if line.refunded_fen
    ]
    whole = [(None, order.reading.goods_refunded_fen, None)]
    return [
        {
            "platform": platform,
            "shop_id": shop_id,
            "refund_id": f"{line_id or order.order_id}-file",
            "order_id": order.order_id,
            "line_id": line_id,
            "refund_state": "succeeded",
            "amount_fen": amount,
            "succeeded_at": at,
            "modified_at": known_at,
            "payload_sha256": order.payload_sha256,
        }
        for line_id, amount, at in told or whole
    ]


def _quarantine_row(rejected: Rejected, platform: str, known_at: datetime) -> Row:
    return {
        "platform": platform,
        "kind": "orders",
        "record_id": rejected.record_id,
        "reason": rejected.reason,
        "source": rejected.source,
        "amount_fen": rejected.amount_fen,
        "occurred_at": rejected.occurred_at,
        "modified_at": known_at,
        "payload_sha256": rejected.payload_sha256,
    }


def _untold_refund_row(
    order: FoundOrder, platform: str, source_name: str, known_at: datetime
) -> Row:
    """A refund whose amount the file doesn't tell: unknown money, counted apart."""
    return {
        "platform": platform,
        "kind": "refunds",
        "record_id": f"{order.order_id}-untold",
        "reason": "refund-amount-untold",
        "source": source_name,
        "amount_fen": None,
        "occurred_at": order.reading.paid_at,
        "modified_at": known_at,
        "payload_sha256": order.payload_sha256,
    }


def _control(tables: dict[str, pa.Table]) -> dict[str, dict[str, int]]:
    """Sums of the money columns; one that the file never tells has no sum, not a sum of 0."""
    sums: dict[str, dict[str, int]] = {}
    for name, table in tables.items():
        for column in table.column_names:
            is_told = table.num_rows == 0 or table[column].null_count < table.num_rows
            if column.endswith("_fen") and is_told:
                total = pc.sum(table[column], min_count=0).as_py()
                sums.setdefault(name, {})[column] = int(total)
    return sums
