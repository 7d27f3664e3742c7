"""An item of the world as a WeChat product.

Source: platforms reference, section 6; WeChat's page of product/get. `edit_time` is from memory.
Keep out: searching, envelopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox.servers.wechat.orders import Record, seconds

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldItem

_ON_SALE = 5
#: the first two steps of every category's path
_ROOTS = ("1421", "1443")


def render_item(item: WorldItem) -> Record:
    """What `product/get` shows of an item on sale."""
    attributes = [{"attr_key": "包装方式", "attr_value": "包装"}]
    if item.origin_text:
        attributes.append({"attr_key": "产地", "attr_value": item.origin_text})
    return {
        "product_id": item.item_id,
        "out_product_id": "",
        "title": item.title,
        "sub_title": "",
        "status": _ON_SALE,
        "edit_time": seconds(item.modified_at),
        "min_price": min(sku.price_fen for sku in item.skus),
        "spu_code": "",
        "cats_v2": [{"cat_id": cat} for cat in (*_ROOTS, item.category)],
        "attrs": attributes,
        "skus": [
            {
                "sku_id": sku.sku_id,
                "sku_code": sku.merchant_code,
                "sale_price": sku.price_fen,
                "stock_num": 999,
                "sku_attrs": [{"attr_key": "规格", "attr_value": sku.spec}],
            }
            for sku in item.skus
        ],
    }
