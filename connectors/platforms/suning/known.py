"""What Suning is known to tell, under the names that its records stand by in an answer.

The structs name what is read; the lists here what is documented and not kept, personal fields too.
A field that stands in neither is reported as drift.
Keep out: meaning, values.
"""

from __future__ import annotations

from connectors.core.drift import Known, known
from connectors.platforms.suning.records import SuningItem, SuningOrder, SuningRefund

_SUNING_ORDER = known(
    SuningOrder,
    """
    buyerOrdRemark cityCode customerAddress customerName detailAddress districtCode invoiceType
    mobNum orderDetail.activitytype orderDetail.couponList orderDetail.expresscompanycode
    orderDetail.expressno orderDetail.invCode orderDetail.orderchannel
    orderDetail.paymentList.payway orderDetail.unitPrice phoneNum provinceCode sellerOrdRemark
    sumDonationAmt userID
    """,
)
_SUNING_REFUND = known(
    SuningRefund,
    """
    applyComplain commodityCode commodityName ctrFlag customer dealMoney onlyRefund
    returnStatusDesc returnType supplierCommodityCode
    """,
)
_SUNING_ITEM = known(
    SuningItem,
    """
    pars.parCode price status
    """,
)

RECORDS: dict[str, Known] = {
    "orderQuery": _SUNING_ORDER,
    "queryRefundlistinformation": _SUNING_REFUND,
    "item": _SUNING_ITEM,
    "itemDetail": _SUNING_ITEM,
}
