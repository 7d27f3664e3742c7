"""Small batches that are right in every respect, and ways to land them."""

import hashlib
from datetime import datetime

import pyarrow as pa

from connectors.core.canonical import (
    ITEMS,
    KIND_TABLES,
    LEDGER,
    LINES,
    ORDERS,
    QUARANTINE,
    REFUNDS,
)
from connectors.core.landing import BatchDraft, LocalLanding
from connectors.core.windows import Window

DAY = Window(datetime(2020, 6, 1), datetime(2020, 6, 2))
LANDED_AT = datetime(2020, 6, 2, 2)


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def order(number, **changes):
    row = {
        "platform": "taobao",
        "shop_id": "shop-1",
        "order_id": f"10000000000000{number:04d}",
        "parent_order_id": None,
        "platform_state": "WAIT_SELLER_SEND_GOODS",
        "sale_state": "sale",
        "created_at": datetime(2020, 6, 1, 8, number % 60),
        "paid_at": datetime(2020, 6, 1, 9, number % 60),
        "booked_at": datetime(2020, 6, 1, 9, number % 60),
        "modified_at": datetime(2020, 6, 1, 9, number % 60),
        "goods_fen": 3000,
        "order_discount_fen": 0,
        "platform_subsidy_fen": None,
        "freight_fen": 0,
        "paid_fen": 3000,
        "merchant_receipt_fen": None,
        "receiver_county_code": "430102",
        "buyer_hmac": digest(f"buyer {number}")[:32],
        "flow": None,
        "payload_sha256": digest(f"order {number}"),
    }
    return row | changes


def line(number, part, **changes):
    row = {
        "platform": "taobao",
        "order_id": f"10000000000000{number:04d}",
        "line_id": f"20000000000000{number:04d}{part}",
        "item_id": "13812345678",  # an item's number may look like a phone
        "sku_id": None,
        "merchant_code": "HH-000123",
        "title": "湘西腊肉 500g",
        "platform_category": "50008055",
        "item_origin_text": "湖南省湘西州",
        "quantity": 1,
        "list_fen": 1500,
        "line_paid_fen": 1500,
        "is_gift": False,
        "payload_sha256": digest(f"order {number}"),
    }
    return row | changes


def refund(number, **changes):
    row = {
        "platform": "taobao",
        "shop_id": "shop-1",
        "refund_id": f"3000{number:04d}",
        "order_id": f"10000000000000{number:04d}",
        "line_id": None,
        "refund_state": "succeeded",
        "amount_fen": 500,
        "succeeded_at": datetime(2020, 6, 1, 12),
        "modified_at": datetime(2020, 6, 1, 12),
        "payload_sha256": digest(f"refund {number}"),
    }
    return row | changes


def item(number, **changes):
    row = {
        "platform": "taobao",
        "shop_id": "shop-1",
        "item_id": f"13812345{number:03d}",
        "merchant_code": "HH-000123",
        "title": "保靖黄金茶 100g",
        "platform_category": "50008055",
        "item_origin_text": None,
        "modified_at": datetime(2020, 6, 1, 12),
        "payload_sha256": digest(f"item {number}"),
    }
    return row | changes


def sale(number, **changes):
    """A row of the offline ledger."""
    row = {
        "platform": "offline",
        "reporter_code": "431222",
        "ledger_id": f"L{number:04d}",
        "channel": "zone",
        "occurred_at": datetime(2020, 6, 1),
        "precision": "day",
        "seller_code": "ZQ-001",
        "county_code": "431222",
        "village_code": "431222101201",
        "producer_code": "HH-000123",
        "product_code": "P-0001",
        "title": "碣滩茶 250g",
        "quantity_milli": 2500,
        "unit": "斤",
        "amount_fen": 3000,
        "order_platform": "taobao",
        "order_id": f"10000000000000{number:04d}",
        "proof_grade": "receipt",
        "proof_ref": f"SJ-{number:04d}",
        "is_refund": False,
        "is_void": False,
        "modified_at": datetime(2020, 6, 30),
        "payload_sha256": digest(f"sale {number}"),
    }
    return row | changes


def quarantined(number, **changes):
    row = {
        "platform": "taobao",
        "kind": "orders",
        "record_id": f"10000000000009{number:04d}",
        "reason": "amount_unreadable",
        "source": "page 3",
        "amount_fen": 10,
        "occurred_at": datetime(2020, 6, 1, 9),
        "modified_at": datetime(2020, 6, 1, 9),
        "payload_sha256": digest(f"quarantined {number}"),
    }
    return row | changes


SCHEMAS = {
    "orders": ORDERS,
    "lines": LINES,
    "refunds": REFUNDS,
    "items": ITEMS,
    "ledger": LEDGER,
    "quarantine": QUARANTINE,
}


def order_rows(count=20):
    return {
        "orders": [order(n) for n in range(count)],
        "lines": [line(n, part) for n in range(count) for part in (0, 1)],
        "quarantine": [],
    }


def refund_rows(count=5):
    return {"refunds": [refund(n) for n in range(count)], "quarantine": []}


def item_rows(count=5):
    return {"items": [item(n) for n in range(count)], "quarantine": []}


def ledger_rows(count=5):
    return {"ledger": [sale(n) for n in range(count)], "quarantine": []}


def draft(kind, rows, *, window_kind="created", answered=("shop-1",), raw=None, control=None):
    """A draft whose control totals and raw records are right unless given."""
    tables = {
        name: pa.Table.from_pylist(rows[name], schema=SCHEMAS[name]) for name in KIND_TABLES[kind]
    }
    money = {"orders": "paid_fen", "refunds": "amount_fen", "ledger": "amount_fen"}.get(kind)
    if control is None:
        control = {kind: {money: sum(row[money] or 0 for row in rows[kind])}} if money else {}
    if raw is None:
        raw = [b'{"tid": "138123456780000001", "payment": "30.00"}'] * len(rows[kind])
    return BatchDraft(
        platform="offline" if kind == "ledger" else "taobao",
        kind=kind,
        window_kind=window_kind,
        window=DAY,
        shops_asked=["431222"] if kind == "ledger" else ["shop-1"],
        shops_answered=["431222"] if kind == "ledger" else list(answered),
        tables=tables,
        raw=raw,
        control=control,
    )


def land(root, made):
    """Land a draft under `root`; gives the batch's folder."""
    landing = LocalLanding(root)
    manifest = landing.commit(made, landed_at=LANDED_AT, code_version="test")
    return landing.batch_path(manifest)
