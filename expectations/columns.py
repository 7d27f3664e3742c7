"""The columns that the landed tables of a feed must have, with their Arrow types.

Stated here a second time on purpose; a contract test compares them with what the connectors write.
Keep out: registers (their suites name the columns they need), meaning.
"""

from __future__ import annotations

_TEXT = "string"
_FEN = "int64"
_TIME = "timestamp[us]"

_QUARANTINE = {
    "platform": _TEXT,
    "kind": _TEXT,
    "record_id": _TEXT,
    "reason": _TEXT,
    "source": _TEXT,
    "amount_fen": _FEN,
    "occurred_at": _TIME,
    "modified_at": _TIME,
    "payload_sha256": _TEXT,
}

#: by kind of batch, then by table: column name to Arrow type
COLUMNS: dict[str, dict[str, dict[str, str]]] = {
    "orders": {
        "orders": {
            "platform": _TEXT,
            "shop_id": _TEXT,
            "order_id": _TEXT,
            "parent_order_id": _TEXT,
            "platform_state": _TEXT,
            "sale_state": _TEXT,
            "created_at": _TIME,
            "paid_at": _TIME,
            "booked_at": _TIME,
            "modified_at": _TIME,
            "goods_fen": _FEN,
            "order_discount_fen": _FEN,
            "platform_subsidy_fen": _FEN,
            "freight_fen": _FEN,
            "paid_fen": _FEN,
            "merchant_receipt_fen": _FEN,
            "receiver_county_code": _TEXT,
            "buyer_hmac": _TEXT,
            "flow": _TEXT,
            "payload_sha256": _TEXT,
        },
        "lines": {
            "platform": _TEXT,
            "order_id": _TEXT,
            "line_id": _TEXT,
            "item_id": _TEXT,
            "sku_id": _TEXT,
            "merchant_code": _TEXT,
            "title": _TEXT,
            "platform_category": _TEXT,
            "item_origin_text": _TEXT,
            "quantity": "int64",
            "list_fen": _FEN,
            "line_paid_fen": _FEN,
            "is_gift": "bool",
            "payload_sha256": _TEXT,
        },
        "quarantine": _QUARANTINE,
    },
    "refunds": {
        "refunds": {
            "platform": _TEXT,
            "shop_id": _TEXT,
            "refund_id": _TEXT,
            "order_id": _TEXT,
            "line_id": _TEXT,
            "refund_state": _TEXT,
            "amount_fen": _FEN,
            "succeeded_at": _TIME,
            "modified_at": _TIME,
            "payload_sha256": _TEXT,
        },
        "quarantine": _QUARANTINE,
    },
    "ledger": {
        "ledger": {
            "platform": _TEXT,
            "reporter_code": _TEXT,
            "ledger_id": _TEXT,
            "channel": _TEXT,
            "occurred_at": _TIME,
            "precision": _TEXT,
            "seller_code": _TEXT,
            "county_code": _TEXT,
            "village_code": _TEXT,
            "producer_code": _TEXT,
            "product_code": _TEXT,
            "title": _TEXT,
            "quantity_milli": "int64",
            "unit": _TEXT,
            "amount_fen": _FEN,
            "order_platform": _TEXT,
            "order_id": _TEXT,
            "proof_grade": _TEXT,
            "proof_ref": _TEXT,
            "is_refund": "bool",
            "is_void": "bool",
            "modified_at": _TIME,
            "payload_sha256": _TEXT,
        },
        "quarantine": _QUARANTINE,
    },
    "items": {
        "items": {
            "platform": _TEXT,
            "shop_id": _TEXT,
            "item_id": _TEXT,
            "merchant_code": _TEXT,
            "title": _TEXT,
            "platform_category": _TEXT,
            "item_origin_text": _TEXT,
            "modified_at": _TIME,
            "payload_sha256": _TEXT,
        },
        "quarantine": _QUARANTINE,
    },
}

#: the total that a batch must state, by kind: table and column
CONTROL: dict[str, tuple[str, str]] = {
    "orders": ("orders", "paid_fen"),
    "refunds": ("refunds", "amount_fen"),
    "ledger": ("ledger", "amount_fen"),
}


def expected_tables(kind: str) -> list[str]:
    """The tables that a batch of this kind must hold; a register holds one of its own name."""
    return sorted(COLUMNS.get(kind, {kind: {}}))
