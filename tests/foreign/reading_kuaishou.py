"""Kuaishou's order fields read a second time, by code that shares nothing with our mapping."""

from __future__ import annotations

from datetime import datetime, timedelta

EPOCH = datetime(1970, 1, 1, 8)


def moment(milliseconds: int) -> datetime | None:
    return EPOCH + timedelta(seconds=milliseconds // 1000) if milliseconds else None


def read_order(row: dict) -> dict:
    base, item = row["orderBaseInfo"], row["orderItemInfo"]
    goods = item["price"] * item["num"]
    by_seller = goods - base["totalFee"]
    paid = base["totalFee"] - (base["discountFee"] - by_seller)
    return {
        "order_id": str(base["oid"]),
        "parent_order_id": None,
        "platform_state": str(base["status"]),
        "created_at": moment(base["createTime"]),
        "paid_at": moment(base["payTime"]),
        "modified_at": moment(base["updateTime"]),
        "goods_fen": goods,
        "order_discount_fen": by_seller,
        "platform_subsidy_fen": base["discountFee"] - by_seller,
        "freight_fen": base["expressFee"],
        "paid_fen": paid,
        "lines": [
            {
                "line_id": str(item["skuId"]),
                "item_id": str(item["itemId"]),
                "sku_id": str(item["skuId"]),
                "merchant_code": item["skuNick"] or None,
                "title": item["itemTitle"],
                "platform_category": str(item["itemExtra"]["categoryInfo"]["itemCid"]),
                "quantity": item["num"],
                "list_fen": goods,
                "line_paid_fen": paid,
                "is_gift": False,
            }
        ],
    }
