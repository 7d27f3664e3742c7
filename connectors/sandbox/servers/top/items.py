"""An item of the world as a TOP item; the batch call also tells its properties (产地 …).

Source: platforms reference, section 1. Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox.servers.rendering import beijing, shared_code, yuan
from connectors.sandbox.servers.top.arguments import Projection, Record

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldItem, WorldShop

#: property ids of 产地 and 是否为有机食品, and a value id; any number will do for a reader of names
_ORIGIN_PROPERTY = "20549:29445:产地"


def render_item(
    item: WorldItem, shop: WorldShop, fields: Projection, *, is_detail: bool = False
) -> Record:
    """The fields of the item that were asked for."""
    record: Record = {
        "num_iid": int(item.item_id),
        "title": item.title,
        "nick": shop.name,
        "cid": int(item.category),
        "outer_id": shared_code(item),
        "price": yuan(min(sku.price_fen for sku in item.skus)),
        "num": 999,
        "approve_status": "onsale",
        "type": "fixed",
        "modified": beijing(item.modified_at),
        "list_time": beijing(item.modified_at),
    }
    if is_detail:
        record["props_name"] = _properties(item)
        record["skus"] = {"sku": [_sku(item, index) for index in range(len(item.skus))]}
    return fields.top(record)


def _properties(item: WorldItem) -> str:
    """`pid:vid:name:value` joined by semicolons, as the platform writes them."""
    texts = ["122216431:27772:包装方式:包装"]
    if item.origin_text:
        texts.append(f"{_ORIGIN_PROPERTY}:{item.origin_text}")
    return ";".join(texts)


def _sku(item: WorldItem, index: int) -> Record:
    sku = item.skus[index]
    return {
        "sku_id": sku.sku_id,
        "outer_id": sku.merchant_code,
        "price": yuan(sku.price_fen),
        "properties_name": f"1627207:{28320 + index}:规格:{sku.spec}",
        "quantity": 999,
    }
