"""An item of the world as a Douyin product; its 产地 stands in the detail's properties alone.

Source: field descriptions of the platform's own SDK (product/listV2, product/detail).
Keep out: searching, envelopes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from connectors.sandbox.servers.douyin.orders import UPPER_CATEGORIES
from connectors.sandbox.servers.douyin.times import seconds_of

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldItem

Record = dict[str, object]


def render_product(item: WorldItem) -> Record:
    """One row of `product/listV2`."""
    return {
        "product_id": int(item.item_id),
        "name": item.title,
        "status": 0,
        "check_status": 3,
        "product_type": 0,
        "outer_product_id": item.skus[0].merchant_code,
        "create_time": seconds_of(item.modified_at),
        "update_time": seconds_of(item.modified_at),
        "category_detail": {
            "first_cid": UPPER_CATEGORIES[0],
            "second_cid": UPPER_CATEGORIES[1],
            "third_cid": int(item.category),
            "fourth_cid": 0,
        },
    }


def render_detail(item: WorldItem) -> Record:
    """The data of `product/detail`; the properties come in either of the two known forms."""
    properties = {"净含量": item.skus[0].spec}
    if item.origin_text:
        properties["产地"] = item.origin_text
    as_object = int(item.item_id) % 2 == 0
    return {
        "product_id": int(item.item_id),
        "product_id_str": item.item_id,
        "name": item.title,
        "product_format": (
            json.dumps(properties, ensure_ascii=False)
            if as_object
            else "^".join(f"{name}|{value}" for name, value in properties.items())
        ),
    }
