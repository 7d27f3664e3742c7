"""Pinduoduo orders, after-sale records and goods to canonical rows. Pure: no network, no clock.

The field-by-field table stands in README.md. Keep out: whether an order counts (states.py), what
the buyer paid for it (amounts.py).
"""

from __future__ import annotations

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
from connectors.platforms.pdd.amounts import order_amounts, required_yuan, yuan_text
from connectors.platforms.pdd.records import PddGift, PddGoods, PddLine, PddOrder, PddRefund
from connectors.platforms.pdd.settings import AFTER_SALES_STATES, PLATFORM
from connectors.platforms.pdd.states import platform_state, standing


def map_order(order: PddOrder, harvest: ShopHarvest, *, source: str) -> None:
    """Add an order with its lines to the harvest, or its quarantine row."""
    keep(
        order,
        harvest,
        Place(PLATFORM, "orders", str(order.order_sn), source),
        make=lambda digest: _order_rows(order, digest),
        doubt=lambda: _order_doubt(order),
    )


def _order_doubt(order: PddOrder) -> Doubt:
    paid = readable_fen(yuan_text(order.pay_amount))
    freight = readable_fen(yuan_text(order.postage) or "0")
    return Doubt(
        None if paid is None or freight is None else paid - freight,
        readable_time(order.confirm_time or order.pay_time or order.created_time),
        readable_time(order.updated_at),
    )


def _order_rows(order: PddOrder, digest: str) -> RowsByTable:
    if order.order_sn == "":
        raise rejected("missing:order_sn", "the order has no number")
    sale_state, booked_at = standing(order)
    if order.ship_additional_origin_order:
        raise rejected("freight_supplement", "the order only pays for the freight of another")
    lines = _line_rows(order, digest)
    amounts = order_amounts(order)
    _refuse_other_goods(order, lines, amounts.goods_fen)
    row = OrderRow(
        platform=PLATFORM,
        shop_id=order.shop_id,
        order_id=str(order.order_sn),
        parent_order_id=None,
        platform_state=platform_state(order),
        sale_state=sale_state,
        created_at=required_time(order.created_time, "created_time"),
        paid_at=optional_time(order.pay_time, "pay_time"),
        booked_at=booked_at,
        modified_at=required_time(order.updated_at, "updated_at"),
        goods_fen=amounts.goods_fen,
        order_discount_fen=amounts.discount_fen,
        platform_subsidy_fen=amounts.platform_subsidy_fen,
        freight_fen=amounts.freight_fen,
        paid_fen=amounts.paid_fen,
        # settlement stands in the shop's bills, not in its orders
        merchant_receipt_fen=None,
        receiver_county_code=order.receiver_county_code,
        # Pinduoduo tells nothing that names a buyer from order to order
        buyer_hmac=None,
        flow=None,
        payload_sha256=digest,
    )
    return {"orders": [row], "lines": lines}


def _line_rows(order: PddOrder, digest: str) -> list[LineRow]:
    """Lines with ids made of sku and how often the sku came before: the same at every reading."""
    if not order.item_list:
        raise rejected("no_lines", "the order has no item")
    # a gift that is an order of its own comes with that order
    gifts = [gift for gift in order.gift_list or () if gift.order_sn in (None, "", order.order_sn)]
    seen: dict[str, int] = {}
    rows = []
    for line in (*order.item_list, *gifts):
        sku = str(line.sku_id or "")
        if not sku:
            raise rejected("missing:sku_id", "an item has no sku")
        seen[sku] = seen.get(sku, 0) + 1
        line_id = sku if seen[sku] == 1 else f"{sku}-{seen[sku]}"
        rows.append(_line_row(order, line, line_id, digest))
    return rows


