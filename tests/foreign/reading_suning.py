"""Suning's orders read a second time, by code that shares nothing with our mapping."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

#: 店铺易券; the sandbox's other coupons are Suning's own
SHOP_COUPON = "10006"


def fen(text: str) -> int:
    """Five decimals, of which the last three are zeros; a blank is nothing."""
    hundredfold = Decimal(text or "0") * 100
    assert hundredfold == int(hundredfold)
    return int(hundredfold)


def coupons(line: dict, *, is_shop: bool) -> int:
    return sum(
        fen(payment["payamount"])
        for payment in line["paymentList"]
        if payment["paycode"] == "6901" and (payment["banktypecode"] == SHOP_COUPON) == is_shop
    )


def own_money(line: dict) -> int:
    """What came from wallet and gift card, less the freight."""
    payments = [p for p in line["paymentList"] if p["paycode"] != "6901"]
    return sum(fen(p["payamount"]) for p in payments) - fen(line["transportFee"])


def list_price(line: dict) -> int:
    every = fen(line["vouchertotalMoney"]) + fen(line["coupontotalMoney"])
    return own_money(line) + every


def read_order(row: dict) -> dict:
    lines = row["orderDetail"]
    goods = sum(list_price(line) for line in lines)
    vouchers = sum(fen(line["vouchertotalMoney"]) for line in lines)
    freight = sum(fen(line["transportFee"]) for line in lines)
    changes = [line["orderLineStatusChangeTime"] for line in lines]
    return {
        "order_id": row["orderCode"],
        "parent_order_id": None,
        "platform_state": row["orderTotalStatus"],
        "created_at": datetime.fromisoformat(row["orderTime"]),
        "paid_at": datetime.fromisoformat(row["orderSaleTime"]),
        "modified_at": datetime.fromisoformat(max(changes)),
        "goods_fen": goods,
        "order_discount_fen": vouchers + sum(coupons(line, is_shop=True) for line in lines),
        "platform_subsidy_fen": sum(coupons(line, is_shop=False) for line in lines),
        "freight_fen": freight,
        "paid_fen": fen(row["countMoney"]) - freight,
        "lines": sorted(
            (
                {
                    "line_id": line["orderLineNumber"],
                    "item_id": line["productCode"],
                    "sku_id": line["productCode"],
                    "merchant_code": line["itemCode"] or None,
                    "title": line["productName"],
                    "platform_category": None,
                    "quantity": int(Decimal(line["saleNum"])),
                    "list_fen": list_price(line),
                    "line_paid_fen": own_money(line),
                    "is_gift": fen(line["unitPrice"]) == 0,
                }
                for line in lines
            ),
            key=lambda line: line["line_id"],
        ),
    }
