"""TOP's records: only the fields that are asked for, and of those only what is kept.

`buyer_open_uid` and the receiver's names are asked for, used and dropped: before a record is
written they give way to `buyer_hmac` and `receiver_county_code`.
Source: platforms reference, section 1 (trade, order, refund fields). Keep out: their meaning.
"""

from __future__ import annotations

import msgspec

# gc=False: a record is a tree, so the collector need not walk the hundreds of thousands of them
Number = int | str


class TopLine(msgspec.Struct, omit_defaults=True, gc=False):
    """A line ("order" in TOP's words) of a trade. Amounts are yuan texts."""

    oid: Number = ""
    num_iid: Number | None = None
    sku_id: Number | None = None
    outer_iid: str | None = None
    outer_sku_id: str | None = None
    title: str | None = None
    cid: Number | None = None
    price: str | None = None
    num: int | None = None
    total_fee: str | None = None
    discount_fee: str | None = None
    adjust_fee: str | None = None
    divide_order_fee: str | None = None
    part_mjz_discount: str | None = None
    status: str | None = None


class TopLines(msgspec.Struct, omit_defaults=True, gc=False):
    """The inner wrapping of a trade's lines."""

    order: list[TopLine] = msgspec.field(default_factory=list)


class TopTrade(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """A trade. Amounts are yuan texts, times Beijing texts."""

    # ours, never asked for
    shop_id: str | None = None
    receiver_county_code: str | None = None
    buyer_hmac: str | None = None
    unreadable: str | None = None
    # TOP's
    tid: Number
    type: str | None = None
    status: str | None = None
    step_trade_status: str | None = None
    step_paid_fee: str | None = None
    created: str | None = None
    pay_time: str | None = None
    modified: str | None = None
    end_time: str | None = None
    payment: str | None = None
    total_fee: str | None = None
    post_fee: str | None = None
    discount_fee: str | None = None
    platform_subsidy_fee: str | None = None
    orders: TopLines | None = None
    # TOP's, dropped before writing
    buyer_open_uid: str | None = None
    receiver_state: str | None = None
    receiver_city: str | None = None
    receiver_district: str | None = None


class TopRefund(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """A refund. A refund of the whole trade has the trade's id as `oid`."""

    shop_id: str | None = None
    unreadable: str | None = None
    refund_id: Number
    tid: Number | None = None
    oid: Number | None = None
    status: str | None = None
    refund_fee: str | None = None
    created: str | None = None
    modified: str | None = None


class TopItem(msgspec.Struct, kw_only=True, omit_defaults=True, gc=False):
    """An item on sale; `props_name` comes from the detail call only."""

    shop_id: str | None = None
    unreadable: str | None = None
    num_iid: Number
    title: str | None = None
    cid: Number | None = None
    outer_id: str | None = None
    modified: str | None = None
    props_name: str | None = None


_OURS = frozenset({"shop_id", "receiver_county_code", "buyer_hmac", "unreadable"})


def _names(record: type[msgspec.Struct]) -> list[str]:
    return [name for name in record.__struct_fields__ if name not in _OURS]


TRADE_FIELDS = ",".join(
    [name for name in _names(TopTrade) if name != "orders"]
    + [f"orders.{name}" for name in _names(TopLine)]
)
REFUND_FIELDS = ",".join(_names(TopRefund))
ITEM_FIELDS = ",".join(name for name in _names(TopItem) if name != "props_name")
ITEM_DETAIL_FIELDS = "num_iid,props_name"
