"""What Douyin is known to tell, under the names that its records stand by in an answer.

The structs name what is read; the lists here what is documented and not kept, personal fields too.
A field that stands in neither is reported as drift. The detail of an item is not watched: its
answer has no name of its own.
Keep out: meaning, values.
"""

from __future__ import annotations

from connectors.core.drift import Known, known
from connectors.platforms.douyin.records import (
    DouyinOrder,
    DouyinProduct,
    DouyinRefund,
    RefundDetail,
)

_DOUYIN_ORDER = known(
    DouyinOrder,
    """
    app_id author_cost_amount biz biz_desc buyer_words cancel_reason encrypt_post_receiver
    encrypt_post_tel logistics_info main_status main_status_desc mask_post_receiver
    mask_post_tel modify_post_amount only_platform_cost_amount order_amount order_expire_time
    order_level order_phase_list.phase_order_id order_phase_list.phase_pay_amount
    order_phase_list.sku_order_id order_status_desc order_tag order_type_desc post_addr.city.id
    post_addr.encrypt_detail post_addr.province.id post_addr.street post_addr.town.id
    post_insurance_amount post_receiver post_tel promotion_platform_amount promotion_shop_amount
    promotion_talent_amount seller_words ship_time shop_name
    sku_order_list.after_sale_info.after_sale_status
    sku_order_list.after_sale_info.refund_status sku_order_list.author_cost_amount
    sku_order_list.author_name sku_order_list.create_time sku_order_list.inventory_list
    sku_order_list.modify_amount sku_order_list.modify_post_amount
    sku_order_list.only_platform_cost_amount sku_order_list.order_amount
    sku_order_list.order_level sku_order_list.order_status sku_order_list.order_status_desc
    sku_order_list.out_product_id sku_order_list.parent_order_id sku_order_list.pay_time
    sku_order_list.platform_cost_amount sku_order_list.post_insurance_amount
    sku_order_list.product_pic sku_order_list.promotion_amount
    sku_order_list.promotion_platform_amount sku_order_list.promotion_shop_amount
    sku_order_list.promotion_talent_amount sku_order_list.room_id
    sku_order_list.shop_cost_amount sku_order_list.spec sku_order_list.tax_amount
    sku_order_list.update_time tax_amount
    """,
)
_DOUYIN_REFUND = known(
    DouyinRefund,
    """
    aftersale_num aftersale_status_to_final_time create_time remark
    """,
)
_REFUND_DETAIL = known(
    RefundDetail,
    """
    after_sale_id after_sale_status after_sale_type apply_time encrypt_post_receiver
    reason_remark refund_status refund_total_amount update_time
    """,
)
_DOUYIN_PRODUCT = known(
    DouyinProduct,
    """
    check_status create_time product_type status
    """,
)

RECORDS: dict[str, Known] = {
    "shop_order_list": _DOUYIN_ORDER,
    "aftersale_info": _DOUYIN_REFUND,
    "after_sale_info": _REFUND_DETAIL,
    "data.data": _DOUYIN_PRODUCT,
}
