"""Kuaishou's records: of each part of an answer only the fields kept.

An order has one item: what is bought together becomes several orders. Presents hang below it as
sub-orders without money and are not read. `buyerOpenId` and the receiver's region are used and
dropped before a record is written; the receiver's name, number and address have no field here.
Source: platforms reference, section 7 (order and refund fields). Keep out: their meaning.
"""

from __future__ import annotations

import msgspec

Number = int | str


class KsOrderBase(msgspec.Struct, omit_defaults=True, rename="camel"):
    """`orderBaseInfo`. Amounts are fen, times Unix milliseconds, 0 is no time."""

    oid: Number
    unreadable: str | None = None
    status: int | None = None
    activity_type: int | None = None
    pay_type: int | None = None
    cps_type: int | None = None
    create_time: Number | None = None
    pay_time: Number | None = None
    send_time: Number | None = None
    recv_time: Number | None = None
    update_time: Number | None = None
    total_fee: Number | None = None
    discount_fee: Number | None = None
    express_fee: Number | None = None
    pay_channel_discount: Number | None = None
    government_discount: Number | None = None
    trade_in_pay_after_promo_amount: Number | None = None
    # used, then dropped
    buyer_open_id: str | None = None


class KsCategory(msgspec.Struct, omit_defaults=True, rename="camel"):
    """`categoryInfo` of an item."""

    item_cid: Number | None = None
    category_name: str | None = None


class KsItemExtra(msgspec.Struct, omit_defaults=True, rename="camel"):
    """`itemExtra` of an item."""

    category_info: KsCategory | None = None


class KsLine(msgspec.Struct, omit_defaults=True, rename="camel"):
    """`orderItemInfo`. `price` is what one piece cost, `originalPrice` what it cost before."""

    item_id: Number
    unreadable: str | None = None
    sku_id: Number | None = None
    sku_nick: str | None = None
    item_title: str | None = None
    item_extra: KsItemExtra | None = None
    num: int | None = None
    price: Number | None = None
    original_price: Number | None = None


class KsAddress(msgspec.Struct):
    """Of `orderAddress`, only the region's names; dropped before writing."""

    province: str | None = None
    city: str | None = None
    district: str | None = None


class KsOrder(msgspec.Struct, omit_defaults=True, rename="camel"):
    """An order: its parts, each read by itself so that one bad field leaves the others."""

    order_base_info: KsOrderBase
    order_item_info: KsLine | None = None
    # ours
    shop_id: str | None = None
    receiver_county_code: str | None = None
    buyer_hmac: str | None = None
    # used, then dropped
    order_address: KsAddress | None = None

    @property
    def unreadable(self) -> str | None:
        """The first field of another type than the platform states."""
        line = self.order_item_info
        return self.order_base_info.unreadable or (line.unreadable if line else None)


class KsRefund(msgspec.Struct, omit_defaults=True, rename="camel"):
    """A refund of `refundOrderInfoList`."""

    refund_id: Number
    unreadable: str | None = None
    shop_id: str | None = None
    oid: Number | None = None
    sku_id: Number | None = None
    status: int | None = None
    handling_way: int | None = None
    refund_fee: Number | None = None
    create_time: Number | None = None
    end_time: Number | None = None
    update_time: Number | None = None


class KsPropertyValue(msgspec.Struct, omit_defaults=True, rename="camel"):
    """A chosen value of an item's property."""

    prop_value: str | None = None


class KsProperty(msgspec.Struct, omit_defaults=True, rename="camel"):
    """A property of an item: chosen from a list, or typed."""

    prop_name: str | None = None
    radio_prop_value: KsPropertyValue | None = None
    text_prop_value: str | None = None


class KsSku(msgspec.Struct, omit_defaults=True, rename="camel"):
    """One way to buy an item; `skuNick` is the seller's own code."""

    sku_nick: str | None = None


class KsItem(msgspec.Struct, omit_defaults=True, rename="camel"):
    """An item; `itemPropValues` comes with its detail only."""

    kwai_item_id: Number
    unreadable: str | None = None
    shop_id: str | None = None
    title: str | None = None
    category_id: Number | None = None
    update_time: Number | None = None
    sku_list: list[KsSku] = msgspec.field(default_factory=list)
    item_prop_values: list[KsProperty] = msgspec.field(default_factory=list)
