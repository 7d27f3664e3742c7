"""Douyin's records: of all that comes, only the fields that are kept or needed for what is kept.

A record's own id has no default: one that is called otherwise is unreadable, not blank.
The buyer's id and the region's names are used and dropped before anything is written; name,
telephone, street and remarks have no field here, so they end with the answer's bytes.
Source: platforms reference, section 5 (Order). Keep out: their meaning.
"""

from __future__ import annotations

import msgspec

from connectors.platforms.douyin.lenient import Number


class LineAfterSale(msgspec.Struct, omit_defaults=True):
    """What became of a line after its sale."""

    after_sale_type: Number | None = None


class DouyinLine(msgspec.Struct, omit_defaults=True):
    """An item of an order, with an id of its own (商品单)."""

    order_id: Number | None = None
    product_id: Number | None = None
    product_id_str: str | None = None
    sku_id: Number | None = None
    code: Number | None = None
    out_sku_id: Number | None = None
    product_name: str | None = None
    first_cid: Number | None = None
    second_cid: Number | None = None
    third_cid: Number | None = None
    fourth_cid: Number | None = None
    trade_type: Number | None = None
    given_product_type: str | None = None
    item_num: Number | None = None
    origin_amount: Number | None = None
    sum_amount: Number | None = None
    pay_amount: Number | None = None
    post_amount: Number | None = None
    promotion_pay_amount: Number | None = None
    after_sale_info: LineAfterSale | None = None


class Phase(msgspec.Struct, omit_defaults=True):
    """One of the payments of a pre-sale with deposit."""

    current_phase: Number | None = None
    total_phase: Number | None = None
    pay_success: bool = False
    phase_pay_time: Number | None = None


class Named(msgspec.Struct, omit_defaults=True):
    """Of a region, its name."""

    name: str | None = None


class Region(msgspec.Struct, omit_defaults=True):
    """Of the receiver, only the region's names."""

    province: Named | None = None
    city: Named | None = None
    town: Named | None = None


class DouyinOrder(msgspec.Struct, omit_defaults=True, kw_only=True):
    """An order (店铺单). Amounts are fen, times Unix seconds, 0 is no time."""

    # ours
    receiver_county_code: str | None = None
    buyer_hmac: str | None = None
    unreadable: str | None = None
    # Douyin's; the shop's id is replaced by that of the shop that was asked
    shop_id: Number | None = None
    order_id: Number
    order_status: Number | None = None
    order_type: Number | None = None
    pay_type: Number | None = None
    create_time: Number | None = None
    pay_time: Number | None = None
    finish_time: Number | None = None
    update_time: Number | None = None
    pay_amount: Number | None = None
    post_amount: Number | None = None
    modify_amount: Number | None = None
    promotion_amount: Number | None = None
    shop_cost_amount: Number | None = None
    platform_cost_amount: Number | None = None
    promotion_pay_amount: Number | None = None
    sku_order_list: list[DouyinLine] | None = None
    order_phase_list: list[Phase] | None = None
    # dropped before writing
    doudian_open_id: str | None = None
    open_id: Number | None = None
    post_addr: Region | None = None


class RefundDetail(msgspec.Struct, omit_defaults=True):
    """What only the detail tells: how much really went back, and when."""

    real_refund_amount: Number | None = None
    refund_post_amount: Number | None = None
    refund_time: Number | None = None


class DouyinRefund(msgspec.Struct, omit_defaults=True, kw_only=True):
    """An after-sale case of the list, with the order it belongs to and its detail's amounts."""

    # ours
    unreadable: str | None = None
    shop_id: str | None = None
    detail: RefundDetail | None = None
    # Douyin's, of `aftersale_info`
    aftersale_id: Number
    aftersale_order_type: Number | None = None
    aftersale_type: Number | None = None
    aftersale_status: Number | None = None
    refund_status: Number | None = None
    related_id: Number | None = None
    apply_time: Number | None = None
    update_time: Number | None = None
    refund_amount: Number | None = None
    refund_post_amount: Number | None = None
    # Douyin's, of `order_info`
    shop_order_id: Number | None = None


class CategoryDetail(msgspec.Struct, omit_defaults=True):
    """The category of a product, by its levels."""

    first_cid: Number | None = None
    second_cid: Number | None = None
    third_cid: Number | None = None
    fourth_cid: Number | None = None


class DouyinProduct(msgspec.Struct, omit_defaults=True, kw_only=True):
    """A product as it is now."""

    # ours
    unreadable: str | None = None
    shop_id: str | None = None
    # of the product's detail: its properties as one text
    product_format: str | None = None
    # Douyin's
    product_id: Number
    name: str | None = None
    outer_product_id: Number | None = None
    update_time: Number | None = None
    category_detail: CategoryDetail | None = None
