"""Pinduoduo's records: of all that an answer holds, only the fields that are kept.

The interfaces can't be asked for some fields only. What has no field here (names, telephones,
addresses, memos, masked or not) ends with the answer's bytes. The receiver's region is used and
dropped. Orders' amounts are JSON numbers in yuan: Decimal takes them digit by digit. A record
without its id can't be read (salvage.py).
Source: platforms reference, section 4 (Order, Refund). Keep out: their meaning.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

Number = int | str
Yuan = Decimal | None


class PddLine(msgspec.Struct, omit_defaults=True):
    """One sku of an order. There are no ids of lines, and no paid amount of a line."""

    goods_id: Number | None = None
    sku_id: Number | None = None
    outer_id: str | None = None
    outer_goods_id: str | None = None
    goods_name: str | None = None
    goods_price: Yuan = None
    goods_count: Number | None = None


class PddGift(PddLine, omit_defaults=True):
    """A gift beside an order; `order_sn` names an order of its own where it has one."""

    order_sn: str | None = None


class PddStep(msgspec.Struct, omit_defaults=True):
    """How far a pre-sale has been paid."""

    step_trade_status: int | None = None


class PddServiceFee(msgspec.Struct, omit_defaults=True):
    """Something beside the goods that the buyer paid for: installation, express delivery."""

    service_fee: Yuan = None


class PddOrder(msgspec.Struct, omit_defaults=True, kw_only=True):
    """An order. Amounts are yuan, times Beijing texts, "" for none."""

    # ours, in no answer
    shop_id: str | None = None
    receiver_county_code: str | None = None
    unreadable: str | None = None
    # Pinduoduo's
    order_sn: Number
    confirm_status: int | None = None
    group_status: int | None = None
    order_status: int | None = None
    refund_status: int | None = None
    after_sales_status: int | None = None
    trade_type: int | None = None
    step_order_info: PddStep | None = None
    duoduo_wholesale: int | None = None
    ship_additional_origin_order: str | None = None
    created_time: str | None = None
    pay_time: str | None = None
    confirm_time: str | None = None
    updated_at: str | None = None
    goods_amount: Yuan = None
    order_change_amount: Yuan = None
    discount_amount: Yuan = None
    platform_discount: Yuan = None
    seller_discount: Yuan = None
    capital_free_discount: Yuan = None
    duo_duo_pay_reduction: Yuan = None
    trade_in_national_subsidy_amount: Yuan = None
    trade_in_national_subsidy_amount_type: int | None = None
    postage: Yuan = None
    service_fee_detail: list[PddServiceFee] | None = None
    pay_amount: Yuan = None
    cat_id_1: Number | None = None
    cat_id_2: Number | None = None
    cat_id_3: Number | None = None
    cat_id_4: Number | None = None
    item_list: list[PddLine] | None = None
    gift_list: list[PddGift] | None = None
    # Pinduoduo's, dropped before writing
    province: str | None = None
    city: str | None = None
    town: str | None = None


class PddRefund(msgspec.Struct, omit_defaults=True, kw_only=True):
    """An after-sale record. Its amounts are texts."""

    shop_id: str | None = None
    unreadable: str | None = None
    id: Number
    order_sn: Number | None = None
    after_sales_status: int | None = None
    after_sales_type: int | None = None
    refund_amount: str | None = None
    created_time: str | None = None
    updated_time: str | None = None


class PddSku(msgspec.Struct, omit_defaults=True):
    """A way to buy goods."""

    outer_id: str | None = None


class PddGoods(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Goods on offer; the last three fields come from the detail and the category's rule."""

    shop_id: str | None = None
    unreadable: str | None = None
    goods_id: Number
    goods_name: str | None = None
    sku_list: list[PddSku] | None = None
    cat_id: Number | None = None
    outer_goods_id: str | None = None
    origin_text: str | None = None


class PddProperty(msgspec.Struct):
    """A property of goods: the number of its name, and its value."""

    ref_pid: Number | None = None
    vvalue: str | None = None


class PddGoodsDetail(msgspec.Struct):
    """What only the detail of goods tells."""

    cat_id: Number | None = None
    outer_goods_id: str | None = None
    goods_property_list: list[PddProperty] | None = None


class PddPropertyName(msgspec.Struct):
    """What a property's number stands for in one category."""

    ref_pid: Number | None = None
    name: str | None = None
