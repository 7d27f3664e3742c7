"""An order of the world as a Douyin order (店铺单) with its lines (商品单).

Names, telephones and streets are ciphertext or masks. Now and then a number comes as a text, and
a product's id in quotes of its own, as in the platform's samples.
Source: platforms reference, section 5 (order, order_status). Keep out: searching, envelopes.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from connectors.sandbox.servers.douyin.money import (
    Parts,
    amounts,
    line_parts,
    list_fen,
    order_parts,
)
from connectors.sandbox.servers.douyin.times import seconds_of
from connectors.sandbox.servers.rendering import masked_buyer

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldLine, WorldOrder, WorldShop

Record = dict[str, object]

#: order_status and its text
STATES = {
    "unpaid": (1, "待支付"),
    "closed_unpaid": (4, "已取消"),
    "deposit_paid": (1, "待支付"),
    "deposit_forfeited": (4, "已取消"),
    "paid": (2, "备货中"),
    "shipped": (3, "已发货"),
    "finished": (5, "已完成"),
    "closed_refunded": (4, "已取消"),
}
_PARTLY_PAID = (103, "部分支付")
_JUST_PAID = (105, "已支付")
_PARTLY_SENT = (101, "部分发货")
_PRESALE, _PLAIN = 2, 0
#: the level of a category that the sandbox's numbers stand on, and its upper levels
UPPER_CATEGORIES = (20009, 20099)


def render_order(order: WorldOrder, shop: WorldShop) -> Record:
    """The whole order; `order/searchList` has no choice of fields."""
    parts = line_parts(order)
    lines = [_line(order, line, part) for line, part in zip(order.lines, parts, strict=True)]
    paid_fen = order.payment_fen - order.freight_fen
    record = (
        _head(order, shop)
        | amounts(order.goods_fen, paid_fen, order_parts(order))
        | _receiver(order)
        | {"sku_order_list": lines, "order_phase_list": _phases(order)}
    )
    return _loosened(record, lines, order)


def _head(order: WorldOrder, shop: WorldShop) -> Record:
    status, text = _status(order)
    main_status, main_text = _PARTLY_PAID if order.state == "deposit_paid" else (status, text)
    return {
        "shop_id": int(shop.shop_id),
        "shop_name": shop.name,
        "order_id": order.order_id,
        "order_level": 2,
        "biz": 2,
        "biz_desc": "小店自卖",
        "order_type": 0,
        "order_type_desc": "普通订单",
        "order_status": status,
        "order_status_desc": text,
        "main_status": main_status,
        "main_status_desc": main_text,
        "create_time": seconds_of(order.created_at),
        "pay_time": seconds_of(order.paid_at),
        "ship_time": seconds_of(order.shipped_at),
        "finish_time": seconds_of(order.finished_at),
        "update_time": seconds_of(order.modified_at),
        "order_expire_time": 86_400,
        "cancel_reason": "",
        "buyer_words": "",
        "seller_words": "",
        "pay_type": 1,
        "app_id": "",
    }


def _status(order: WorldOrder) -> tuple[int, str]:
    mark = zlib.crc32(order.order_id.encode())
    if order.state == "paid" and mark % 9 == 0:
        return _JUST_PAID
    if order.state == "shipped" and len(order.lines) > 1 and mark % 7 == 0:
        return _PARTLY_SENT
    if order.state == "closed_refunded" and order.shipped_at is not None:
        # what was sent and given back whole stays a finished order
        return STATES["finished"]
    return STATES[order.state]


def _phases(order: WorldOrder) -> list[Record]:
    """The two payments of a pre-sale; none of any other order."""
    if order.kind != "presale":
        return []
    final_fen = order.payment_fen - order.deposit_fen
    payments = ((order.deposit_paid_at, order.deposit_fen), (order.paid_at, final_fen))
    return [
        {
            "phase_order_id": f"{order.order_id}{number}",
            "total_phase": len(payments),
            "current_phase": number,
            "pay_success": paid_at is not None,
            "sku_order_id": order.lines[0].line_id,
            "phase_pay_time": seconds_of(paid_at),
            "phase_pay_amount": fen,
        }
        for number, (paid_at, fen) in enumerate(payments, start=1)
    ]


def _line(order: WorldOrder, line: WorldLine, parts: Parts) -> Record:
    status, text = _status(order)
    listed_fen = list_fen(line)
    return {
        "order_id": line.line_id,
        "parent_order_id": order.order_id,
        "order_level": 3,
        "order_status": status,
        "order_status_desc": text,
        "trade_type": _PRESALE if order.kind == "presale" else _PLAIN,
        "create_time": seconds_of(order.created_at),
        "pay_time": seconds_of(order.paid_at),
        "update_time": seconds_of(order.modified_at),
        "product_id": int(line.item_id),
        "product_id_str": line.item_id,
        "product_name": line.title,
        "sku_id": int(line.sku_id),
        "code": line.merchant_code,
        "out_sku_id": "0",
        "out_product_id": "0",
        "first_cid": UPPER_CATEGORIES[0],
        "second_cid": UPPER_CATEGORIES[1],
        "third_cid": int(line.category),
        "fourth_cid": 0,
        "given_product_type": "FREE" if line.is_gift else "",
        "item_num": line.quantity,
        "origin_amount": 0 if line.is_gift else line.price_fen,
        "sum_amount": listed_fen,
        **amounts(listed_fen, line.line_paid_fen, parts),
        "after_sale_info": _after_sale(order, line),
        "inventory_list": [{"warehouse_id": "0", "out_warehouse_id": "", "count": line.quantity}],
        "author_name": "",
        "room_id": 0,
    }


def _after_sale(order: WorldOrder, line: WorldLine) -> Record:
    refund = order.refund
    if refund is None or refund.line_id not in (None, line.line_id):
        return {"after_sale_status": 0, "after_sale_type": 0, "refund_status": 0}
    states = {"pending": (6, 1), "succeeded": (12, 3), "closed": (28, 1)}
    status, refund_status = states[refund.state]
    kind = 2 if order.shipped_at is None else 0
    return {"after_sale_status": status, "after_sale_type": kind, "refund_status": refund_status}


def _receiver(order: WorldOrder) -> Record:
    buyer = masked_buyer(order.buyer_key)
    cipher = f"##{buyer.address_cipher}##"
    names = {
        "province": order.receiver_province,
        # a county that its province runs directly has no city
        "city": order.receiver_city,
        "town": order.receiver_county,
        "street": "",
    }
    return {
        "doudian_open_id": f"1@#{buyer.open_id}",
        "open_id": "0",
        "encrypt_post_receiver": cipher,
        "encrypt_post_tel": f"$${buyer.address_cipher}$$",
        "mask_post_receiver": buyer.name,
        "mask_post_tel": buyer.mobile,
        "post_addr": {key: {"name": name, "id": "0"} for key, name in names.items()}
        | {"encrypt_detail": cipher},
    }


def _loosened(record: Record, lines: list[Record], order: WorldOrder) -> Record:
    """One order in eleven tells some numbers as texts, one in thirteen ids in quotes."""
    mark = zlib.crc32(order.order_id[::-1].encode())
    if mark % 11 == 0:
        for name in ("update_time", "pay_amount", "post_amount", "order_status"):
            record[name] = str(record[name])
    if mark % 13 == 0:
        for line in lines:
            line["product_id_str"] = f'"{line["product_id_str"]}"'
    return record
