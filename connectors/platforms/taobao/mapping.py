"""TOP trades, refunds and items to canonical rows. Pure: no network, no clock.

The field-by-field table stands in README.md. Keep out: whether a trade counts (states.py).
"""

from __future__ import annotations

from connectors.core.canonical_rows import ItemRow, LineRow, OrderRow, RefundRow
from connectors.core.cells import (
    optional_fen,
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
from connectors.platforms.taobao.records import TopItem, TopLine, TopRefund, TopTrade
from connectors.platforms.taobao.settings import ORIGIN_PROPERTIES, PLATFORM, REFUND_STATES
from connectors.platforms.taobao.states import standing


def map_trade(trade: TopTrade, harvest: ShopHarvest, *, source: str) -> None:
    """Add an order with its lines to the harvest, or its quarantine row."""
    keep(
        trade,
        harvest,
        Place(PLATFORM, "orders", str(trade.tid), source),
        make=lambda digest: _order_rows(trade, digest),
        doubt=lambda: _order_doubt(trade),
    )


def _order_doubt(trade: TopTrade) -> Doubt:
    amount, freight = readable_fen(trade.payment), readable_fen(trade.post_fee or "0")
    return Doubt(
        None if amount is None or freight is None else amount - freight,
        readable_time(trade.pay_time or trade.created),
        readable_time(trade.modified),
    )


def _order_rows(trade: TopTrade, digest: str) -> RowsByTable:
    sale_state, booked_at = standing(trade)
    freight_fen = optional_fen(trade.post_fee, "post_fee") or 0
    paid_fen = required_fen(trade.payment, "payment") - freight_fen
    if paid_fen < 0:
        raise rejected("negative_amount", "payment is less than post_fee")
    source_lines = trade.orders.order if trade.orders else []
    if not source_lines:
        raise rejected("no_lines", "the trade has no line")
    lines = [_line_row(line, str(trade.tid), digest) for line in source_lines]
    _refuse_wrong_split([line.line_paid_fen for line in lines], paid_fen)
    order = OrderRow(
        platform=PLATFORM,
        shop_id=trade.shop_id,
        order_id=str(trade.tid),
        parent_order_id=None,
        platform_state=trade.status,
        sale_state=sale_state,
        created_at=required_time(trade.created, "created"),
        paid_at=optional_time(trade.pay_time, "pay_time"),
        booked_at=booked_at,
        modified_at=required_time(trade.modified, "modified"),
        goods_fen=required_fen(trade.total_fee, "total_fee"),
        order_discount_fen=optional_fen(trade.discount_fee, "discount_fee"),
        platform_subsidy_fen=optional_fen(trade.platform_subsidy_fee, "platform_subsidy_fee"),
        freight_fen=freight_fen,
        paid_fen=paid_fen,
        # the list tells no receipt; received_payment grows until the trade is finished
        merchant_receipt_fen=None,
        receiver_county_code=trade.receiver_county_code,
        buyer_hmac=trade.buyer_hmac,
        flow=None,
        payload_sha256=digest,
    )
    return {"orders": [order], "lines": lines}


def _line_row(line: TopLine, order_id: str, digest: str) -> LineRow:
    if line.oid == "":
        raise rejected("missing:oid", "a line has no id")
    if line.num is None or line.num <= 0:
        raise rejected("bad_quantity", "a line's num is missing or not positive")
    list_fen = required_fen(line.price, "price") * line.num
    own_total_fen = optional_fen(line.total_fee, "total_fee")
    return LineRow(
        platform=PLATFORM,
        order_id=order_id,
        line_id=str(line.oid),
        item_id=text_cell(line.num_iid),
        sku_id=text_cell(line.sku_id),
        merchant_code=line.outer_sku_id or line.outer_iid or None,
        title=line.title,
        platform_category=text_cell(line.cid),
        # the item's attribute comes with the items, not with the trade
        item_origin_text=None,
        quantity=line.num,
        list_fen=list_fen,
        line_paid_fen=optional_fen(line.divide_order_fee, "divide_order_fee"),
        # nothing to pay before the order's own discounts: a present, not a bargain
        is_gift=(list_fen if own_total_fen is None else own_total_fen) == 0,
        payload_sha256=digest,
    )


def _refuse_wrong_split(parts: list[int | None], paid_fen: int) -> None:
    """What the lines cost after the order's discounts must be the order's goods, to the fen."""
    known = [part for part in parts if part is not None]
    if not known:
        return
    if len(known) < len(parts):
        raise rejected("missing:divide_order_fee", "some lines have no divide_order_fee")
    if sum(known) != paid_fen:
        raise rejected(
            "lines_disagree_with_order",
            f"the lines' divide_order_fee sum to {sum(known)} fen, "
            f"payment less post_fee is {paid_fen} fen",
        )


def map_refund(refund: TopRefund, harvest: ShopHarvest, *, source: str) -> None:
    """Add a refund to the harvest, or its quarantine row."""
    keep(
        refund,
        harvest,
        Place(PLATFORM, "refunds", str(refund.refund_id), source),
        make=lambda digest: {"refunds": [_refund_row(refund, digest)]},
        doubt=lambda: Doubt(
            readable_fen(refund.refund_fee),
            readable_time(refund.created),
            readable_time(refund.modified),
        ),
    )


def _refund_row(refund: TopRefund, digest: str) -> RefundRow:
    state = REFUND_STATES.get(refund.status or "")
    if state is None:
        raise unknown_state("the refund's status is not one of TOP's", refund.status)
    if refund.tid is None:
        raise rejected("missing:tid", "the refund names no trade")
    amount_fen = required_fen(refund.refund_fee, "refund_fee")
    if amount_fen < 0:
        raise rejected("negative_amount", "refund_fee is negative")
    modified_at = required_time(refund.modified, "modified")
    order_id = str(refund.tid)
    line_id = text_cell(refund.oid)
    return RefundRow(
        platform=PLATFORM,
        shop_id=refund.shop_id,
        refund_id=str(refund.refund_id),
        order_id=order_id,
        # a refund of the whole trade carries the trade's own id
        line_id=None if line_id == order_id else line_id,
        refund_state=state,
        amount_fen=amount_fen,
        # SUCCESS is a last state: its change is the moment the money went back
        succeeded_at=modified_at if state == "succeeded" else None,
        modified_at=modified_at,
        payload_sha256=digest,
    )


def map_item(item: TopItem, harvest: ShopHarvest, *, source: str) -> None:
    """Add an item to the harvest, or its quarantine row."""
    keep(
        item,
        harvest,
        Place(PLATFORM, "items", str(item.num_iid), source),
        make=lambda digest: {"items": [_item_row(item, digest)]},
        doubt=lambda: Doubt(None, None, None),
    )


def _item_row(item: TopItem, digest: str) -> ItemRow:
    return ItemRow(
        platform=PLATFORM,
        shop_id=item.shop_id,
        item_id=str(item.num_iid),
        merchant_code=item.outer_id or None,
        title=item.title,
        platform_category=text_cell(item.cid),
        item_origin_text=origin_text(item.props_name or ""),
        modified_at=optional_time(item.modified, "modified"),
        payload_sha256=digest,
    )


def origin_text(props_name: str) -> str | None:
    """The item's 产地 as the seller chose it, from `pid:vid:name:value;…`; null where none."""
    for part in props_name.split(";"):
        pieces = part.split(":", 3)
        if len(pieces) == 4 and pieces[2] in ORIGIN_PROPERTIES and pieces[3].strip():
            return pieces[3].strip()
    return None
