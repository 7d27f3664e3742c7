"""Douyin's orders read a second time, by code that shares nothing with our mapping."""

from __future__ import annotations

from datetime import datetime, timedelta

EPOCH = datetime(1970, 1, 1, 8)


def whole(value: object) -> int:
    """A number, or the text of one."""
    return int(str(value))


def moment(value: object) -> datetime | None:
    return EPOCH + timedelta(seconds=whole(value)) if whole(value) else None


def known(value: object) -> str | None:
    return None if value in (None, "", "0", 0) else str(value)


def paid(row: dict) -> int:
    """What the buyer himself gave for the goods: neither freight nor the channel's discount."""
    return whole(row["pay_amount"]) - whole(row["post_amount"]) - whole(row["promotion_pay_amount"])


def read_order(row: dict) -> dict:
    lines = row["sku_order_list"]
    return {
        "order_id": row["order_id"],
        "parent_order_id": None,
        "platform_state": str(row["order_status"]),
        "created_at": moment(row["create_time"]),
        "paid_at": moment(row["pay_time"]),
        "modified_at": moment(row["update_time"]),
        "goods_fen": whole(row["order_amount"]) - whole(row["post_amount"]),
        "order_discount_fen": whole(row["promotion_shop_amount"]),
        "platform_subsidy_fen": whole(row["promotion_platform_amount"])
        + whole(row["promotion_talent_amount"])
        + whole(row["promotion_pay_amount"]),
        "freight_fen": whole(row["post_amount"]),
        "paid_fen": paid(row),
        "lines": sorted(
            (
                {
                    "line_id": line["order_id"],
                    "item_id": line["product_id_str"].replace('"', ""),
                    "sku_id": known(line["sku_id"]),
                    "merchant_code": known(line["code"]),
                    "title": line["product_name"],
                    "platform_category": known(line["third_cid"]),
                    "quantity": line["item_num"],
                    "list_fen": line["origin_amount"] * line["item_num"],
                    "line_paid_fen": paid(line),
                    "is_gift": line["given_product_type"] == "FREE",
                }
                for line in lines
            ),
            key=lambda line: line["line_id"],
        ),
    }
