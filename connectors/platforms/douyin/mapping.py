"""Douyin orders, after-sale cases and products to canonical rows. Pure: no network, no clock.

The field-by-field table stands in README.md. Keep out: whether an order counts (states.py), what
the buyer gave for it (amounts.py), what of a case went back (refunds.py).
"""

from __future__ import annotations

from connectors.core.canonical_rows import ItemRow, LineRow, OrderRow
from connectors.core.cells import rejected
from connectors.core.keeping import Doubt, Place, RowsByTable, keep
from connectors.core.pulls import ShopHarvest
from connectors.platforms.douyin.amounts import (
    line_paid_fen,
    list_fen,
    order_amounts,
    quantity,
)
from connectors.platforms.douyin.lenient import (
    Number,
    bare,
    optional_time,
    readable_fen,
    readable_time,
    required_time,
)
from connectors.platforms.douyin.properties import origin_text
from connectors.platforms.douyin.records import (
    CategoryDetail,
    DouyinLine,
    DouyinOrder,
    DouyinProduct,
)
from connectors.platforms.douyin.settings import FREE, PLATFORM
from connectors.platforms.douyin.states import standing


def map_order(order: DouyinOrder, harvest: ShopHarvest, *, source: str) -> None:
    """Add an order with its lines to the harvest, or its quarantine row.

    `order` must already be without personal data: it is what is written to the raw file.
    """
    order_id = bare(order.order_id) or ""
    keep(
        order,
        harvest,
        Place(PLATFORM, "orders", order_id, source),
        make=lambda digest: _order_rows(order, order_id, digest),
        doubt=lambda: _order_doubt(order),
    )


def _order_doubt(order: DouyinOrder) -> Doubt:
    charged = readable_fen(order.pay_amount)
    freight = readable_fen(order.post_amount)
    channel = readable_fen(order.promotion_pay_amount)
    return Doubt(
        None
        if charged is None or freight is None or channel is None
        else charged - freight - channel,
        readable_time(order.pay_time) or readable_time(order.create_time),
        readable_time(order.update_time),
    )


def _order_rows(order: DouyinOrder, order_id: str, digest: str) -> RowsByTable:
    if not order_id:
        raise rejected("missing:order_id", "the order has no id")
    source_lines = order.sku_order_list or []
    if not source_lines:
        raise rejected("no_lines", "the order has no line")
    sale_state, booked_at = standing(order)
    amounts = order_amounts(order, source_lines)
    lines = [_line_row(line, order_id, digest) for line in source_lines]
    split_fen = sum(line.line_paid_fen or 0 for line in lines)
    if split_fen != amounts.paid_fen:
        raise rejected(
            "lines_disagree_with_order",
            f"the lines were paid with {split_fen} fen, the order's goods with "
            f"{amounts.paid_fen} fen",
        )
    row = OrderRow(
        platform=PLATFORM,
        shop_id=bare(order.shop_id),
        order_id=order_id,
        parent_order_id=None,
        platform_state=bare(order.order_status),
        sale_state=sale_state,
        created_at=required_time(order.create_time, "create_time"),
        paid_at=optional_time(order.pay_time, "pay_time"),
        booked_at=booked_at,
        modified_at=required_time(order.update_time, "update_time"),
        goods_fen=amounts.goods_fen,
        order_discount_fen=amounts.shop_discount_fen,
        platform_subsidy_fen=amounts.subsidy_fen,
        freight_fen=amounts.freight_fen,
        paid_fen=amounts.paid_fen,
        # what the shop receives stands in the settlement bills
        merchant_receipt_fen=None,
        receiver_county_code=order.receiver_county_code,
        buyer_hmac=order.buyer_hmac,
        flow=None,
        payload_sha256=digest,
    )
    return {"orders": [row], "lines": lines}


def _line_row(line: DouyinLine, order_id: str, digest: str) -> LineRow:
    line_id = bare(line.order_id)
    if line_id is None:
        raise rejected("missing:sku_order_id", "a line has no id")
    listed_fen = list_fen(line)
    return LineRow(
        platform=PLATFORM,
        order_id=order_id,
        line_id=line_id,
        item_id=bare(line.product_id_str) or bare(line.product_id),
        sku_id=_id(line.sku_id),
        merchant_code=bare(line.code) or _id(line.out_sku_id),
        title=line.product_name,
        platform_category=_leaf(line),
        # the property comes with the products, not with the order
        item_origin_text=None,
        quantity=quantity(line),
        list_fen=listed_fen,
        line_paid_fen=line_paid_fen(line),
        is_gift=line.given_product_type == FREE or listed_fen == 0,
        payload_sha256=digest,
    )


def map_product(product: DouyinProduct, harvest: ShopHarvest, *, source: str) -> None:
    """Add a product to the harvest, or its quarantine row."""
    product_id = bare(product.product_id) or ""
    keep(
        product,
        harvest,
        Place(PLATFORM, "items", product_id, source),
        make=lambda digest: {"items": [_item_row(product, product_id, digest)]},
        doubt=lambda: Doubt(None, None, readable_time(product.update_time)),
    )


def _item_row(product: DouyinProduct, product_id: str, digest: str) -> ItemRow:
    if not product_id:
        raise rejected("missing:product_id", "the product has no id")
    return ItemRow(
        platform=PLATFORM,
        shop_id=product.shop_id,
        item_id=product_id,
        merchant_code=bare(product.outer_product_id),
        title=product.name,
        platform_category=_leaf(product.category_detail),
        item_origin_text=origin_text(product.product_format or ""),
        modified_at=optional_time(product.update_time, "update_time"),
        payload_sha256=digest,
    )


def _leaf(levels: DouyinLine | CategoryDetail | None) -> str | None:
    """The finest level of a category that is told; 0 is none."""
    if levels is None:
        return None
    found = (levels.fourth_cid, levels.third_cid, levels.second_cid, levels.first_cid)
    return next((cid for cid in map(_id, found) if cid), None)


def _id(value: Number | None) -> str | None:
    """An id; Douyin writes 0 where there is none."""
    text = bare(value)
    return None if text == "0" else text
