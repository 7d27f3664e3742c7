"""An order of the world as a JD POP order.

JD tells no paid amount per line: coupons stand in `couponDetailList` (blank skuId = the whole
order). A cancellation before shipping shows only as TRADE_CANCELED.
Source: platforms reference, section 2 (order, states). Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

import zlib
from datetime import datetime
from typing import TYPE_CHECKING

from connectors.sandbox.servers.rendering import beijing, masked_buyer, yuan

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldLine, WorldOrder

Record = dict[str, object]

#: how JD writes "no time"
NO_TIME = "0001-01-01 00:00:00"

STATES = {
    "unpaid": "NOT_PAY",
    "closed_unpaid": "TRADE_CANCELED",
    "deposit_paid": "NOT_PAY",
    "deposit_forfeited": "TRADE_CANCELED",
    "paid": "WAIT_SELLER_STOCK_OUT",
    "shipped": "WAIT_GOODS_RECEIVE_CONFIRM",
    "finished": "FINISHED_L",
    "closed_refunded": "FINISHED_L",
    "cancelled_refunded": "TRADE_CANCELED",
}
_REMARKS = {
    "NOT_PAY": "等待付款",
    "TRADE_CANCELED": "(删除)等待出库",
    "WAIT_SELLER_STOCK_OUT": "等待出库",
    "WAIT_GOODS_RECEIVE_CONFIRM": "等待确认收货",
    "FINISHED_L": "完成",
}


def render_order(order: WorldOrder, fields: frozenset[str]) -> Record:
    """The fields of the order that were asked for."""
    record = _order(order) | _money(order)
    if "itemInfoList" in fields:
        record["itemInfoList"] = [_item(line) for line in order.lines]
    if "couponDetailList" in fields:
        record["couponDetailList"] = _coupons(order)
    if "consigneeInfo" in fields:
        record["consigneeInfo"] = _consignee(order)
    return {name: value for name, value in record.items() if name in fields}


def _time(moment: datetime | None) -> str:
    return NO_TIME if moment is None else beijing(moment)


def _order(order: WorldOrder) -> Record:
    state = STATES[order.state]
    buyer = masked_buyer(order.buyer_key)
    return {
        "orderId": order.order_id,
        "parentOrderId": order.parent_order_id or "0",
        "directParentOrderId": order.parent_order_id or "0",
        "venderId": order.shop_id,
        "orderType": "22",
        "orderState": state,
        "orderStateRemark": _REMARKS[state],
        "orderStartTime": beijing(order.created_at),
        "paymentConfirmTime": _time(order.paid_at),
        "orderEndTime": _time(order.finished_at),
        "modified": beijing(order.modified_at),
        "outBoundDate": _time(order.shipped_at),
        "payType": "4-在线支付",
        "storeId": "0",
        "storeOrder": "",
        "returnOrder": "0",
        "orderSource": "移动端订单",
        "pin": buyer.open_id,
        "open_id_buyer": buyer.open_id,
        "venderRemark": "",
        "orderRemark": "",
        "deliveryType": "任意时间",
        "vatInfo": [],
    }


def prepaid(order: WorldOrder) -> tuple[int, int]:
    """What the buyer paid by balance and by gift card, fen; `orderPayment` is what was left.

    One order in thirteen uses a balance, one in seventeen a card, never for more than the goods.
    """
    mark = zlib.crc32(order.order_id.encode())
    goods_fen = order.payment_fen - order.freight_fen
    balance_fen = goods_fen // 3 if mark % 13 == 0 else 0
    card_fen = min(1_000, goods_fen - balance_fen) if mark % 17 == 0 else 0
    return balance_fen, card_fen


def _money(order: WorldOrder) -> Record:
    balance_fen, card_fen = prepaid(order)
    return {
        "orderTotalPrice": yuan(order.goods_fen),
        "orderSellerPrice": yuan(order.goods_fen - order.order_discount_fen),
        "orderPayment": yuan(order.payment_fen - balance_fen - card_fen),
        "freightPrice": yuan(order.freight_fen),
        "sellerDiscount": yuan(order.order_discount_fen),
        "balanceUsed": yuan(balance_fen),
    }


def _item(line: WorldLine) -> Record:
    return {
        "skuId": line.sku_id,
        "wareId": line.item_id,
        "outerSkuId": line.merchant_code,
        "productNo": line.merchant_code,
        "skuName": line.title,
        # a gift is sold at nothing
        "jdPrice": "0.00" if line.is_gift else yuan(line.price_fen),
        "itemTotal": str(line.quantity),
        "giftPoint": "0",
        "newStoreId": "0",
        "serviceName": "",
    }


def _coupons(order: WorldOrder) -> list[Record]:
    return [
        {
            "orderId": order.order_id,
            "skuId": "",
            "couponType": kind,
            "couponPrice": yuan(fen),
        }
        for kind, fen in (
            ("100-店铺优惠", order.order_discount_fen),
            ("41-京东券优惠", order.platform_subsidy_fen),
            # a means of payment that JD lists among the coupons
            ("52-礼品卡优惠", prepaid(order)[1]),
        )
        if fen
    ]


def _consignee(order: WorldOrder) -> Record:
    buyer = masked_buyer(order.buyer_key)
    return {
        "fullname": buyer.name,
        "fullAddress": buyer.address_cipher,
        "mobile": buyer.mobile,
        "telephone": buyer.mobile,
        "desen_mobile": buyer.mobile,
        "desen_telephone": buyer.mobile,
        "province": order.receiver_province,
        "city": order.receiver_city or order.receiver_county,
        "county": order.receiver_county,
        "town": "",
    }
