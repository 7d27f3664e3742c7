"""What WeChat is known to tell, under the names that its records stand by in an answer.

The structs name what is read; the lists here what is documented and not kept, personal fields too.
A field that stands in neither is reported as drift.
Keep out: meaning, values.
"""

from __future__ import annotations

from connectors.core.drift import Known, known
from connectors.platforms.wechat.records import WechatItem, WechatOrder, WechatRefund

_WECHAT_ORDER = known(
    WechatOrder,
    """
    aftersale_detail is_present order_detail.coupon_info
    order_detail.delivery_info.address_info.detail_info
    order_detail.delivery_info.address_info.hash_code
    order_detail.delivery_info.address_info.house_number
    order_detail.delivery_info.address_info.postal_code
    order_detail.delivery_info.address_info.tel_number
    order_detail.delivery_info.address_info.user_name order_detail.delivery_info.deliver_method
    order_detail.delivery_info.delivery_product_info order_detail.delivery_info.ship_done_time
    order_detail.ext_info.customer_notes order_detail.ext_info.merchant_notes
    order_detail.ext_info.order_scene order_detail.pay_info.prepay_id
    order_detail.pay_info.transaction_id order_detail.price_info.is_discounted
    order_detail.price_info.use_deduction order_detail.product_infos.estimate_price
    order_detail.product_infos.finish_aftersale_sku_cnt order_detail.product_infos.market_price
    order_detail.product_infos.on_aftersale_sku_cnt order_detail.product_infos.product_unique_id
    order_detail.product_infos.thumb_img order_detail.settle_info unionid
    """,
)
_WECHAT_REFUND = known(
    WechatRefund,
    """
    details openid product_info.count product_info.fast_refund reason reason_text
    refund_info.refund_reason unionid
    """,
)
_WECHAT_ITEM = known(
    WechatItem,
    """
    min_price out_product_id skus.sale_price skus.sku_attrs skus.stock_num status sub_title
    """,
)

RECORDS: dict[str, Known] = {
    "order": _WECHAT_ORDER,
    "after_sale_order": _WECHAT_REFUND,
    "product": _WECHAT_ITEM,
}
