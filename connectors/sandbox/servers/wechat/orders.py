"""An order of the world as a WeChat order: fen, Unix seconds, ids as texts, masked receivers.

Every order is paid at once by WeChat Pay: the world knows no other way. A platform's part of a
discount is a talent's (达人) in one order and a coupon of the platform in the next.
Source: platforms reference, section 6 (order/get, status). Keep out: searching, envelopes.
"""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from connectors.sandbox.servers.rendering import masked_buyer

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldLine, WorldOrder, WorldRefund

Record = dict[str, object]

#: what `status` may be asked for
STATUSES = (10, 12, 13, 20, 21, 30, 100, 250)
STATES = {
    "unpaid": 10,
    "closed_unpaid": 250,
    "deposit_paid": 10,
    "deposit_forfeited": 250,
    "paid": 20,
    "shipped": 30,
    "finished": 100,
    "closed_refunded": 250,
    "cancelled_refunded": 250,
}
_PARTLY_SHIPPED = 21
_WECHAT_PAY = 1
_EPOCH = datetime(1970, 1, 1) + timedelta(hours=8)
#: one order in so many is …
_PRESENT, _REPRICED, _PARTLY, _IN_NUMBERS = 29, 5, 11, 13


def seconds(moment: datetime | None) -> int:
    """Unix seconds; 0 is WeChat's way to say that there is none."""
    return 0 if moment is None else int((moment - _EPOCH).total_seconds())


def status_of(order: WorldOrder) -> int:
    """The order's `status`; of some orders with several lines a part is under way."""
    is_partly = len(order.lines) > 1 and _mark(order) % _PARTLY == 0
    return _PARTLY_SHIPPED if order.state == "shipped" and is_partly else STATES[order.state]


def render_order(order: WorldOrder) -> Record:
    """The order that `order/get` shows."""
    record: Record = {
        "order_id": order.order_id,
        "status": status_of(order),
        "create_time": seconds(order.created_at),
        "update_time": seconds(order.modified_at),
        "unionid": "",
        "order_detail": {
            "product_infos": [_line(line, order) for line in order.lines],
            "price_info": _price(order),
            "pay_info": _payment(order),
            "delivery_info": _delivery(order),
            "coupon_info": {},
            "ext_info": {
                "customer_notes": "",
                "merchant_notes": "",
                "confirm_receipt_time": seconds(order.finished_at),
                "order_scene": 2,
            },
            "settle_info": {"predict_commission_fee": order.goods_fen // 100},
        },
        "aftersale_detail": _aftersales(order.refund),
    }
    return record | _people(order)


def _mark(order: WorldOrder) -> int:
    return zlib.crc32(order.order_id.encode())


def _people(order: WorldOrder) -> Record:
    """Of a present `openid` is the receiver's and the giver stands apart."""
    buyer = masked_buyer(order.buyer_key).open_id
    if _mark(order) % _PRESENT:
        return {"openid": buyer, "is_present": False}
    receiver = masked_buyer(f"{order.buyer_key} gives to").open_id
    return {"openid": receiver, "is_present": True, "present_giver_openid": buyer}


def _line(line: WorldLine, order: WorldOrder) -> Record:
    record: Record = {
        "product_id": _id(line.item_id, order),
        "sku_id": _id(line.sku_id, order),
        "product_unique_id": f"{order.order_id}{line.sku_id}",
        "sku_code": line.merchant_code,
        "title": line.title,
        "thumb_img": "",
        "sku_cnt": line.quantity,
        "sale_price": line.price_fen,
        "market_price": line.price_fen,
        "real_price": line.line_paid_fen,
        "estimate_price": line.line_paid_fen,
        "sku_attrs": [{"attr_key": "规格", "attr_value": "默认"}],
        **_aftersale_counts(line, order.refund),
    }
    return record | ({"is_free_gift": 1} if line.is_gift else {})


def _id(text: str, order: WorldOrder) -> int | str:
    """The documents say text, their own samples are numbers."""
    return int(text) if _mark(order) % _IN_NUMBERS == 0 else text


def _aftersale_counts(line: WorldLine, refund: WorldRefund | None) -> Record:
    is_its = refund is not None and refund.line_id in (None, line.line_id)
    state = refund.state if refund is not None and is_its else ""
    return {
        "on_aftersale_sku_cnt": line.quantity if state == "pending" else 0,
        "finish_aftersale_sku_cnt": line.quantity if state == "succeeded" else 0,
    }


def _price(order: WorldOrder) -> Record:
    mark = _mark(order)
    original = order.goods_fen + order.freight_fen
    repriced = order.order_discount_fen // 3 if mark % _REPRICED == 0 else 0
    bearer = "finder_discounted_price" if mark % 2 else "cash_coupon_discounted_price"
    return {
        "product_price": order.goods_fen,
        "freight": order.freight_fen,
        "original_order_price": original,
        "order_price": order.payment_fen,
        "is_discounted": order.order_discount_fen > 0,
        "discounted_price": order.order_discount_fen - repriced,
        "change_down_price": repriced,
        "use_deduction": False,
        bearer: order.platform_subsidy_fen,
        "merchant_receieve_price": original - order.order_discount_fen,
    }


def _payment(order: WorldOrder) -> Record:
    """Before the payment neither way nor time are told."""
    if order.paid_at is None:
        return {"prepay_id": ""}
    return {
        "prepay_id": "",
        "payment_method": _WECHAT_PAY,
        "pay_time": seconds(order.paid_at),
        "transaction_id": f"42000{order.order_id}",
    }


def _delivery(order: WorldOrder) -> Record:
    buyer = masked_buyer(order.buyer_key)
    return {
        "address_info": {
            "user_name": buyer.name,
            "postal_code": "",
            "province_name": order.receiver_province,
            "city_name": order.receiver_city or order.receiver_county,
            "county_name": order.receiver_county,
            "detail_info": "***",
            "tel_number": buyer.mobile,
            "house_number": "",
            "hash_code": buyer.address_cipher,
        },
        "delivery_product_info": [],
        "ship_done_time": seconds(order.shipped_at),
        "deliver_method": 0,
    }


def _aftersales(refund: WorldRefund | None) -> Record:
    if refund is None:
        return {"on_aftersale_order_cnt": 0, "aftersale_order_list": []}
    return {
        "on_aftersale_order_cnt": int(refund.state == "pending"),
        "aftersale_order_list": [{"aftersale_order_id": refund.refund_id}],
    }
