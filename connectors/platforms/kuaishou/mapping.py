"""Kuaishou orders, refunds and items to canonical rows. Pure: no network, no clock.

The field-by-field table stands in README.md. Keep out: whether an order counts (states.py), what
the buyer paid for it (amounts.py).
"""

from __future__ import annotations

from datetime import datetime

from connectors.core.canonical_rows import ItemRow, LineRow, OrderRow, RefundRow
from connectors.core.cells import fen_cell, optional_fen_cell, rejected, text_cell, unknown_state
from connectors.core.errors import RecordRejected
from connectors.core.keeping import Doubt, Place, RowsByTable, keep
from connectors.core.pulls import ShopHarvest
from connectors.platforms.kuaishou.amounts import order_amounts, readable_paid_fen
from connectors.platforms.kuaishou.moments import (
    optional_moment,
    readable_moment,
    required_moment,
)
from connectors.platforms.kuaishou.records import KsItem, KsLine, KsOrder, KsRefund
from connectors.platforms.kuaishou.settings import (
    EXCHANGE,
    ORIGIN_PROPERTIES,
    PENDING_REFUNDS,
    PLATFORM,
    REFUND_CLOSED,
    REFUND_SUCCEEDED,
)
from connectors.platforms.kuaishou.states import standing


def map_order(order: KsOrder, harvest: ShopHarvest, *, source: str) -> None:
    """Add an order with its line to the harvest, or its quarantine row."""
    base = order.order_base_info
    keep(
        order,
        harvest,
        Place(PLATFORM, "orders", str(base.oid), source),
        make=lambda digest: _order_rows(order, digest),
        doubt=lambda: Doubt(
            readable_paid_fen(order),
            readable_moment(base.pay_time) or readable_moment(base.create_time),
            readable_moment(base.update_time),
        ),
    )


def _order_rows(order: KsOrder, digest: str) -> RowsByTable:
    base, line = order.order_base_info, order.order_item_info
    sale_state, booked_at = standing(base)
    if line is None:
        raise rejected("no_lines", "the order has no orderItemInfo")
    amounts = order_amounts(base, line)
    row = OrderRow(
        platform=PLATFORM,
        shop_id=order.shop_id,
        order_id=str(base.oid),
        parent_order_id=None,
        platform_state=str(base.status),
        sale_state=sale_state,
        created_at=required_moment(base.create_time, "createTime"),
        paid_at=optional_moment(base.pay_time, "payTime"),
        booked_at=booked_at,
        modified_at=required_moment(base.update_time, "updateTime"),
        goods_fen=amounts.goods_fen,
        order_discount_fen=amounts.seller_discount_fen,
        platform_subsidy_fen=amounts.platform_subsidy_fen,
        freight_fen=amounts.freight_fen,
        paid_fen=amounts.paid_fen,
        # the list tells no receipt: commission and talents' shares come with the settlement
        merchant_receipt_fen=None,
        receiver_county_code=order.receiver_county_code,
        buyer_hmac=order.buyer_hmac,
        flow=None,
        payload_sha256=digest,
    )
    return {"orders": [row], "lines": [_line_row(line, row, digest)]}


def _line_row(line: KsLine, order: OrderRow, digest: str) -> LineRow:
    item_id = text_cell(line.item_id)
    sku_id = _id(line.sku_id)
    category = line.item_extra.category_info if line.item_extra else None
    return LineRow(
        platform=PLATFORM,
        order_id=order.order_id,
        # no ids of lines: an order has one item, and a refund names its sku
        line_id=sku_id or item_id or order.order_id,
        item_id=item_id,
        sku_id=sku_id,
        merchant_code=line.sku_nick or None,
        title=line.item_title,
        platform_category=text_cell(category.item_cid) if category else None,
        # the item's attribute comes with the items, not with the order
        item_origin_text=None,
        quantity=line.num or 0,
        list_fen=order.goods_fen,
        # one item: what the order cost, it cost
        line_paid_fen=order.paid_fen,
        is_gift=order.goods_fen == 0,
        payload_sha256=digest,
    )


