"""Shops that moved: some without anybody noticing, of others the register says so.

Keep out: any other trait of a shop.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

import msgspec

from connectors.sandbox.dirt import Dirt
from connectors.sandbox.geography import hunan_counties
from connectors.sandbox.hashing import Draw
from connectors.sandbox.mix import (
    COUNTIES_WITHOUT_SHOP,
    MOVED_ON,
    RECALL_COUNTY,
    STALE_WEIGHT_PPM,
)
from connectors.sandbox.records import WorldShop


def with_moves(seed: int, shops: tuple[WorldShop, ...], dirt: Dirt) -> tuple[WorldShop, ...]:
    """Some shops moved: of the smallest the register never heard, of others it did."""
    draw = Draw(seed, "moves")
    per_county = Counter(s.county_code for s in shops if s.seller_path in ("S1", "S2", "S3"))
    # nobody moves who is the only one in a county, or comes from outside the province
    movable = [
        s
        for s in shops
        if s.seller_path == "S2"
        and s.known_region_code == s.county_code
        and s.county_code.startswith("43")
        and per_county[s.county_code] > 1
    ]
    by_county: Counter[str] = Counter()
    for shop in shops:
        by_county[shop.county_code] += shop.weight_ppm
    # what moves unnoticed is a small part of its county's trade
    by_part = sorted(movable, key=lambda s: (s.weight_ppm / by_county[s.county_code], s.ordinal))
    stale = {s.shop_id for s in by_part[: dirt.stale_shops]}
    by_size = sorted(movable, key=lambda s: (s.weight_ppm, s.ordinal))
    known = [s for s in by_size if s.shop_id not in stale][: dirt.moved_shops]
    moved = [s for s in movable if s.shop_id in stale] + known
    changed: dict[str, WorldShop] = {}
    candidates = [
        c.region_code for c in hunan_counties() if c.region_code not in COUNTIES_WITHOUT_SHOP
    ]
    for shop in moved:
        others = [c for c in candidates if c[:4] != shop.county_code[:4] and c != RECALL_COUNTY]
        changed[shop.shop_id] = _moved(shop, draw.pick(others), is_stale=shop.shop_id in stale)
    return tuple(changed.get(s.shop_id, s) for s in shops)


def _moved(shop: WorldShop, earlier: str, *, is_stale: bool) -> WorldShop:
    return msgspec.structs.replace(
        shop,
        weight_ppm=min(shop.weight_ppm, STALE_WEIGHT_PPM) if is_stale else shop.weight_ppm,
        earlier_county_code=earlier,
        moved_on=date(2019, 1, 1) if is_stale else MOVED_ON,
        is_stale=is_stale,
    )
