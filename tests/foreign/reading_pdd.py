"""A Pinduoduo order as its documents define the fields, read a second time.

Shares nothing with our mapping. Keep out: pulling (pull_pdd_sdk.py), comparing (check_sdks.py).
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal


def fen(number: float) -> int:
    """A JSON number in yuan; its shortest text has the digits that were sent."""
    scaled = Decimal(repr(number)) * 100
    assert scaled == int(scaled)
    return int(scaled)


def known(value: object) -> str | None:
    return None if value in (None, "") else str(value)


def read_order(row: dict) -> dict:
    change, reduction = fen(row["order_change_amount"]), fen(row["duo_duo_pay_reduction"])
    state = {
        "confirm": row["confirm_status"],
        "group": row["group_status"],
        "order": row["order_status"],
        "refund": row["refund_status"],
    }
    return {
        "order_id": row["order_sn"],
        "parent_order_id": None,
        "platform_state": ";".join(f"{name}={number}" for name, number in state.items()),
        "created_at": datetime.fromisoformat(row["created_time"]),
        "paid_at": datetime.fromisoformat(row["pay_time"]),
        "modified_at": datetime.fromisoformat(row["updated_at"]),
        "goods_fen": fen(row["goods_amount"]) + change,
        "order_discount_fen": fen(row["seller_discount"]) + change,
        "platform_subsidy_fen": fen(row["platform_discount"]) + reduction,
        "freight_fen": fen(row["postage"]),
        # the buyer's own money for the goods, by what the buyer paid at the till
        "paid_fen": fen(row["pay_amount"]) - fen(row["postage"]) - services(row) - reduction,
        "lines": sorted((read_line(row, line) for line in row["item_list"]), key=by_line),
    }


def services(row: dict) -> int:
    return sum(fen(service["service_fee"]) for service in row["service_fee_detail"])


def by_line(line: dict) -> str:
    return line["line_id"]


def read_line(row: dict, line: dict) -> dict:
    return {
        "line_id": line["sku_id"],
        "item_id": line["goods_id"],
        "sku_id": line["sku_id"],
        "merchant_code": known(line["outer_id"]),
        "title": line["goods_name"],
        "platform_category": str(row["cat_id_4"] or row["cat_id_3"]),
        "quantity": line["goods_count"],
        "list_fen": fen(line["goods_price"]) * line["goods_count"],
        "line_paid_fen": None,
        "is_gift": line["goods_price"] == 0,
    }