def map_refund(refund: KsRefund, harvest: ShopHarvest, *, source: str) -> None:
    """Add a refund to the harvest, or its quarantine row."""
    keep(
        refund,
        harvest,
        Place(PLATFORM, "refunds", str(refund.refund_id), source),
        make=lambda digest: {"refunds": [_refund_row(refund, digest)]},
        doubt=lambda: Doubt(
            _readable_refund_fen(refund),
            readable_moment(refund.create_time),
            readable_moment(refund.update_time),
        ),
    )


def _refund_row(refund: KsRefund, digest: str) -> RefundRow:
    state = _refund_state(refund)
    if not refund.oid:
        raise rejected("missing:oid", "the refund names no order")
    amount_fen = fen_cell(refund.refund_fee, "refundFee")
    if amount_fen < 0:
        raise rejected("negative_amount", "refundFee is negative")
    modified_at = required_moment(refund.update_time, "updateTime")
    return RefundRow(
        platform=PLATFORM,
        shop_id=refund.shop_id,
        refund_id=str(refund.refund_id),
        order_id=str(refund.oid),
        line_id=_id(refund.sku_id),
        refund_state=state,
        amount_fen=amount_fen,
        succeeded_at=_ended_at(refund, modified_at) if state == "succeeded" else None,
        modified_at=modified_at,
        payload_sha256=digest,
    )


def _refund_state(refund: KsRefund) -> str:
    """An exchange gives no money back, whatever its status: it closes what may have stood open."""
    if refund.handling_way == EXCHANGE:
        return "closed"
    if refund.status == REFUND_SUCCEEDED:
        return "succeeded"
    if refund.status == REFUND_CLOSED:
        return "closed"
    if refund.status not in PENDING_REFUNDS:
        raise unknown_state("the refund's status is not one of Kuaishou's", refund.status)
    return "pending"


def _ended_at(refund: KsRefund, modified_at: datetime) -> datetime:
    """`endTime` where it is no deadline ahead, else the change to the last state."""
    ended_at = optional_moment(refund.end_time, "endTime")
    return ended_at if ended_at is not None and ended_at <= modified_at else modified_at


def map_item(item: KsItem, harvest: ShopHarvest, *, source: str) -> None:
    """Add an item to the harvest, or its quarantine row."""
    keep(
        item,
        harvest,
        Place(PLATFORM, "items", str(item.kwai_item_id), source),
        make=lambda digest: {"items": [_item_row(item, digest)]},
        doubt=lambda: Doubt(None, None, None),
    )


def _item_row(item: KsItem, digest: str) -> ItemRow:
    codes = {sku.sku_nick or "" for sku in item.sku_list}
    return ItemRow(
        platform=PLATFORM,
        shop_id=item.shop_id,
        item_id=str(item.kwai_item_id),
        # only skus have codes: one that all of them share is the item's
        merchant_code=(codes.pop() or None) if len(codes) == 1 else None,
        title=item.title,
        platform_category=text_cell(item.category_id),
        item_origin_text=origin_text(item),
        modified_at=optional_moment(item.update_time, "updateTime"),
        payload_sha256=digest,
    )


def origin_text(item: KsItem) -> str | None:
    """The item's 产地 as the seller chose or typed it; null where none."""
    for prop in item.item_prop_values:
        chosen = prop.radio_prop_value.prop_value if prop.radio_prop_value else None
        value = (chosen or prop.text_prop_value or "").strip()
        if prop.prop_name in ORIGIN_PROPERTIES and value:
            return value
    return None


def _id(value: int | str | None) -> str | None:
    """An id as text; 0 is none."""
    return None if value in (0, "0") else text_cell(value)


def _readable_refund_fen(refund: KsRefund) -> int | None:
    try:
        return optional_fen_cell(refund.refund_fee, "refundFee")
    except RecordRejected:
        return None
