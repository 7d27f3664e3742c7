"""An item of the world as a Kuaishou item; the detail also tells its properties (产地 …).

That `open.item.get` gives `itemPropValues` back in the form in which `open.item.new` takes them
is from memory. Source: the schemas that ks-shop-python-sdk 0.3.0 carries. Keep out: envelopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox.servers.kuaishou.moments import stamp

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldItem

Record = dict[str, object]


def render_item(item: WorldItem, *, is_detail: bool = False) -> Record:
    """The item with its skus; only skus have seller's codes."""
    record: Record = {
        "kwaiItemId": int(item.item_id),
        "relItemId": 0,
        "title": item.title,
        "categoryId": int(item.category),
        "categoryName": "",
        "price": min(sku.price_fen for sku in item.skus),
        "itemStatus": 1,
        "onOfflineStatus": 1,
        "createTime": stamp(item.modified_at),
        "updateTime": stamp(item.modified_at),
        "skuList": [
            {
                "kwaiSkuId": int(sku.sku_id),
                "kwaiItemId": int(item.item_id),
                "skuNick": sku.merchant_code,
                "specification": sku.spec,
                "skuSalePrice": sku.price_fen,
                "skuStock": 999,
            }
            for sku in item.skus
        ],
    }
    return record | {"itemPropValues": _properties(item)} if is_detail else record


def _properties(item: WorldItem) -> list[Record]:
    found: list[Record] = [
        {"propId": 3766, "propName": "包装方式", "radioPropValue": {"propValue": "包装"}}
    ]
    if item.origin_text:
        found.append({"propId": 1022, "propName": "产地", "textPropValue": item.origin_text})
    return found
