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
    orderAddress.address orderAddress.cityCode orderAddress.consignee orderAddress.coordinateInfo
    orderAddress.desensitiseAddress orderAddress.desensitiseConsignee
    orderAddress.desensitiseMobile orderAddress.districtCode orderAddress.encryptedAddress
    orderAddress.encryptedConsignee orderAddress.encryptedMobile orderAddress.mobile
    orderAddress.provinceCode orderAddress.rechargeAccount orderAddress.town orderAddress.townCode
    orderBaseInfo.address orderBaseInfo.allActivityType orderBaseInfo.allowanceExpressFee
    orderBaseInfo.buyerId orderBaseInfo.buyerImage orderBaseInfo.buyerNick orderBaseInfo.carrierId
    orderBaseInfo.carrierType orderBaseInfo.channel orderBaseInfo.coType
    orderBaseInfo.commentStatus orderBaseInfo.disableDeliveryReasonCode
    orderBaseInfo.enableSplitDeliveryOrder orderBaseInfo.expressCode
    orderBaseInfo.govIndustryPromoInfo orderBaseInfo.mobile orderBaseInfo.multiplePiecesNo
    orderBaseInfo.num orderBaseInfo.orderDomainCode orderBaseInfo.orderLabels
    orderBaseInfo.orderRiskEventInfo orderBaseInfo.orderSellerRoleInfo orderBaseInfo.orderTaxInfo
    orderBaseInfo.outBizTradeNo orderBaseInfo.outSubBiz orderBaseInfo.payChannel
    orderBaseInfo.platformNewBuyer orderBaseInfo.preSale orderBaseInfo.priorityDelivery
    orderBaseInfo.privacyInfoAuthStatus orderBaseInfo.privacyInfoAuthTime
    orderBaseInfo.promiseTimeStampOfDelivery orderBaseInfo.refund orderBaseInfo.refundTime
    orderBaseInfo.remark orderBaseInfo.remindShipmentSign orderBaseInfo.remindShipmentTime
    orderBaseInfo.riskCode orderBaseInfo.sellerDelayPromiseTimeStamp orderBaseInfo.sellerId
    orderBaseInfo.sellerNick orderBaseInfo.sellerNoteList orderBaseInfo.sellerOpenId
    orderBaseInfo.shopNewBuyer orderBaseInfo.theDayOfDeliverGoodsTime
    orderBaseInfo.validPromiseShipmentTimeStamp orderCpsInfo orderDeliveryInfo
    orderItemInfo.createTime orderItemInfo.discountFee orderItemInfo.goodStoreCode
    orderItemInfo.goodsCode orderItemInfo.itemExtra.brandName
    orderItemInfo.itemExtra.categoryInfo.govCategory
    orderItemInfo.itemExtra.categoryInfo.govCategoryCode orderItemInfo.itemExtra.energyLevel
    orderItemInfo.itemExtra.productNo orderItemInfo.itemLinkUrl orderItemInfo.itemPicUrl
    orderItemInfo.itemPrevInfo orderItemInfo.itemType orderItemInfo.orderItemId
    orderItemInfo.refundId orderItemInfo.refundStatus orderItemInfo.relItemId
    orderItemInfo.relSkuId orderItemInfo.serviceInfo orderItemInfo.skuDesc orderItemInfo.updateTime
    orderItemInfo.warehouseCode orderLogisticsInfo orderNote orderPaymentStepInfos orderRefundList
    subOrderDetail subOrderInfo
    """,
)
_KS_REFUND = known(
    KsRefund,
    """
    buyerId expireTime itemId logisticsId negotiateStatus negotiateUpdateTime receiptStatus
    refundDesc refundReason refundReasonDesc refundType relItemId relSkuId requireReturnFreight
    sellerId skuNick specialRefundType submitTime urgeTimes
    """,
)
_KS_ITEM = known(
    KsItem,
    """
    appkey auditReason auditStatus categoryName createTime details duplicationReason
    duplicationStatus expressTemplateId fromType imageUrls instructions itemStatus itemType linkUrl
    mainImageUrl multipleStock onOfflineStatus price relItemId serviceRule shelfStatus
    shelfStatusUpdateReason skuList.appkey skuList.createTime skuList.goodsCode skuList.goodsId
    skuList.gtinCode skuList.imageUrl skuList.isValid skuList.kwaiItemId skuList.kwaiSkuId
    skuList.mealDetail skuList.relSkuId skuList.skuMarketPrice skuList.skuProp skuList.skuSalePrice
    skuList.skuStock skuList.specification skuList.updateTime skuList.volume status userId volume
    """,
)

RECORDS: dict[str, Known] = {
    "orderList": _KS_ORDER,
    "refundOrderInfoList": _KS_REFUND,
    "items": _KS_ITEM,
}
