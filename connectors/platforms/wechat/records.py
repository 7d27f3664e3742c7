"""WeChat's records: of what comes only the fields that are kept.

No interface takes a list of fields, so everything comes; a field without a name here ends with
the answer's bytes. The buyer's id and the receiver's region are used and dropped.
Source: platforms reference, section 6. Keep out: their meaning.
"""

from __future__ import annotations

import msgspec

#: ids and amounts come as numbers or as texts of numbers
Number = int | str


class WechatAttribute(msgspec.Struct, omit_defaults=True):
    """A property of an item or of a sku."""

    attr_key: str | None = None
    attr_value: str | None = None


class WechatLine(msgspec.Struct, omit_defaults=True):
    """A sku of an order. `real_price` is what the whole line cost after every discount, fen."""

    product_id: Number | None = None
    sku_id: Number = ""
    title: str | None = None
    sku_cnt: Number | None = None
    # another reading of the documents; see README.md
    count: Number | None = None
    sale_price: Number | None = None
    real_price: Number | None = None
    sku_code: str | None = None
    out_sku_id: str | None = None
    sku_attrs: list[WechatAttribute] | None = None
    is_free_gift: int | bool | None = None


class WechatPrice(msgspec.Struct, omit_defaults=True):
    """The amounts of an order, fen. Who bears which discount stands in amounts.py."""

    product_price: Number | None = None
    freight: Number | None = None
    original_order_price: Number | None = None
    order_price: Number | None = None
    merchant_receieve_price: Number | None = None
    is_change_freight: bool | None = None
    change_freight: Number | None = None
    # borne by the seller
    discounted_price: Number | None = None
    deduction_price: Number | None = None
    change_down_price: Number | None = None
    vip_discounted_price: Number | None = None
    bulkbuy_discounted_price: Number | None = None
    limited_discount_discounted_price: Number | None = None
    national_subsidy_merchant_discounted_price: Number | None = None
    platform_activity_merchant_discounted_price: Number | None = None
    # borne by the talent, the platform, the state
    finder_discounted_price: Number | None = None
    cash_coupon_discounted_price: Number | None = None
    national_subsidy_discounted_price: Number | None = None


class WechatPayment(msgspec.Struct, omit_defaults=True):
    """How and when; whether `pay_time` is a payment depends on the method."""

    payment_method: int | None = None
    pay_time: Number | None = None


class WechatReceiver(msgspec.Struct, omit_defaults=True):
    """Of the receiver, only the region's names."""

    province_name: str | None = None
    city_name: str | None = None
    county_name: str | None = None


class WechatDelivery(msgspec.Struct, omit_defaults=True):
    """Of the delivery, only where it goes."""

    address_info: WechatReceiver | None = None


class WechatExtra(msgspec.Struct, omit_defaults=True):
    """Beside buyer's and seller's notes, which are not kept: when the receipt was confirmed."""

    confirm_receipt_time: Number | None = None


class WechatDetail(msgspec.Struct, omit_defaults=True):
    """The inside of an order."""

    product_infos: list[WechatLine] = msgspec.field(default_factory=list)
    price_info: WechatPrice = msgspec.field(default_factory=WechatPrice)
    pay_info: WechatPayment = msgspec.field(default_factory=WechatPayment)
    ext_info: WechatExtra | None = None
    # dropped before writing
    delivery_info: WechatDelivery | None = None


class WechatPresent(msgspec.Struct, omit_defaults=True):
    """A shop's own present to a buyer has been paid by nobody."""

    is_b2c_free_present: bool | None = None


class WechatOrder(msgspec.Struct, omit_defaults=True):
    """An order. Amounts are fen, times Unix seconds (0: none)."""

    # ours, no field of WeChat's
    shop_id: str | None = None
    receiver_county_code: str | None = None
    buyer_hmac: str | None = None
    unreadable: str | None = None
    # WeChat's
    order_id: Number = ""
    status: int | None = None
    create_time: Number | None = None
    update_time: Number | None = None
    order_detail: WechatDetail = msgspec.field(default_factory=WechatDetail)
    order_present_info: WechatPresent | None = None
    # dropped before writing
    openid: str | None = None
    present_giver_openid: str | None = None


class WechatRefundInfo(msgspec.Struct, omit_defaults=True):
    """What goes back to the buyer, fen."""

    amount: Number | None = None


class WechatRefundLine(msgspec.Struct, omit_defaults=True):
    """Which sku of the order an after-sale is about."""

    product_id: Number | None = None
    sku_id: Number | None = None


class WechatRefund(msgspec.Struct, omit_defaults=True):
    """An after-sale order. Times are Unix seconds."""

    shop_id: str | None = None
    unreadable: str | None = None
    after_sale_order_id: Number = ""
    order_id: Number | None = None
    status: str | None = None
    type: str | None = None
    create_time: Number | None = None
    update_time: Number | None = None
    complete_time: Number | None = None
    refund_info: WechatRefundInfo | None = None
    product_info: WechatRefundLine | None = None


class WechatCategory(msgspec.Struct, omit_defaults=True):
    """One step of a category's path."""

    cat_id: Number | None = None


class WechatSku(msgspec.Struct, omit_defaults=True):
    """A sku of an item on sale."""

    sku_id: Number | None = None
    sku_code: str | None = None
    out_sku_id: str | None = None


class WechatItem(msgspec.Struct, omit_defaults=True):
    """An item on sale. Categories go from the root to the leaf."""

    shop_id: str | None = None
    unreadable: str | None = None
    product_id: Number = ""
    title: str | None = None
    spu_code: str | None = None
    attrs: list[WechatAttribute] | None = None
    cats_v2: list[WechatCategory] | None = None
    cats: list[WechatCategory] | None = None
    skus: list[WechatSku] | None = None
    edit_time: Number | None = None