def _line_row(order: PddOrder, line: PddLine, line_id: str, digest: str) -> LineRow:
    count = str(line.goods_count or "")
    if not count.isascii() or not count.isdigit() or int(count) == 0:
        raise rejected("bad_quantity", "a goods_count is missing or not a positive number")
    price_fen = required_yuan(line.goods_price, "goods_price")
    return LineRow(
        platform=PLATFORM,
        order_id=str(order.order_sn),
        line_id=line_id,
        item_id=text_cell(line.goods_id),
        sku_id=text_cell(line.sku_id),
        merchant_code=line.outer_id or line.outer_goods_id or None,
        title=line.goods_name,
        # the categories of the order's goods; gifts have none
        platform_category=None if isinstance(line, PddGift) else _leaf_category(order),
        # the attribute comes with the goods, not with the order
        item_origin_text=None,
        quantity=int(count),
        list_fen=price_fen * int(count),
        # Pinduoduo tells no paid amount of a line
        line_paid_fen=None,
        is_gift=isinstance(line, PddGift) or price_fen == 0,
        payload_sha256=digest,
    )


def _refuse_other_goods(order: PddOrder, lines: list[LineRow], goods_fen: int) -> None:
    """Prices times counts are the goods before a changed price, where the change is told."""
    listed_fen = sum(line.list_fen or 0 for line in lines[: len(order.item_list or ())])
    if order.order_change_amount is not None and listed_fen != goods_fen:
        raise rejected(
            "lines_disagree_with_order",
            f"the lines' prices times counts are {listed_fen} fen, the order's {goods_fen} fen",
        )


def _leaf_category(order: PddOrder) -> str | None:
    """The deepest of the four levels; 0 is none."""
    levels = (order.cat_id_4, order.cat_id_3, order.cat_id_2, order.cat_id_1)
    return next((str(level) for level in levels if level not in (None, "", 0, "0")), None)


def map_refund(refund: PddRefund, harvest: ShopHarvest, *, source: str) -> None:
    """Add an after-sale record to the harvest as a refund, or its quarantine row."""
    keep(
        refund,
        harvest,
        Place(PLATFORM, "refunds", str(refund.id), source),
        make=lambda digest: {"refunds": [_refund_row(refund, digest)]},
        doubt=lambda: Doubt(
            readable_fen(refund.refund_amount),
            readable_time(refund.created_time),
            readable_time(refund.updated_time),
        ),
    )


def _refund_row(refund: PddRefund, digest: str) -> RefundRow:
    if refund.id == "":
        raise rejected("missing:id", "the record has no number")
    status = refund.after_sales_status
    state = None if status is None else AFTER_SALES_STATES.get(status)
    if state is None:
        raise unknown_state("the after-sale status is not one of Pinduoduo's", status)
    if not refund.order_sn:
        raise rejected("missing:order_sn", "the record names no order")
    amount_fen = required_fen(refund.refund_amount, "refund_amount")
    if amount_fen < 0:
        raise rejected("negative_amount", "refund_amount is negative")
    modified_at = required_time(refund.updated_time, "updated_time")
    return RefundRow(
        platform=PLATFORM,
        shop_id=refund.shop_id,
        refund_id=str(refund.id),
        order_id=str(refund.order_sn),
        # the record names a sku even where the whole order goes back, and an order has one line
        line_id=None,
        refund_state=state,
        amount_fen=amount_fen,
        # 10 is a last state: its change is the moment the money went back
        succeeded_at=modified_at if state == "succeeded" else None,
        modified_at=modified_at,
        payload_sha256=digest,
    )


def map_goods(goods: PddGoods, harvest: ShopHarvest, *, source: str) -> None:
    """Add goods to the harvest as an item, or its quarantine row."""
    keep(
        goods,
        harvest,
        Place(PLATFORM, "items", str(goods.goods_id), source),
        make=lambda digest: {"items": [_item_row(goods, digest)]},
        doubt=lambda: Doubt(None, None, None),
    )


def _item_row(goods: PddGoods, digest: str) -> ItemRow:
    return ItemRow(
        platform=PLATFORM,
        shop_id=goods.shop_id,
        item_id=str(goods.goods_id),
        merchant_code=goods.outer_goods_id or _shared_code(goods),
        title=goods.goods_name,
        platform_category=text_cell(goods.cat_id),
        item_origin_text=goods.origin_text,
        # no time of change is told
        modified_at=None,
        payload_sha256=digest,
    )


def _shared_code(goods: PddGoods) -> str | None:
    """The seller's code of the skus, where all have the same."""
    codes = {sku.outer_id or None for sku in goods.sku_list or ()}
    return codes.pop() if len(codes) == 1 else None
