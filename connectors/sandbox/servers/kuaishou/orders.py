"""An order of the world as a Kuaishou order: one item, amounts in fen, times in milliseconds.

`totalFee` is the goods less what the seller bears, without freight; `discountFee` is every
reduction, whoever bears it. `originalPrice` stands above `price` where a promotion ran, and takes
part in no sum. Names, numbers and addresses come as ciphertext and masked, never plain.
Source: platforms reference, section 7 (order fields); the fee model of the platform's published
access example. Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from connectors.sandbox.servers.kuaishou.moments import stamp
from connectors.sandbox.servers.kuaishou.refunds import refund_brief
from connectors.sandbox.servers.rendering import masked_buyer

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldLine, WorldOrder, WorldShop

Record = dict[str, object]

STATUS = {
    "unpaid": 10,
    "closed_unpaid": 80,
    "deposit_paid": 10,
    "deposit_forfeited": 80,
    "paid": 30,
    "shipped": 40,
    "finished": 70,
    "closed_refunded": 80,
    "cancelled_refunded": 80,
}
#: `orderViewStatus` → status; 1 is all of them
VIEWS = {2: 10, 3: 30, 4: 40, 5: 50, 6: 70, 7: 80}
_PRESALE, _ORDINARY = 6, 1
#: how the platform names the city of a county that its province runs directly
_NO_CITY = "省直辖县级行政区划"


def cps_type(order: WorldOrder) -> int:
    """2 for a sale that a talent brought (one in three), else 1."""
    return 2 if zlib.crc32(order.order_id.encode()) % 3 == 0 else 1


def render_order(order: WorldOrder, shop: WorldShop) -> Record:
    """The order in its parts."""
    return {
        "orderBaseInfo": _base(order, shop),
        "orderItemInfo": _item(order, order.lines[0]),
        "orderRefundList": [refund_brief(order.refund)] if order.refund else [],
        "orderLogisticsInfo": [],
        "orderAddress": _address(order),
        "orderDeliveryInfo": {"splitDeliveryOrder": False, "packageNum": 0, "deliveryNum": 0},
        "subOrderInfo": [],
    }


def render_fees(order: WorldOrder) -> Record:
    """Who bears what, as `open.seller.order.fee.detail` tells."""
    seller, platform = order.order_discount_fen, order.platform_subsidy_fen
    goods_less_seller = order.goods_fen - seller
    return {
        "oid": int(order.order_id),
        "sellerId": int(order.shop_id),
        "totalFee": goods_less_seller,
        "discountFee": seller + platform,
        "expressFee": order.freight_fen,
        "platformAllowance": seller + platform,
        "sellerRecv": goods_less_seller + order.freight_fen,
        "buyerPay": goods_less_seller + order.freight_fen - platform,
        "platformBearAmount": platform,
        "merchantBearAmount": seller,
    }


def _base(order: WorldOrder, shop: WorldShop) -> Record:
    buyer = masked_buyer(order.buyer_key)
    return {
        "oid": int(order.order_id),
        "sellerOpenId": f"f18{shop.shop_id}",
        "sellerNick": shop.name,
        "buyerOpenId": buyer.open_id,
        "buyerNick": buyer.nick,
        "buyerImage": "",
        "status": STATUS[order.state],
        "createTime": stamp(order.created_at),
        "payTime": stamp(order.paid_at),
        "sendTime": stamp(order.shipped_at),
        "recvTime": stamp(order.finished_at),
        "refundTime": stamp(order.refund.created_at) if order.refund else 0,
        "updateTime": stamp(order.modified_at),
        "totalFee": order.goods_fen - order.order_discount_fen,
        "discountFee": order.order_discount_fen + order.platform_subsidy_fen,
        "expressFee": order.freight_fen,
        "allowanceExpressFee": 0,
        "payChannelDiscount": 0,
        "governmentDiscount": 0,
        "tradeInPayAfterPromoAmount": 0,
        "payType": 0 if order.paid_at is None else 1 + int(order.order_id) % 2,
        "payChannel": "" if order.paid_at is None else "WECHAT",
        "activityType": _PRESALE if order.kind == "presale" else _ORDINARY,
        "allActivityType": [],
        "preSale": 0,
        "cpsType": cps_type(order),
        "coType": 0,
        "commentStatus": 0,
        "remark": "",
        "riskCode": 0,
        "priorityDelivery": False,
        "enableSplitDeliveryOrder": False,
        "orderLabels": [],
    }


def _item(order: WorldOrder, line: WorldLine) -> Record:
    # one order in four was made under a promotion
    raised = 500 if zlib.crc32(line.sku_id.encode()) % 4 == 0 else 0
    return {
        "orderItemId": int(order.order_id) + 1,
        "itemId": int(line.item_id),
        "relItemId": 0,
        "skuId": int(line.sku_id),
        "relSkuId": 0,
        "skuNick": line.merchant_code,
        "skuDesc": "标准装",
        "goodsCode": "",
        "warehouseCode": "",
        "itemTitle": line.title,
        "itemType": 1,
        "itemPicUrl": "",
        "itemLinkUrl": "",
        "num": line.quantity,
        "originalPrice": line.price_fen + raised,
        "price": line.price_fen,
        "discountFee": order.order_discount_fen + order.platform_subsidy_fen,
        "itemExtra": {"categoryInfo": {"itemCid": int(line.category), "categoryName": ""}},
    }


def _address(order: WorldOrder) -> Record:
    buyer = masked_buyer(order.buyer_key)
    return {
        "province": order.receiver_province,
        "city": order.receiver_city or _NO_CITY,
        "district": order.receiver_county,
        "town": "",
        "encryptedConsignee": f"#{buyer.address_cipher[4:28]}#1##",
        "encryptedMobile": f"${buyer.address_cipher[8:32]}$1$$",
        "encryptedAddress": f"~{buyer.address_cipher[4:]}~1~~",
        "desensitiseConsignee": buyer.name,
        "desensitiseMobile": buyer.mobile,
        "desensitiseAddress": "****路****号****",
    }
