"""What Kuaishou is known to tell, under the names that its records stand by in an answer.

The structs name what is read; the lists here what is documented and not kept, personal fields too.
A field that stands in neither is reported as drift. The detail of an item is not watched: its
answer has no name of its own.
Keep out: meaning, values.
"""

from __future__ import annotations

from connectors.core.drift import Known, known
from connectors.platforms.kuaishou.records import KsItem, KsOrder, KsRefund

_KS_ORDER = known(
    KsOrder,
    """
    orderAddress.desensitiseAddress orderAddress.desensitiseConsignee
    orderAddress.desensitiseMobile orderAddress.encryptedAddress orderAddress.encryptedConsignee
    orderAddress.encryptedMobile orderAddress.town orderBaseInfo.address
    orderBaseInfo.allActivityType orderBaseInfo.allowanceExpressFee orderBaseInfo.buyerId
    orderBaseInfo.buyerImage orderBaseInfo.buyerNick orderBaseInfo.coType
    orderBaseInfo.commentStatus orderBaseInfo.enableSplitDeliveryOrder orderBaseInfo.mobile
    orderBaseInfo.num orderBaseInfo.orderLabels orderBaseInfo.payChannel orderBaseInfo.preSale
    orderBaseInfo.priorityDelivery orderBaseInfo.promiseTimeStampOfDelivery orderBaseInfo.refund
    orderBaseInfo.refundTime orderBaseInfo.remark orderBaseInfo.riskCode orderBaseInfo.sellerId
    orderBaseInfo.sellerNick orderBaseInfo.sellerNoteList orderBaseInfo.sellerOpenId
    orderBaseInfo.theDayOfDeliverGoodsTime orderDeliveryInfo orderItemInfo.createTime
    orderItemInfo.discountFee orderItemInfo.goodsCode orderItemInfo.itemLinkUrl
    orderItemInfo.itemPicUrl orderItemInfo.itemType orderItemInfo.orderItemId
    orderItemInfo.refundId orderItemInfo.refundStatus orderItemInfo.relItemId
    orderItemInfo.relSkuId orderItemInfo.skuDesc orderItemInfo.updateTime
    orderItemInfo.warehouseCode orderLogisticsInfo orderRefundList subOrderInfo
    """,
)
_KS_REFUND = known(
    KsRefund,
    """
    logisticsId negotiateStatus receiptStatus refundDesc refundReason refundReasonDesc
    refundType submitTime
    """,
)
_KS_ITEM = known(
    KsItem,
    """
    categoryName createTime itemStatus onOfflineStatus price relItemId skuList.kwaiItemId
    skuList.kwaiSkuId skuList.skuSalePrice skuList.skuStock skuList.specification
    """,
)

RECORDS: dict[str, Known] = {
    "orderList": _KS_ORDER,
    "refundOrderInfoList": _KS_REFUND,
    "items": _KS_ITEM,
}
