"""Suning orders, refunds and items to canonical rows. Pure: no network, no clock.

The field-by-field table stands in README.md. Keep out: whether an order counts (states.py), what
the buyer paid for it (amounts.py).
"""

from __future__ import annotations

import re
from datetime import datetime

from connectors.core.canonical_rows import ItemRow, LineRow, OrderRow, RefundRow
from connectors.core.cells import (
    optional_time,
    readable_fen,
    readable_time,
    rejected,
    required_fen,
    required_time,
    text_cell,
    unknown_state,
)
from connectors.core.keeping import Doubt, Place, RowsByTable, keep
from connectors.core.pulls import ShopHarvest
from connectors.platforms.suning.amounts import (
    LineAmounts,
    line_amounts,
    order_amounts,
    readable_paid_fen,
)
from connectors.platforms.suning.records import (
    SuningItem,
    SuningLine,
    SuningOrder,
    SuningRefund,
    members,
)
from connectors.platforms.suning.settings import (
    DECIMALS,
    ORIGIN_PARAMETERS,
    PLATFORM,
    REFUND_STATES,
)
from connectors.platforms.suning.states import standing

#: "3.00000" pieces
_PIECES = re.compile(r"([0-9]{1,9})(?:\.0{1,5})?")


def map_order(order: SuningOrder, harvest: ShopHarvest, *, source: str) -> None:
    """Add an order with its lines to the harvest, or its quarantine row."""
    keep(
        order,
        harvest,
        Place(PLATFORM, "orders", str(order.order_code), source),
        make=lambda digest: _order_rows(order, digest),
        doubt=lambda: _order_doubt(order),
    )


def changed_at(order: SuningOrder) -> datetime | None:
    """The last change of any line's state; null where the answer tells none (lists by creation)."""
    moments = (
        readable_time(line.order_line_status_change_time) for line in members(order.order_detail)
    )
    return max((moment for moment in moments if moment is not None), default=None)


def last_known_at(order: SuningOrder) -> datetime | None:
    """The last moment of which the order's own fields tell, for lists without times of change.

    A version that was listed by its change is never older than this one: its time stands above
    placing, payment and delivery.
    """
    texts = [order.order_time, order.order_sale_time]
    texts += [line.delivery_time for line in members(order.order_detail)]
    known = [moment for moment in map(readable_time, texts) if moment is not None]
    return changed_at(order) or max(known, default=None)


def _order_doubt(order: SuningOrder) -> Doubt:
    return Doubt(
        readable_paid_fen(order),
        readable_time(order.order_sale_time) or readable_time(order.order_time),
        last_known_at(order),
    )


def _order_rows(order: SuningOrder, digest: str) -> RowsByTable:
    sale_state, booked_at = standing(order)
    source_lines = members(order.order_detail)
    if not source_lines:
        raise rejected("no_lines", "the order has no line")
    amounts = [line_amounts(line) for line in source_lines]
    total = order_amounts(amounts, order.count_money)
    order_id = str(order.order_code)
    created_at = required_time(order.order_time, "orderTime")
    row = OrderRow(
        platform=PLATFORM,
        shop_id=order.shop_id,
        order_id=order_id,
        parent_order_id=None,
        platform_state=str(order.order_total_status),
        sale_state=sale_state,
        created_at=created_at,
        paid_at=optional_time(order.order_sale_time, "orderSaleTime"),
        booked_at=booked_at,
        modified_at=last_known_at(order) or created_at,
        goods_fen=total.goods_fen,
        order_discount_fen=total.discount_fen,
        platform_subsidy_fen=total.platform_subsidy_fen,
        freight_fen=total.freight_fen,
        paid_fen=total.paid_fen,
        # settlement stands in Suning's bills, not in its orders
        merchant_receipt_fen=None,
        receiver_county_code=order.receiver_county_code,
        buyer_hmac=order.buyer_hmac,
        flow=None,
        payload_sha256=digest,
    )
    lines = [
        _line_row(line, money, order_id, digest)
        for line, money in zip(source_lines, amounts, strict=True)
    ]
    return {"orders": [row], "lines": lines}


