"""The canonical tables, as Arrow schemas: what every connector lands and dbt reads.

All ids are text, all times naive Beijing time, all money integer fen. Unknown is null, never 0.
Source: design, section 2. Keep out: mapping of any platform, reading and writing.
"""

from __future__ import annotations

import hashlib

import pyarrow as pa

_TEXT = pa.string()
_FEN = pa.int64()
_TIME = pa.timestamp("us")

ORDERS = pa.schema(
    [
        ("platform", _TEXT),
        ("shop_id", _TEXT),
        ("order_id", _TEXT),
        ("parent_order_id", _TEXT),
        ("platform_state", _TEXT),
        # one of SALE_STATES; only "sale" counts
        ("sale_state", _TEXT),
        ("created_at", _TIME),
        ("paid_at", _TIME),
        # the moment the sale counts; null while it doesn't
        ("booked_at", _TIME),
        ("modified_at", _TIME),
        ("goods_fen", _FEN),
        ("order_discount_fen", _FEN),
        ("platform_subsidy_fen", _FEN),
        ("freight_fen", _FEN),
        # the buyer's consideration for goods, without freight; of an unpaid order what is due
        ("paid_fen", _FEN),
        ("merchant_receipt_fen", _FEN),
        ("receiver_county_code", _TEXT),
        ("buyer_hmac", _TEXT),
        # set only where the feed itself tells (up, down, local); dbt decides otherwise
        ("flow", _TEXT),
        ("payload_sha256", _TEXT),
    ]
)

LINES = pa.schema(
    [
        ("platform", _TEXT),
        ("order_id", _TEXT),
        ("line_id", _TEXT),
        ("item_id", _TEXT),
        ("sku_id", _TEXT),
        ("merchant_code", _TEXT),
        ("title", _TEXT),
        ("platform_category", _TEXT),
        ("item_origin_text", _TEXT),
        ("quantity", pa.int64()),
        # unit price times quantity, before any discount: the line's whole price, not one piece's
        # list price of the whole line: unit price times quantity
        ("list_fen", _FEN),
        # null where the platform does not tell: dbt shares the order's paid_fen out
        ("line_paid_fen", _FEN),
        ("is_gift", pa.bool_()),
        # the version of the order this line belongs to
        ("payload_sha256", _TEXT),
    ]
)

REFUNDS = pa.schema(
    [
        ("platform", _TEXT),
        ("shop_id", _TEXT),
        ("refund_id", _TEXT),
        ("order_id", _TEXT),
        # null = whole order
        ("line_id", _TEXT),
        ("refund_state", _TEXT),  # one of REFUND_STATES; only "succeeded" counts
        ("amount_fen", _FEN),
        ("succeeded_at", _TIME),
        ("modified_at", _TIME),
        ("payload_sha256", _TEXT),
    ]
)

ITEMS = pa.schema(
    [
        ("platform", _TEXT),
        ("shop_id", _TEXT),
        ("item_id", _TEXT),
        ("merchant_code", _TEXT),
        ("title", _TEXT),
        ("platform_category", _TEXT),
        ("item_origin_text", _TEXT),
        ("modified_at", _TIME),
        ("payload_sha256", _TEXT),
    ]
)

LEDGER = pa.schema(
    [
        # always "offline"
        ("platform", _TEXT),
        # who keeps the ledger: a county or a unit; ledger ids are its own
        ("reporter_code", _TEXT),
        ("ledger_id", _TEXT),
        # one of LEDGER_CHANNELS
        ("channel", _TEXT),
        # midnight of the day; of the month's first day where only the month is told
        ("occurred_at", _TIME),
        ("precision", _TEXT),  # "day" or "month"
        # the zone, shop or unit that sold
        ("seller_code", _TEXT),
        ("county_code", _TEXT),
        ("village_code", _TEXT),
        # a household's, cooperative's or firm's code, never a name
        ("producer_code", _TEXT),
        ("product_code", _TEXT),
        ("title", _TEXT),
        # thousandths of the unit: ledgers sell 2.5 斤
        ("quantity_milli", pa.int64()),
        ("unit", _TEXT),
        ("amount_fen", _FEN),
        # the online order of the same sale, where there is one
        ("order_platform", _TEXT),
        ("order_id", _TEXT),
        ("proof_grade", _TEXT),  # one of PROOF_GRADES
        ("proof_ref", _TEXT),
        ("is_refund", pa.bool_()),
        # the keeper withdrew this row
        ("is_void", pa.bool_()),
        ("modified_at", _TIME),
        ("payload_sha256", _TEXT),
    ]
)

QUARANTINE = pa.schema(
    [
        ("platform", _TEXT),
        ("kind", _TEXT),
        # order id, refund id …: null where it could not be read
        ("record_id", _TEXT),
        ("reason", _TEXT),
        # file name and row number, or feed and page: never content
        ("source", _TEXT),
        ("amount_fen", _FEN),
        ("occurred_at", _TIME),
        ("modified_at", _TIME),
        ("payload_sha256", _TEXT),
    ]
)

SALE_STATES = ("sale", "unpaid", "closed", "deposit", "wholesale")
REFUND_STATES = ("pending", "succeeded", "closed")
FLOWS = ("up", "down", "local")
LEDGER_CHANNELS = ("zone", "box", "fair", "institution", "other")
PROOF_GRADES = ("contract", "receipt", "self_report")

#: the tables of each kind of batch; every batch also has `quarantine`
KIND_TABLES: dict[str, dict[str, pa.Schema]] = {
    "orders": {"orders": ORDERS, "lines": LINES, "quarantine": QUARANTINE},
    "refunds": {"refunds": REFUNDS, "quarantine": QUARANTINE},
    "items": {"items": ITEMS, "quarantine": QUARANTINE},
    "ledger": {"ledger": LEDGER, "quarantine": QUARANTINE},
}


def schema_hash(schemas: dict[str, pa.Schema]) -> str:
    """Sixteen hex digits that change when any table, column or type changes."""
    text = "\n".join(f"{name}\n{schema}" for name, schema in sorted(schemas.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
