"""WeChat's orders, after-sales and items to canonical rows. Pure: no network, no clock.

The field-by-field table stands in README.md. Keep out: whether an order counts (states.py), what
the buyer paid for it (amounts.py).
"""

from __future__ import annotations

from typing import NoReturn

from connectors.core.canonical_rows import ItemRow, LineRow, OrderRow, RefundRow
from connectors.core.cells import fen_cell, optional_fen_cell, rejected, text_cell, unknown_state
from connectors.core.errors import RecordRejected
from connectors.core.keeping import Doubt, Place, RowsByTable, keep
from connectors.core.pulls import ShopHarvest
from connectors.platforms.wechat.amounts import line_parts, order_amounts
from connectors.platforms.wechat.moments import (
    optional_moment,
    readable_moment,
    required_moment,
)
from connectors.platforms.wechat.records import (
    Number,
    WechatAttribute,
    WechatItem,
    WechatLine,
    WechatOrder,
    WechatRefund,
)
from connectors.platforms.wechat.settings import (
    IS_FREE_GIFT,
    ORIGIN_ATTRIBUTES,
    PLATFORM,
    REFUND_STATES,
    REFUND_TYPES,
    REPLACEMENT_TYPES,
)
from connectors.platforms.wechat.states import standing


def map_order(order: WechatOrder, harvest: ShopHarvest, *, source: str) -> None:
    """Add an order with its lines to the harvest, or its quarantine row.

    `order` must already be without personal data: it is what is written to the raw file.
    """
    place = Place(PLATFORM, "orders", str(order.order_id), source)
    keep(
        order,
        harvest,
        place,
        make=lambda digest: _order_rows(order, digest),
        doubt=lambda: _order_doubt(order),
    )


def quarantine_gone(
    record: WechatOrder | WechatRefund, kind: str, harvest: ShopHarvest, *, source: str
) -> None:
    """Add the quarantine row of a record that was listed and then not shown."""

    def refuse(_: str) -> NoReturn:
        raise rejected("gone", "the platform listed the record and no longer shows it")

    name = record.order_id if isinstance(record, WechatOrder) else record.after_sale_order_id
    place = Place(PLATFORM, kind, str(name), source)
    keep(record, harvest, place, make=refuse, doubt=lambda: Doubt(None, None, None))


def _order_rows(order: WechatOrder, digest: str) -> RowsByTable:
    state = standing(order)
    detail = order.order_detail
    amounts = order_amounts(detail.price_info)
    if not detail.product_infos:
        raise rejected("no_lines", "the order has no line")
    row = OrderRow(
        platform=PLATFORM,
        shop_id=order.shop_id,
        order_id=str(order.order_id),
        parent_order_id=None,
        platform_state=str(order.status),
        sale_state=state.sale_state,
        created_at=required_moment(order.create_time, "create_time"),
        paid_at=state.paid_at,
        booked_at=state.booked_at,
        modified_at=required_moment(order.update_time, "update_time"),
        goods_fen=amounts.goods_fen,
        order_discount_fen=amounts.discount_fen,
        platform_subsidy_fen=amounts.platform_subsidy_fen,
        freight_fen=amounts.freight_fen,
        paid_fen=amounts.paid_fen,
        merchant_receipt_fen=amounts.receipt_fen,
        receiver_county_code=order.receiver_county_code,
        buyer_hmac=order.buyer_hmac,
        flow=None,
        payload_sha256=digest,
    )
    told = [_real_fen(line) for line in detail.product_infos]
    parts = line_parts(told, detail.price_info, amounts.paid_fen)
    names = _line_names(detail.product_infos)
    lines = [
        _line_row(line, name, part, row.order_id, digest)
        for line, name, part in zip(detail.product_infos, names, parts, strict=True)
    ]
    return {"orders": [row], "lines": lines}


def _order_doubt(order: WechatOrder) -> Doubt:
    price = order.order_detail.price_info
    try:
        buyer_fen = optional_fen_cell(price.order_price, "order_price")
        freight_fen = optional_fen_cell(price.freight, "freight") or 0
    except RecordRejected:
        buyer_fen, freight_fen = None, 0
    return Doubt(
        None if buyer_fen is None else buyer_fen - freight_fen,
        readable_moment(order.order_detail.pay_info.pay_time) or readable_moment(order.create_time),
        readable_moment(order.update_time),
    )


def _line_names(lines: list[WechatLine]) -> list[str]:
    """Ids of lines: the sku, and from its second appearance on how often it came before.

    After-sales name nothing but the sku, so what was paid for bears the plain one and a gift of
    the same sku does not.
    """
    names = [""] * len(lines)
    seen: dict[str, int] = {}
    for place in sorted(range(len(lines)), key=lambda place: _is_gift(lines[place])):
        sku = str(lines[place].sku_id)
        if not sku:
            raise rejected("missing:sku_id", "a line has no sku")
        seen[sku] = seen.get(sku, 0) + 1
        names[place] = sku if seen[sku] == 1 else f"{sku}-{seen[sku]}"
    return names


