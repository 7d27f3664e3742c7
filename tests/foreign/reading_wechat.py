"""WeChat's order fields read a second time, by code that shares nothing with our mapping."""

from __future__ import annotations

from datetime import datetime, timedelta

EPOCH = datetime(1970, 1, 1, 8)


def moment(seconds: int | None) -> datetime | None:
    return EPOCH + timedelta(seconds=seconds) if seconds else None


def read_order(row: dict) -> dict:
    detail = row["order_detail"]
    price = detail["price_info"]
    borne = price.get("finder_discounted_price", 0) + price.get("cash_coupon_discounted_price", 0)
    lines = [
        {
            "line_id": str(line["sku_id"]),
            "item_id": str(line["product_id"]),
            "sku_id": str(line["sku_id"]),
            "merchant_code": line["sku_code"] or None,
            "title": line["title"],
            "platform_category": None,
            "quantity": line["sku_cnt"],
            "list_fen": line["sale_price"] * line["sku_cnt"],
            "line_paid_fen": line["real_price"],
            "is_gift": line.get("is_free_gift") == 1,
        }
        for line in detail["product_infos"]
    ]
    return {
        "order_id": row["order_id"],
        "parent_order_id": None,
        "platform_state": str(row["status"]),
        "created_at": moment(row["create_time"]),
        "paid_at": moment(detail["pay_info"].get("pay_time")),
        "modified_at": moment(row["update_time"]),
        "goods_fen": price["product_price"],
        "order_discount_fen": price["discounted_price"] + price["change_down_price"],
        "platform_subsidy_fen": borne,
        "freight_fen": price["freight"],
        "paid_fen": price["order_price"] - price["freight"],
        "lines": sorted(lines, key=lambda line: line["line_id"]),
    }
