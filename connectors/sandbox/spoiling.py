"""What sellers do to their items: wrong words, names of another day, borrowed titles, spent codes.

A spent code is a household's that goes on selling when the household has sold out.
Keep out: how much of each (dirt), lines, registers.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import msgspec

from connectors.places.regions import all_regions, region
from connectors.sandbox.dirt import Dirt
from connectors.sandbox.geography import hunan_counties, place_text
from connectors.sandbox.goods import FARM_GOODS
from connectors.sandbox.hashing import Draw
from connectors.sandbox.records import WorldItem, WorldShop

_FIRST_SOLD_OUT = date(2020, 4, 25)
_SOLD_OUT_DAYS = 45


def with_wrong_words(draw: Draw, item: WorldItem, county: str, dirt: Dirt) -> WorldItem:
    """Now and then a wrong category, or an attribute that contradicts the register."""
    if draw.chance(dirt.wrong_category_ppm):
        others = [g for g in FARM_GOODS if g.goods_class != item.goods_class]
        item = msgspec.structs.replace(item, category=draw.pick(others).category)
    if item.origin_text and item.product_code and draw.chance(dirt.conflicting_attribute_ppm):
        others_c = [c.region_code for c in hunan_counties() if c.region_code != county]
        item = msgspec.structs.replace(item, origin_text=place_text(draw.pick(others_c)))
    return item


def with_pretences(
    seed: int, shop: WorldShop, item: WorldItem, county: str, dirt: Dirt
) -> WorldItem:
    """Names of another day, a borrowed title, a code that outlives its household's goods."""
    # a stream of its own: these draws move no other word of the world
    draw = Draw(seed, "pretence", shop.platform, shop.ordinal, item.item_id)
    rolls = [draw.below(1_000_000) for _ in range(3)]
    renamed = renamed_text(county)
    if renamed and item.origin_text == place_text(county) and rolls[0] < dirt.old_name_ppm:
        item = msgspec.structs.replace(item, origin_text=renamed)
    if item.origin_path != "O6" and rolls[1] < dirt.spoofed_title_ppm:
        borrowed = draw.pick([c for c in hunan_counties() if c.region_code != county])
        item = msgspec.structs.replace(item, title=f"{borrowed.short_name}正宗{item.title}")
    if item.origin_path == "O1-code" and rolls[2] < dirt.over_capacity_ppm:
        day = _FIRST_SOLD_OUT + timedelta(days=draw.below(_SOLD_OUT_DAYS))
        item = msgspec.structs.replace(item, sold_out_on=day)
    return item


def renamed_text(county: str) -> str:
    """The county's place in full under its name of another day; "" where it had but one."""
    here, there = region(county), region(other_code(county))
    if here is None or there is None:
        return ""
    return place_text(county).replace(here.name, there.name)


@cache
def other_code(county: str) -> str:
    """The code that the same county had before or got later; "" for most, which have but one."""
    for found in all_regions():
        if found.successor_code == county:
            return found.region_code
    here = region(county)
    return here.successor_code if here is not None else ""