def _line_row(
    line: WechatLine, line_id: str, paid_fen: int | None, order_id: str, digest: str
) -> LineRow:
    quantity = _quantity(line)
    return LineRow(
        platform=PLATFORM,
        order_id=order_id,
        line_id=line_id,
        item_id=text_cell(line.product_id),
        sku_id=text_cell(line.sku_id),
        merchant_code=line.sku_code or line.out_sku_id or None,
        title=line.title,
        # an order tells no category; it comes with the items
        platform_category=None,
        item_origin_text=_origin(line.sku_attrs),
        quantity=quantity,
        list_fen=fen_cell(line.sale_price, "sale_price") * quantity,
        line_paid_fen=paid_fen,
        is_gift=_is_gift(line),
        payload_sha256=digest,
    )


def _quantity(line: WechatLine) -> int:
    """`sku_cnt`; some read the documents as `count`, and where both stand they must agree."""
    told = {str(value) for value in (line.sku_cnt, line.count) if value is not None}
    text = told.pop() if len(told) == 1 else ""
    if not (text.isascii() and text.isdigit()) or int(text) == 0:
        raise rejected("bad_quantity", "a line's sku_cnt is missing or not a positive number")
    return int(text)


def _is_gift(line: WechatLine) -> bool:
    return line.is_free_gift == IS_FREE_GIFT or str(line.sale_price) == "0"


def _real_fen(line: WechatLine) -> int | None:
    fen = optional_fen_cell(line.real_price, "real_price")
    return 0 if fen is None and _is_gift(line) else fen


def map_refund(refund: WechatRefund, harvest: ShopHarvest, *, source: str) -> bool:
    """Add a refund to the harvest, or its quarantine row; tells whether it is one.

    A replacement (EXCHANGE, RESHIP) moves no money and is none.
    """
    if refund.unreadable is None and refund.type in REPLACEMENT_TYPES:
        return False
    place = Place(PLATFORM, "refunds", str(refund.after_sale_order_id), source)
    keep(
        refund,
        harvest,
        place,
        make=lambda digest: {"refunds": [_refund_row(refund, digest)]},
        doubt=lambda: _refund_doubt(refund),
    )
    return True


def _refund_row(refund: WechatRefund, digest: str) -> RefundRow:
    if refund.type not in REFUND_TYPES:
        raise rejected("unknown_type", "the type of the after-sale is not one of WeChat's")
    state = REFUND_STATES.get(refund.status or "")
    if state is None:
        raise unknown_state("the after-sale's status is not one of WeChat's", refund.status)
    if text_cell(refund.order_id) is None:
        raise rejected("missing:order_id", "the after-sale names no order")
    amount_fen = fen_cell(_refund_amount(refund), "refund_info.amount")
    if amount_fen < 0:
        raise rejected("negative_amount", "refund_info.amount is negative")
    completed_at = optional_moment(refund.complete_time, "complete_time")
    return RefundRow(
        platform=PLATFORM,
        shop_id=refund.shop_id,
        refund_id=str(refund.after_sale_order_id),
        order_id=str(refund.order_id),
        line_id=text_cell(refund.product_info.sku_id) if refund.product_info else None,
        refund_state=state,
        amount_fen=amount_fen,
        # update_time moves on after the end: a refund without its own time has none
        succeeded_at=completed_at if state == "succeeded" else None,
        modified_at=required_moment(refund.update_time, "update_time"),
        payload_sha256=digest,
    )


def _refund_amount(refund: WechatRefund) -> Number | None:
    return refund.refund_info.amount if refund.refund_info else None


def _refund_doubt(refund: WechatRefund) -> Doubt:
    try:
        amount_fen = optional_fen_cell(_refund_amount(refund), "refund_info.amount")
    except RecordRejected:
        amount_fen = None
    return Doubt(
        amount_fen,
        readable_moment(refund.create_time),
        readable_moment(refund.update_time),
    )


def map_item(item: WechatItem, harvest: ShopHarvest, *, source: str) -> None:
    """Add an item to the harvest, or its quarantine row."""
    place = Place(PLATFORM, "items", str(item.product_id), source)
    keep(
        item,
        harvest,
        place,
        make=lambda digest: {"items": [_item_row(item, digest)]},
        doubt=lambda: Doubt(None, None, readable_moment(item.edit_time)),
    )


def _item_row(item: WechatItem, digest: str) -> ItemRow:
    path = item.cats_v2 or item.cats or []
    return ItemRow(
        platform=PLATFORM,
        shop_id=item.shop_id,
        item_id=str(item.product_id),
        merchant_code=item.spu_code or _code_of_all_skus(item),
        title=item.title,
        platform_category=text_cell(path[-1].cat_id) if path else None,
        item_origin_text=_origin(item.attrs),
        modified_at=optional_moment(item.edit_time, "edit_time"),
        payload_sha256=digest,
    )


def _code_of_all_skus(item: WechatItem) -> str | None:
    """The code that all skus share; where they differ only the lines of orders tell."""
    codes = {sku.sku_code or sku.out_sku_id or None for sku in item.skus or []}
    return codes.pop() if len(codes) == 1 else None


def _origin(attributes: list[WechatAttribute] | None) -> str | None:
    """The 产地 as the seller chose it; null where none."""
    for attribute in attributes or []:
        value = (attribute.attr_value or "").strip()
        if attribute.attr_key in ORIGIN_ATTRIBUTES and value:
            return value
    return None
