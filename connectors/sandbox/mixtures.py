"""Goods of several origins under one code: batches that households delivered, boxes of parts.

A batch is what its households handed over. A box is packed anew now and then, so what it holds
depends on the day. Keep out: how many there are (dirt), registers.
"""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from connectors.sandbox.dirt import Dirt
from connectors.sandbox.geography import hunan_counties, villages_by_county
from connectors.sandbox.hashing import Draw
from connectors.sandbox.ids import check_letter
from connectors.sandbox.records import WorldItem, WorldShop, WorldSku, WorldSource

_FIRST_REPACKED = date(2020, 4, 20)
_REPACKED_DAYS = 60
#: of a batch's producers and a box's parts, how many come from another county
_ELSEWHERE_PPM = 300_000
_REPACKED_PPM = 500_000


def with_mixture(seed: int, shop: WorldShop, item: WorldItem, county: str, dirt: Dirt) -> WorldItem:
    """The item as it is, or as a batch of several households, or as a box of several counties."""
    # a stream of its own: these draws move no other word of the world
    draw = Draw(seed, "mixture", shop.platform, shop.ordinal, item.item_id)
    roll = draw.below(1_000_000)
    if item.origin_path == "O1-batch" and roll < dirt.mixed_batch_ppm:
        households = tuple(
            msgspec.structs.replace(
                source,
                producer_code=f"NH{_number(item)}{place}",
                household_code=f"NH{_number(item)}{place}",
                village_code=_village(draw, source.county_code),
            )
            for place, source in enumerate(_parts(draw, item, county))
        )
        skus = tuple(msgspec.structs.replace(sku, sources=households) for sku in item.skus)
        return msgspec.structs.replace(
            item, origin_path="O1-delivered", origin_level="household", skus=skus
        )
    if item.origin_path == "O3-code" and roll < dirt.mixed_box_ppm:
        return _box(draw, item, county)
    return item


def sources_on(item: WorldItem, sku: WorldSku, on: date) -> tuple[WorldSource, ...]:
    """Where the goods come from that were paid for on that day."""
    if item.repacked_on is None or on >= item.repacked_on:
        return sku.sources
    # what is the most of a box now was the least of it before
    shares = [source.share_ppm for source in reversed(sku.sources)]
    return tuple(
        msgspec.structs.replace(source, share_ppm=share)
        for source, share in zip(sku.sources, shares, strict=True)
    )


def part_code(item: WorldItem, place: int) -> str:
    """The product code of a box's part; `place` counts from 1."""
    return f"CP{_number(item)}{place}"


def _box(draw: Draw, item: WorldItem, county: str) -> WorldItem:
    body = f"X{_number(item)}{draw.below(10_000):04d}"
    sources = tuple(
        msgspec.structs.replace(source, producer_code="", household_code="", village_code="")
        for source in _parts(draw, item, county)
    )
    skus = tuple(
        msgspec.structs.replace(sku, merchant_code=body + check_letter(body), sources=sources)
        for sku in item.skus
    )
    is_repacked = draw.chance(_REPACKED_PPM)
    day = _FIRST_REPACKED + timedelta(days=draw.below(_REPACKED_DAYS))
    return msgspec.structs.replace(
        item,
        origin_path="O3-box",
        origin_level="county",
        origin_text="",
        product_code="",
        repacked_on=day if is_repacked else None,
        skus=skus,
    )


def _parts(draw: Draw, item: WorldItem, county: str) -> list[WorldSource]:
    """Two or three parts, the first from the item's own county, with shares that sum to all."""
    first = draw.between(400_000, 600_000)
    second = draw.between(150_000, 300_000)
    shares = [first, 1_000_000 - first]
    if draw.chance(_REPACKED_PPM):
        shares = [first, second, 1_000_000 - first - second]
    plain = item.skus[0].sources[0]
    parts = []
    for place, share in enumerate(shares):
        is_elsewhere = place > 0 and draw.chance(_ELSEWHERE_PPM)
        where = draw.pick(hunan_counties()).region_code if is_elsewhere else county
        parts.append(msgspec.structs.replace(plain, county_code=where, share_ppm=share))
    return parts


def _village(draw: Draw, county: str) -> str:
    villages = villages_by_county().get(county, ())
    return draw.pick(villages).village_code if villages else ""


def _number(item: WorldItem) -> str:
    """The shop's ordinal and the item's place, as every code of the item has them."""
    return item.item_id[2:7]
