"""An item of the world as a JD ware, and what its category's attributes are called.

A ware tells its attributes by number. Where the seller chooses from JD's list the value is a number
too, where he types it is his text: here every category with an odd number lets him choose.
Source: connectors/platforms/jd/README.md, "Items". Keep out: searching, paging, envelopes.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import TYPE_CHECKING

from connectors.core.times import epoch_from_beijing
from connectors.sandbox.geography import hunan_counties, place_text
from connectors.sandbox.servers.jd.orders import Record
from connectors.sandbox.servers.rendering import shared_code, yuan

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldItem

_WRAPPING = 87_000
_BOXED = 871_001
#: what a search without `field` tells, as one recorded answer shows it
_USUAL = frozenset(
    {
        "wareStatus", "itemNum", "wareId", "colType", "multiCategoryId", "onlineTime",
        "offlineTime", "outerId", "title", "categoryId",
    }
)  # fmt: skip


def render_ware(item: WorldItem, fields: frozenset[str] | None) -> Record:
    """One row of `jingdong.ware.read.searchWare4Valid`."""
    code = shared_code(item)
    moment = epoch_from_beijing(item.modified_at) * 1000
    record: Record = {
        "wareId": int(item.item_id),
        "title": item.title,
        "categoryId": int(item.category),
        "multiCategoryId": int(item.category),
        "outerId": code,
        "itemNum": code,
        "wareStatus": 8,
        "colType": 0,
        "jdPrice": yuan(min(sku.price_fen for sku in item.skus)),
        "created": moment,
        "modified": moment,
        "onlineTime": moment,
        "offlineTime": moment,
        "multiCateProps": _properties(item),
    }
    wanted = _USUAL if fields is None else fields
    return {name: value for name, value in record.items() if name in wanted}


def render_attributes(category: int) -> list[Record]:
    """`jingdong.category.read.findAttrsByCategoryIdUnlimitCate`."""
    values = sorted(_listed()) if _is_chosen(category) else []
    return [
        {
            "id": _WRAPPING,
            "name": "包装方式",
            "attrValueList": [{"id": _BOXED, "name": "箱装"}],
        },
        {
            "id": origin_attribute(category),
            "name": "产地",
            "attrValueList": [{"id": _value_number(text), "name": text} for text in values],
        },
    ]


def origin_attribute(category: int) -> int:
    """The number of 产地, which is another in every category."""
    return 91_000 + category % 997


def _properties(item: WorldItem) -> list[Record]:
    category = int(item.category)
    filled: list[Record] = [{"attrId": str(_WRAPPING), "attrValues": [str(_BOXED)]}]
    if item.origin_text:
        text = item.origin_text
        listed = _is_chosen(category) and text in _listed()
        value = str(_value_number(text)) if listed else text
        filled.append({"attrId": str(origin_attribute(category)), "attrValues": [value]})
    return filled


@cache
def _listed() -> frozenset[str]:
    return frozenset(place_text(county.region_code) for county in hunan_counties())


def _is_chosen(category: int) -> bool:
    return category % 2 == 1


def _value_number(text: str) -> int:
    return 10_000_000 + zlib.crc32(text.encode()) % 90_000_000