def _line_row(line: SuningLine, money: LineAmounts, order_id: str, digest: str) -> LineRow:
    if line.order_line_number == "":
        raise rejected("missing:orderLineNumber", "a line has no number")
    return LineRow(
        platform=PLATFORM,
        order_id=order_id,
        line_id=str(line.order_line_number),
        # the code of what was bought: a child item has one of its own
        item_id=text_cell(line.product_code),
        sku_id=text_cell(line.product_code),
        merchant_code=line.item_code or None,
        title=line.product_name,
        # category and 产地 come with the items
        platform_category=None,
        item_origin_text=None,
        quantity=_pieces(line),
        list_fen=money.list_fen,
        line_paid_fen=money.paid_fen,
        # nothing to pay before any coupon: a present, not a bargain
        is_gift=money.list_fen == 0,
        payload_sha256=digest,
    )


def _pieces(line: SuningLine) -> int:
    match = _PIECES.fullmatch(str(line.sale_num or ""))
    if match is None or int(match.group(1)) == 0:
        raise rejected("bad_quantity", "a line's saleNum is not a whole number of pieces")
    return int(match.group(1))


def map_refund(refund: SuningRefund, harvest: ShopHarvest, *, source: str) -> None:
    """Add a refund to the harvest, or its quarantine row."""
    keep(
        refund,
        harvest,
        Place(PLATFORM, "refunds", str(refund.return_apply_id), source),
        make=lambda digest: {"refunds": [_refund_row(refund, digest)]},
        doubt=lambda: Doubt(
            readable_fen(refund.return_money, decimals=DECIMALS),
            readable_time(refund.apply_time),
            readable_time(refund.operate_time),
        ),
    )


def _refund_row(refund: SuningRefund, digest: str) -> RefundRow:
    state = REFUND_STATES.get(str(refund.return_status_value or ""))
    if state is None:
        raise unknown_state("returnStatusValue is not one of Suning's", refund.return_status_value)
    order_id = text_cell(refund.order_no)
    if order_id is None:
        raise rejected("missing:orderNo", "the refund names no order")
    amount_fen = required_fen(refund.return_money, "returnMoney", decimals=DECIMALS)
    if amount_fen < 0:
        raise rejected("negative_amount", "returnMoney is negative")
    modified_at = required_time(refund.operate_time, "operateTime")
    return RefundRow(
        platform=PLATFORM,
        shop_id=refund.shop_id,
        refund_id=str(refund.return_apply_id),
        order_id=order_id,
        line_id=text_cell(refund.order_line_number),
        refund_state=state,
        amount_fen=amount_fen,
        # success is a last state: its change is the moment the money went back
        succeeded_at=modified_at if state == "succeeded" else None,
        modified_at=modified_at,
        payload_sha256=digest,
    )


def map_item(item: SuningItem, harvest: ShopHarvest, *, source: str) -> None:
    """Add an item to the harvest, or its quarantine row.

    Orders name the code of the child that was bought, so every child is a row, with the category
    and the 产地 of its item; an item without children is the row itself.
    """
    keep(
        item,
        harvest,
        Place(PLATFORM, "items", str(item.product_code), source),
        make=lambda digest: {"items": _item_rows(item, digest)},
        doubt=lambda: Doubt(None, None, None),
    )


def _item_rows(item: SuningItem, digest: str) -> list[ItemRow]:
    own = (text_cell(item.product_code), item.item_code)
    bought = [(text_cell(c.product_code), c.item_code) for c in members(item.child_item)] or [own]
    if any(code is None for code, _ in bought):
        raise rejected("missing:productCode", "a child of the item has no code")
    return [
        ItemRow(
            platform=PLATFORM,
            shop_id=item.shop_id,
            item_id=str(code),
            merchant_code=merchant_code or None,
            title=item.product_name,
            platform_category=item.category_code or None,
            item_origin_text=_origin(item),
            modified_at=optional_time(item.edit_time, "editTime"),
            payload_sha256=digest,
        )
        for code, merchant_code in bought
    ]


def _origin(item: SuningItem) -> str | None:
    """The item's 产地 as the seller filled it in; null where none."""
    for parameter in members(item.pars):
        if parameter.par_name in ORIGIN_PARAMETERS and (parameter.par_value or "").strip():
            return (parameter.par_value or "").strip()
    return None
