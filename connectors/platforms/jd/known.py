"""What JD is known to tell, under the names that its records stand by in an answer.

The structs name what is read; the lists here what is documented and not kept, personal fields too.
A field that stands in neither is reported as drift.
Keep out: meaning, values.
"""

from __future__ import annotations

from connectors.core.drift import Known, known
from connectors.platforms.jd.records import JdBill, JdOrder, JdWare

_JD_ORDER = known(
    JdOrder,
    """
    actualPay consigneeInfo.cityId consigneeInfo.countyId consigneeInfo.desen_mobile
    consigneeInfo.desen_telephone consigneeInfo.fullAddress consigneeInfo.fullname
    consigneeInfo.mobile consigneeInfo.provinceId consigneeInfo.telephone consigneeInfo.town
    consigneeInfo.townId couponDetailList.orderId deliveryType directParentOrderId
    idSopShipmenttype invoiceCode invoiceInfo itemInfoList.giftPoint itemInfoList.itemExt
    itemInfoList.newStoreId itemInfoList.serviceName logisticsId orderRemark orderSource
    orderStateRemark outBoundDate returnOrder storeId storeOrder vatInfo venderId venderRemark
    waybill
    """,
)
_JD_BILL = known(
    JdBill,
    """
    afsActualRefundDetail afsEstimateRefundDetail orderId
    """,
)
_JD_WARE = known(
    JdWare,
    """
    adWords afterSales barCode brandId brandName categorySecId colType costPrice created delivery
    features height images introduction jdPrice length logo marketPrice mobileDesc
    multiCateProps.attrValueAlias offlineTime onlineTime packListing promiseId
    props.attrValueAlias shopCategorys shopId skus spuId stockNum templateId transportId venderId
    wareLocation wareStatus weight width wrap
    """,
)

RECORDS: dict[str, Known] = {
    "orderInfoList": _JD_ORDER,
    "data": _JD_BILL,
    "page.data": _JD_WARE,
}
