"""JD's records: only the fields that are asked for, and of those only what is kept.

`pin` and the receiver's region are asked for, used and dropped. `consigneeInfo` can only be had
whole; its name, address and telephone have no field here, so they end with the answer's bytes.
Source: platforms reference, section 2 (Order, after-sale). Keep out: their meaning.
"""

from __future__ import annotations

import msgspec

Number = int | str


class JdLine(msgspec.Struct, omit_defaults=True, rename="camel"):
    """A sku of an order. JD has no line ids: sku and position stand for one."""

    sku_id: Number = ""
    ware_id: Number | None = None
    outer_sku_id: str | None = None
    product_no: str | None = None
    sku_name: str | None = None
    jd_price: str | None = None
    item_total: Number | None = None


class JdCoupon(msgspec.Struct, omit_defaults=True, rename="camel"):
    """A discount; a blank sku means the whole order."""

    sku_id: Number | None = None
    coupon_type: str | None = None
    coupon_price: str | None = None


class JdConsignee(msgspec.Struct, omit_defaults=True):
    """Of the receiver, only the region's names."""

    province: str | None = None
    city: str | None = None
    county: str | None = None


class JdOrder(msgspec.Struct, kw_only=True, omit_defaults=True, rename="camel"):
    """An order. Amounts are yuan texts, times Beijing texts."""

    # ours, never asked for
    shop_id: str | None = None
    receiver_county_code: str | None = None
    buyer_hmac: str | None = None
    unreadable: str | None = None
    # JD's; without its number a record can't be told from others and is quarantined
    order_id: Number
    parent_order_id: Number | None = None
    order_type: Number | None = None
    order_state: str | None = None
    order_start_time: str | None = None
    payment_confirm_time: str | None = None
    order_end_time: str | None = None
    modified: str | None = None
    pay_type: str | None = None
    order_total_price: str | None = None
    order_seller_price: str | None = None
    order_payment: str | None = None
    freight_price: str | None = None
    seller_discount: str | None = None
    balance_used: str | None = None
    item_info_list: list[JdLine] = msgspec.field(default_factory=list)
    coupon_detail_list: list[JdCoupon] = msgspec.field(default_factory=list)
    # JD's, dropped before writing
    pin: str | None = None
    consignee_info: JdConsignee | None = None


class JdServiceBill(msgspec.Struct, omit_defaults=True, rename="camel"):
    """Which service bill of which order."""

    service_id: Number | None = None
    order_id: Number | None = None


class JdBill(msgspec.Struct, kw_only=True, omit_defaults=True, rename="camel"):
    """An after-sale service bill with its refund; the amounts come from a call of their own."""

    shop_id: str | None = None
    unreadable: str | None = None
    actual_amount: str | None = None
    expected_amount: str | None = None
    # JD's
    afs_refund_id: Number
    same_order_service_bill: JdServiceBill | None = None
    status: int | None = None
    apply_time: str | None = None
    approve_time: str | None = None
    complete_time: str | None = None


class JdProperty(msgspec.Struct, omit_defaults=True, rename="camel"):
    """An attribute that a seller filled in: its number, and the numbers or texts of its values."""

    attr_id: Number = ""
    attr_values: list[Number] | None = None


class JdWare(msgspec.Struct, kw_only=True, omit_defaults=True, rename="camel"):
    """An item of a shop. `modified` is in milliseconds; of an attribute only numbers are told."""

    # ours, never asked for
    shop_id: str | None = None
    origin_text: str | None = None
    unreadable: str | None = None
    # JD's
    ware_id: Number
    title: str | None = None
    category_id: int | None = None
    # the category of the last level, where the item has been given one
    multi_category_id: int | None = None
    outer_id: str | None = None
    item_num: str | None = None
    modified: int | None = None
    props: list[JdProperty] | None = None
    multi_cate_props: list[JdProperty] | None = None


class JdAttributeValue(msgspec.Struct):
    """One of the values that a seller may choose for an attribute."""

    id: Number
    name: str = ""


class JdAttribute(msgspec.Struct, rename="camel"):
    """An attribute of a category; one that the seller types in has no values to choose from."""

    id: Number
    name: str = ""
    attr_value_list: list[JdAttributeValue] | None = None


_OURS = frozenset({"shop_id", "receiver_county_code", "buyer_hmac", "origin_text", "unreadable"})


def _names(record: type[msgspec.Struct]) -> str:
    fields = msgspec.structs.fields(record)
    return ",".join(field.encode_name for field in fields if field.name not in _OURS)


ORDER_FIELDS = _names(JdOrder)
WARE_FIELDS = _names(JdWare)
