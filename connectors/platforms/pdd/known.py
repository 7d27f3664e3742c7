"""What Pinduoduo is known to tell, under the names that its records stand by in an answer.

The structs name what is read; the lists here what is documented and not kept, personal fields too.
A field that stands in neither is reported as drift.
Keep out: meaning, values.
"""

from __future__ import annotations

from connectors.core.drift import Known, known
from connectors.platforms.pdd.records import PddGoods, PddGoodsDetail, PddOrder, PddRefund

_PDD_ORDER = known(
    PddOrder,
    """
    address address_mask bonded_warehouse buyer_memo card_info_list city_id country country_id
    delivery_home_value delivery_install_value delivery_one_day extra_delivery_list free_sf
    gift_list.goods_img gift_list.goods_spec home_delivery_type home_install_value
    inner_transaction_id invoice_status is_lucky_flag is_pre_sale is_stock_out
    item_list.goods_img item_list.goods_spec last_ship_time logistics_id mkt_biz_type
    only_support_replace order_depot_info order_tag_list pay_no pay_type pre_sale_time
    province_id receive_time receiver_address receiver_address_mask receiver_name
    receiver_name_mask receiver_phone receiver_phone_mask remark remark_tag remark_tag_name
    return_freight_payer risk_control_status self_contained service_fee_detail.service_name
    shipping_time shipping_type step_order_info.advanced_paid_fee
    step_order_info.step_discount_amount step_order_info.step_paid_fee stock_out_handle_status
    support_nationwide_warranty town_id tracking_number urge_shipping_time yyps_date yyps_time
    """,
)
_PDD_REFUND = known(
    PddRefund,
    """
    after_sale_reason confirm_time discount_amount dispute_refund_status good_image goods_id
    goods_name goods_number goods_price order_amount outer_goods_id outer_id sku_id
    speed_refund_flag speed_refund_status tracking_number user_shipping_status
    """,
)
_PDD_GOODS = known(
    PddGoods,
    """
    goods_quantity goods_reserve_quantity image_url is_more_sku is_onsale sku_list.is_sku_onsale
    sku_list.outer_goods_id sku_list.reserve_quantity sku_list.sku_id sku_list.sku_quantity
    sku_list.spec thumb_url
    """,
)
_PDD_GOODS_DETAIL = known(
    PddGoodsDetail,
    """
    goods_id goods_name goods_property_list.punit goods_property_list.template_pid
    goods_property_list.vid goods_type market_price request_id sku_list status
    """,
)

RECORDS: dict[str, Known] = {
    "order_list": _PDD_ORDER,
    "order_sn_list": _PDD_ORDER,
    "refund_list": _PDD_REFUND,
    "goods_list": _PDD_GOODS,
    "goods_detail_get_response": _PDD_GOODS_DETAIL,
}
