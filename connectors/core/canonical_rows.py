"""One row of each canonical table, its values by name and in the order of its columns.

A month has a million of them: structs are made in two thirds of a tuple's time, and a row holds
nothing that holds rows, so the collector need not walk them.
tests/unit/connectors/core/test_canonical_rows.py holds names and order against the schemas.
Keep out: schemas (canonical.py), mapping of any platform.
"""

from __future__ import annotations

from datetime import datetime

import msgspec


class OrderRow(msgspec.Struct, frozen=True, gc=False):
    """A row of `orders`."""

    platform: str
    shop_id: str | None
    order_id: str
    parent_order_id: str | None
    platform_state: str | None
    sale_state: str
    created_at: datetime
    paid_at: datetime | None
    booked_at: datetime | None
    modified_at: datetime
    goods_fen: int | None
    order_discount_fen: int | None
    platform_subsidy_fen: int | None
    freight_fen: int | None
    paid_fen: int | None
    merchant_receipt_fen: int | None
    receiver_county_code: str | None
    buyer_hmac: str | None
    flow: str | None
    payload_sha256: str


class LineRow(msgspec.Struct, frozen=True, gc=False):
    """A row of `lines`."""

    platform: str
    order_id: str
    line_id: str
    item_id: str | None
    sku_id: str | None
    merchant_code: str | None
    title: str | None
    platform_category: str | None
    item_origin_text: str | None
    quantity: int
    list_fen: int | None
    line_paid_fen: int | None
    is_gift: bool
    payload_sha256: str


class RefundRow(msgspec.Struct, frozen=True, gc=False):
    """A row of `refunds`."""

    platform: str
    shop_id: str | None
    refund_id: str
    order_id: str
    line_id: str | None
    refund_state: str
    amount_fen: int
    succeeded_at: datetime | None
    modified_at: datetime
    payload_sha256: str


class ItemRow(msgspec.Struct, frozen=True, gc=False):
    """A row of `items`."""

    platform: str
    shop_id: str | None
    item_id: str
    merchant_code: str | None
    title: str | None
    platform_category: str | None
    item_origin_text: str | None
    modified_at: datetime | None
    payload_sha256: str


class QuarantineRow(msgspec.Struct, frozen=True, gc=False):
    """A row of `quarantine`."""

    platform: str
    kind: str
    record_id: str | None
    reason: str
    source: str
    amount_fen: int | None
    occurred_at: datetime | None
    modified_at: datetime | None
    payload_sha256: str
