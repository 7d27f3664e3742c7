"""Suning's records: of all that an answer holds, only the fields that are kept.

The interfaces know no projection: whole orders come. `userName` and the receiver's region are used
and dropped; names, addresses and telephones have no field here and end with the answer's bytes.
A list of one may come as the one alone: Suning makes its JSON out of XML.
Source: platforms reference, section 3 (Order); the official page of a single refund. Keep out:
their meaning.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

Number = int | str
One = TypeVar("One")


class SuningPayment(msgspec.Struct, omit_defaults=True):
    """One means of payment of a line, coupons included."""

    paycode: Number | None = None
    banktypecode: Number | None = None
    payamount: str | None = None


class SuningLine(msgspec.Struct, omit_defaults=True, rename="camel"):
    """A line of an order. Amounts are yuan texts of five decimals, "" for none."""

    order_line_number: Number = ""
    product_code: Number | None = None
    product_name: str | None = None
    item_code: str | None = None
    sale_num: Number | None = None
    pay_amount: str | None = None
    coupontotal_money: str | None = None
    vouchertotal_money: str | None = None
    transport_fee: str | None = None
    order_line_status: Number | None = None
    return_order_flag: Number | None = None
    reservestatus: Number | None = None
    delivery_time: str | None = None
    order_line_status_change_time: str | None = None
    payment_list: list[SuningPayment] | SuningPayment | None = None


class SuningOrder(msgspec.Struct, kw_only=True, omit_defaults=True, rename="camel"):
    """An order. Times are Beijing texts."""

    # ours
    shop_id: str | None = msgspec.field(default=None, name="shop_id")
    receiver_county_code: str | None = msgspec.field(default=None, name="receiver_county_code")
    buyer_hmac: str | None = msgspec.field(default=None, name="buyer_hmac")
    unreadable: str | None = msgspec.field(default=None, name="unreadable")
    # Suning's
    order_code: Number
    order_total_status: Number | None = None
    order_time: str | None = None
    order_sale_time: str | None = None
    count_money: str | None = None
    order_detail: list[SuningLine] | SuningLine | None = None
    # Suning's, dropped before writing
    user_name: str | None = None
    province_name: str | None = None
    city_name: str | None = None
    district_name: str | None = None


class SuningRefund(msgspec.Struct, omit_defaults=True, rename="camel"):
    """A refund of one line."""

    shop_id: str | None = msgspec.field(default=None, name="shop_id")
    unreadable: str | None = msgspec.field(default=None, name="unreadable")
    return_apply_id: Number = ""
    order_no: Number | None = None
    order_line_number: Number | None = None
    return_status_value: Number | None = None
    return_money: str | None = None
    apply_time: str | None = None
    operate_time: str | None = None


class SuningParameter(msgspec.Struct, omit_defaults=True, rename="camel"):
    """One parameter of an item, as the seller filled it in."""

    par_name: str | None = None
    par_value: str | None = None


class SuningChild(msgspec.Struct, omit_defaults=True, rename="camel"):
    """One way to buy an item, with a code of its own."""

    product_code: Number | None = None
    item_code: str | None = None


class SuningItem(msgspec.Struct, omit_defaults=True, rename="camel"):
    """An item of the shop; parameters and children come from the detail call only."""

    shop_id: str | None = msgspec.field(default=None, name="shop_id")
    unreadable: str | None = msgspec.field(default=None, name="unreadable")
    product_code: Number = ""
    product_name: str | None = None
    item_code: str | None = None
    category_code: str | None = None
    edit_time: str | None = None
    pars: list[SuningParameter] | SuningParameter | None = None
    child_item: list[SuningChild] | SuningChild | None = None


def members(value: list[One] | One | None) -> list[One]:
    """The members of a list that may have come as its one member alone, or not at all."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
