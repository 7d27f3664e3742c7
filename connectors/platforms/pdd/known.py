"""What Pinduoduo is known to tell, under the names that its records stand by in an answer.

The structs name what is read; the lists here what is documented and not kept, personal fields too.
A field that stands in neither is reported as drift.
Source: the documents of pdd.order.list.get, pdd.refund.list.increment.get, pdd.goods.list.get and
pdd.goods.detail.get. Keep out: meaning, values.
"""

from __future__ import annotations

from connectors.core.drift import Known, known
from connectors.platforms.pdd.records import PddGoods, PddGoodsDetail, PddOrder, PddRefund

_PDD_ORDER = known(
    PddOrder,
    """
    address address_mask bonded_warehouse bought_from_vegetable_info buyer_memo card_info_list
    city_id consolidate_info contact_mobile country country_id delivery_home_value
    delivery_install_value delivery_one_day express_memos extended_warranty_info
    extra_delivery_list free_sf gift_delivery_list gift_list.goods_img gift_list.goods_spec
    gift_order_status government_subsidy_settle_details group_order_id group_role
    home_delivery_type home_install_value identification_status inner_transaction_id
    invoice_status is_lucky_flag is_pre_sale is_stock_out item_list.goods_img item_list.goods_spec
    last_ship_time logistics_id mkt_biz_type only_support_replace open_address_id
    open_address_id_2 order_depot_info order_tag_list pay_no pay_type pre_sale_time
    promise_delivery_time promotion_detail_list province_id receive_time receiver_address
    receiver_address_mask receiver_name receiver_name_mask receiver_phone receiver_phone_mask
    related_order_list remark remark_tag remark_tag_name resend_delivery_list return_freight_payer
    risk_control_status self_contained service_fee_detail.service_name ship_additional_link_order
    shipping_time shipping_type step_order_info.advanced_paid_fee
    step_order_info.step_discount_amount step_order_info.step_paid_fee stock_out_handle_status
    store_info support_nationwide_warranty town_id tracking_number urge_shipping_time
    weipai_initiator yyps_date yyps_time
    """,
)
_PDD_REFUND = known(
    PddRefund,
    """
    after_sale_reason confirm_time discount_amount dispute_refund_status good_image goods_id
    goods_name goods_number goods_price order_amount outer_goods_id outer_id refund_operator_role
    shipping_name sku_id speed_refund_flag speed_refund_status tracking_number
    user_shipping_status
    """,
)
_PDD_GOODS = known(
    PddGoods,
    """
    created_at goods_quantity goods_reserve_quantity image_url is_more_sku is_onsale
    sku_list.is_sku_onsale sku_list.outer_goods_id sku_list.reserve_quantity sku_list.sku_id
    sku_list.sku_quantity sku_list.spec sku_list.spec_details thumb_url
    """,
)
_PDD_GOODS_DETAIL = known(
    PddGoodsDetail,
    """
    bad_fruit_claim buy_limit carousel_gallery_list cost_template_id country_id customer_num
    customs delivery_one_day detail_gallery_list goods_desc goods_id goods_name
    goods_property_list.punit goods_property_list.template_pid goods_property_list.vid
    goods_trade_attr goods_travel_attr goods_type image_url invoice_status is_customs is_folt
    is_pre_sale is_refundable lack_of_weight_claim mai_jia_zi_ti market_price order_limit
    oversea_goods oversea_type pre_sale_time quan_guo_lian_bao request_id second_hand
    shang_men_an_zhuang shipment_limit_second size_spec_id skuType sku_list song_huo_an_zhuang
    song_huo_ru_hu status tiny_name video_gallery warehouse warm_tips zhi_huan_bu_xiu
    """,
)

RECORDS: dict[str, Known] = {
    "order_list": _PDD_ORDER,
    "order_sn_list": _PDD_ORDER,
    "refund_list": _PDD_REFUND,
    "goods_list": _PDD_GOODS,
    "goods_detail_get_response": _PDD_GOODS_DETAIL,
}
