"""TOP trades, refunds and items to canonical rows. Pure: no network, no clock.

The field-by-field table stands in README.md. Keep out: whether a trade counts (states.py).
"""

from __future__ import annotations

import msgspec

from connectors.core.cells import (
    optional_fen,
    optional_time,
    readable_fen,
    readable_time,
    rejected,
    required_fen,
    required_time,
)
from connectors.core.errors import RecordRejected
from connectors.core.privacy import payload_sha256
from connectors.core.pulls import ShopHarvest
from connectors.platforms.taobao.records import TopItem, TopLine, TopRefund, TopTrade
from connectors.platforms.taobao.settings import ORIGIN_PROPERTIES, PLATFORM, REFUND_STATES
from connectors.platforms.taobao.states import standing

_ENCODER = msgspec.json.Encoder()
Row = tuple[object, ...]


def map_trade(trade: TopTrade, harvest: ShopHarvest, *, source: str) -> None:
    """Add an order with its lines to the harvest, or its quarantine row.

    `trade` must already be without personal data: it is what is written to the raw file.
    """
    payload = _ENCODER.encode(trade)
    digest = payload_sha256(payload)
    harvest.raw.append(payload)
    try:
        _refuse_unreadable(trade.unreadable)
        order, lines = _order_rows(trade, digest)
    except RecordRejected as reject:
        amount, freight = readable_fen(trade.payment), readable_fen(trade.post_fee or "0")
        harvest.rows["quarantine"].append(
            (
                PLATFORM,
                "orders",
                str(trade.tid),
                reject.reason,
                source,
                None if amount is None or freight is None else amount - freight,
                readable_time(trade.pay_time or trade.created),
                readable_time(trade.modified),
                digest,
            )
        )
        return
    harvest.rows["orders"].append(order)
    harvest.rows["lines"] += lines


def _order_rows(trade: TopTrade, digest: str) -> tuple[Row, list[Row]]:
    sale_state, booked_at = standing(trade)
    freight_fen = optional_fen(trade.post_fee, "post_fee") or 0
    paid_fen = required_fen(trade.payment, "payment") - freight_fen
    if paid_fen < 0:
        raise rejected("negative_amount", "payment is less than post_fee")
    source_lines = trade.orders.order if trade.orders else []
    if not source_lines:
        raise rejected("no_lines", "the trade has no line")
    lines = [_line_row(line, str(trade.tid), digest) for line in source_lines]
    _refuse_wrong_split(
        [optional_fen(line.divide_order_fee, "divide_order_fee") for line in source_lines], paid_fen
    )
    order = (
        PLATFORM,
        trade.shop_id,
        str(trade.tid),
        None,
        trade.status,
        sale_state,
        required_time(trade.created, "created"),
        optional_time(trade.pay_time, "pay_time"),
        booked_at,
        required_time(trade.modified, "modified"),
        required_fen(trade.total_fee, "total_fee"),
        optional_fen(trade.discount_fee, "discount_fee"),
        optional_fen(trade.platform_subsidy_fee, "platform_subsidy_fee"),
        freight_fen,
        paid_fen,
        # the list tells no receipt; received_payment grows until the trade is finished
        None,
        trade.receiver_county_code,
        trade.buyer_hmac,
        None,
        digest,
    )
    return order, lines


def _line_row(line: TopLine, order_id: str, digest: str) -> Row:
    if line.oid == "":
        raise rejected("missing:oid", "a line has no id")
    if line.num is None or line.num <= 0:
        raise rejected("bad_quantity", "a line's num is missing or not positive")
    list_fen = required_fen(line.price, "price") * line.num
    own_total_fen = optional_fen(line.total_fee, "total_fee")
    return (
        PLATFORM,
        order_id,
        str(line.oid),
        _text(line.num_iid),
        _text(line.sku_id),
        line.outer_sku_id or line.outer_iid or None,
        line.title,
        _text(line.cid),
        # the item's attribute comes with the items, not with the trade
        None,
        line.num,
        list_fen,
        optional_fen(line.divide_order_fee, "divide_order_fee"),
        # nothing to pay before the order's own discounts: a present, not a bargain
        (list_fen if own_total_fen is None else own_total_fen) == 0,
        digest,
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
    payload = _ENCODER.encode(refund)
    digest = payload_sha256(payload)
    harvest.raw.append(payload)
    try:
        _refuse_unreadable(refund.unreadable)
        harvest.rows["refunds"].append(_refund_row(refund, digest))
    except RecordRejected as reject:
        harvest.rows["quarantine"].append(
            (
                PLATFORM,
                "refunds",
                str(refund.refund_id),
                reject.reason,
                source,
                readable_fen(refund.refund_fee),
                readable_time(refund.created),
                readable_time(refund.modified),
                digest,
            )
        )


def _refund_row(refund: TopRefund, digest: str) -> Row:
    state = REFUND_STATES.get(refund.status or "")
    if state is None:
        raise rejected("unknown_state", "the refund's status is not one of TOP's")
    if refund.tid is None:
        raise rejected("missing:tid", "the refund names no trade")
    amount_fen = required_fen(refund.refund_fee, "refund_fee")
    if amount_fen < 0:
        raise rejected("negative_amount", "refund_fee is negative")
    modified_at = required_time(refund.modified, "modified")
    order_id = str(refund.tid)
    line_id = _text(refund.oid)
    return (
        PLATFORM,
        refund.shop_id,
        str(refund.refund_id),
        order_id,
        # a refund of the whole trade carries the trade's own id
        None if line_id == order_id else line_id,
        state,
        amount_fen,
        # SUCCESS is a last state: its change is the moment the money went back
        modified_at if state == "succeeded" else None,
        modified_at,
        digest,
    )


def map_item(item: TopItem, harvest: ShopHarvest, *, source: str) -> None:
    """Add an item to the harvest, or its quarantine row."""
    payload = _ENCODER.encode(item)
    digest = payload_sha256(payload)
    harvest.raw.append(payload)
    try:
        _refuse_unreadable(item.unreadable)
        modified_at = optional_time(item.modified, "modified")
    except RecordRejected as reject:
        harvest.rows["quarantine"].append(
            (PLATFORM, "items", str(item.num_iid), reject.reason, source, None, None, None, digest)
        )
        return
    harvest.rows["items"].append(
        (
            PLATFORM,
            item.shop_id,
            str(item.num_iid),
            item.outer_id or None,
            item.title,
            _text(item.cid),
            origin_text(item.props_name or ""),
            modified_at,
            digest,
        )
    )


def origin_text(props_name: str) -> str | None:
    """The item's 产地 as the seller chose it, from `pid:vid:name:value;…`; null where none."""
    for part in props_name.split(";"):
        pieces = part.split(":", 3)
        if len(pieces) == 4 and pieces[2] in ORIGIN_PROPERTIES and pieces[3].strip():
            return pieces[3].strip()
    return None


def _refuse_unreadable(field: str | None) -> None:
    if field is not None:
        raise rejected(f"unreadable:{field}", f"{field} is not of the type that TOP states")


def _text(value: int | str | None) -> str | None:
    return None if value is None or value == "" else str(value)
