"""An order of the world as a Pinduoduo order.

No paid amount of a line, nothing that names a buyer; times are texts, "" for none; amounts are
numbers in yuan. Some orders have their price changed by the seller, some are reduced at the till by
Pinduoduo, some carry a service fee: none of it changes what the world's buyer gave for the goods.
Source: platforms reference, section 4 (Order). Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from connectors.sandbox.servers.pdd.money import number
from connectors.sandbox.servers.rendering import beijing, masked_buyer

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldLine, WorldOrder

Record = dict[str, object]

TO_SHIP, SHIPPED, RECEIVED = 1, 2, 3
#: after_sales_status by the state of a refund: waiting for the seller, paid back, withdrawn
AFTER_SALES = {"pending": 2, "succeeded": 10, "closed": 11}
#: refund_status by the same
REFUND_STATUS = {"pending": 2, "succeeded": 4, "closed": 1}

_NO_CITY = "省直辖县级行政区划"
_SERVICE_FEN = 1_200


class Money(NamedTuple):
    """The order's amounts in Pinduoduo's terms, fen."""

    goods: int
    change: int
    seller: int
    platform: int
    reduction: int
    service: int
    pay: int


def order_status(order: WorldOrder) -> int:
    """Whether the goods were shipped and received."""
    if order.shipped_at is None:
        return TO_SHIP
    return SHIPPED if order.finished_at is None else RECEIVED


def refund_status(order: WorldOrder) -> int:
    """1 none or withdrawn, 2 waiting, 4 paid back."""
    return 1 if order.refund is None else REFUND_STATUS[order.refund.state]


def money_of(order: WorldOrder) -> Money:
    """The world's amounts, in some orders spread over more of Pinduoduo's fields.

    One order in eleven has half of the seller's discount as a changed price; in one of seven a
    third of Pinduoduo's share is a reduction at the till; one in thirteen pays for a service.
    """
    mark = zlib.crc32(order.order_id.encode())
    change = order.order_discount_fen // 2 if mark % 11 == 0 else 0
    reduction = order.platform_subsidy_fen // 3 if mark % 7 == 0 else 0
    service = _SERVICE_FEN if mark % 13 == 0 else 0
    return Money(
        goods=order.goods_fen - change,
        change=change,
        seller=order.order_discount_fen - change,
        platform=order.platform_subsidy_fen - reduction,
        reduction=reduction,
        service=service,
        # as the documents state the sum, which leaves the reduction out
        pay=order.payment_fen + reduction + service,
    )


def render_order(order: WorldOrder) -> Record:
    """One row of both lists, and the order of `pdd.order.information.get`."""
    refund = order.refund
    return {
        "order_sn": order.order_id,
        "order_status": order_status(order),
        "confirm_status": 1,
        "group_status": 1,
        "refund_status": refund_status(order),
        "after_sales_status": 0 if refund is None else AFTER_SALES[refund.state],
        "trade_type": 0,
        "step_order_info": None,
        "is_lucky_flag": 1,
        "is_pre_sale": 0,
        "mkt_biz_type": 0,
        "duoduo_wholesale": 0,
        "risk_control_status": 0,
        "stock_out_handle_status": -1,
        "cat_id_1": int(order.lines[0].category) // 1000,
        "cat_id_2": int(order.lines[0].category) // 100,
        "cat_id_3": int(order.lines[0].category),
        "cat_id_4": 0,
        "item_list": [_item(line) for line in order.lines],
        "gift_list": [],
        "card_info_list": [],
        "remark": "",
        "buyer_memo": "",
        **_times(order),
        **_amounts(money_of(order), order),
        **_receiver(order),
    }


def _times(order: WorldOrder) -> Record:
    return {
        "created_time": beijing(order.created_at),
        "pay_time": beijing(_paid_at(order)),
        "confirm_time": _time(order.paid_at),
        "shipping_time": _time(order.shipped_at),
        "receive_time": _time(order.finished_at),
        "updated_at": beijing(order.modified_at),
        "pre_sale_time": "",
    }


def _paid_at(order: WorldOrder) -> datetime:
    """The world knows when the payment counts; a buyer pays before the group forms."""
    counts_at = order.paid_at or order.modified_at
    pays_at = order.created_at + timedelta(seconds=50)
    return min(pays_at if order.kind == "group" else counts_at, counts_at)


def _time(moment: datetime | None) -> str:
    return "" if moment is None else beijing(moment)


def _amounts(money: Money, order: WorldOrder) -> Record:
    fees = [{"service_name": "sf_express_fee", "service_fee": number(money.service)}]
    return {
        "goods_amount": number(money.goods),
        "order_change_amount": number(money.change),
        "discount_amount": number(money.seller + money.platform),
        "platform_discount": number(money.platform),
        "seller_discount": number(money.seller),
        "capital_free_discount": number(0),
        "duo_duo_pay_reduction": number(money.reduction),
        "postage": number(order.freight_fen),
        "service_fee_detail": fees if money.service else [],
        "pay_amount": number(money.pay),
        "pay_type": "",
        "pay_no": "",
    }


def _item(line: WorldLine) -> Record:
    return {
        "goods_id": line.item_id,
        "sku_id": line.sku_id,
        "outer_id": line.merchant_code,
        "outer_goods_id": "",
        "goods_name": line.title,
        "goods_price": number(line.price_fen),
        "goods_count": line.quantity,
        "goods_spec": "",
        "goods_img": "",
    }


def _receiver(order: WorldOrder) -> Record:
    """Ciphertext while the parcel has not left, nothing later; masks always."""
    buyer = masked_buyer(order.buyer_key)
    city = order.receiver_city or _NO_CITY
    shown = order.shipped_at is None
    cipher = f"~{buyer.address_cipher}~0~~" if shown else ""
    place = f"{order.receiver_province}{city}{order.receiver_county}"
    return {
        "country": "中国",
        "province": order.receiver_province,
        "city": city,
        "town": order.receiver_county,
        "receiver_name": cipher,
        "receiver_phone": f"${buyer.address_cipher}$0$$" if shown else "",
        "receiver_address": cipher,
        "address": cipher,
        "receiver_name_mask": buyer.name,
        "receiver_phone_mask": buyer.mobile,
        "receiver_address_mask": "***",
        "address_mask": f"{place}***",
    }
