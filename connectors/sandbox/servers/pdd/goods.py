"""An item of the world as Pinduoduo goods: in the list, in detail, and its category's rule.

The list tells no price, no category and no property; the detail has prices in fen, and properties
by number, whose names stand in the rule of the category.
Source: platforms reference, section 4 (APIs). Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connectors.sandbox.servers.pdd.orders import Record
from connectors.sandbox.servers.rendering import shared_code

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldItem, WorldSku

_WRAPPING = 900
_WORDS = {"wrapping": "包装方式", "origin": "产地"}


def origin_property(cat_id: int) -> int:
    """The number of 产地, which is another in every category."""
    return 300 + cat_id % 89


def render_listed(item: WorldItem) -> Record:
    """One row of `pdd.goods.list.get`."""
    return {
        "goods_id": int(item.item_id),
        "goods_name": item.title,
        "goods_quantity": 999,
        "goods_reserve_quantity": 0,
        "image_url": "",
        "thumb_url": "",
        "is_more_sku": int(len(item.skus) > 1),
        "is_onsale": 1,
        "sku_list": [
            {
                "sku_id": int(sku.sku_id),
                "outer_id": sku.merchant_code,
                "outer_goods_id": shared_code(item),
                "spec": sku.spec,
                "is_sku_onsale": 1,
                "sku_quantity": 999,
                "reserve_quantity": 0,
            }
            for sku in item.skus
        ],
    }


def render_detail(item: WorldItem) -> Record:
    """`pdd.goods.detail.get`."""
    cat_id = int(item.category)
    properties = [_property(_WRAPPING, "箱装")]
    if item.origin_text:
        properties.append(_property(origin_property(cat_id), item.origin_text))
    return {
        "goods_id": int(item.item_id),
        "goods_name": item.title,
        "cat_id": cat_id,
        "outer_goods_id": shared_code(item),
        "goods_type": 1,
        "status": 1,
        "market_price": max(sku.price_fen for sku in item.skus) * 2,
        "goods_property_list": properties,
        "sku_list": [_sku(sku) for sku in item.skus],
    }


def render_rule(cat_id: int) -> Record:
    """`pdd.goods.cat.rule.get`: the names of the properties' numbers."""
    names = {_WRAPPING: _WORDS["wrapping"], origin_property(cat_id): _WORDS["origin"]}
    return {
        "goods_properties_rule": {
            "properties": [
                {"ref_pid": number, "name": name, "required": False, "is_sale": False}
                for number, name in names.items()
            ]
        }
    }


def _property(ref_pid: int, value: str) -> Record:
    return {"ref_pid": ref_pid, "template_pid": ref_pid + 7, "vid": 0, "vvalue": value, "punit": ""}


def _sku(sku: WorldSku) -> Record:
    return {
        "sku_id": int(sku.sku_id),
        "out_sku_sn": sku.merchant_code,
        "multi_price": sku.price_fen,
        "price": sku.price_fen + 100,
        "quantity": 999,
        "is_onsale": 1,
    }
