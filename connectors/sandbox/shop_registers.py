"""Where the box's shops are, as its registers have it: shops, and cloud warehouses.

With the dirt that registers have: a shop that moved and told nobody, places of different grades
that disagree, parcels that leave from elsewhere. Keep out: what shops sell, other registers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from connectors.sandbox.geography import PROVINCE_CODE, hunan_counties, prefecture_of
from connectors.sandbox.hashing import Draw
from connectors.sandbox.mix import FROM_WAREHOUSE_PPM, WAREHOUSE_COUNTY
from connectors.sandbox.records import WorldShop
from connectors.sandbox.world import World
from connectors.sandbox.writing import flag

Row = dict[str, str]

#: the province's own codes only: other provinces are known by their numbers
_PROVINCE = "43"


def shop_rows(world: World) -> Iterator[Row]:
    """The register of shops; of some shops nobody wrote down anything."""
    for shop in world.shops:
        if shop.seller_path == "SU":
            continue
        if shop.is_stale:
            yield _shop_row(world, shop, shop.earlier_county_code)
        elif shop.moved_on is not None:
            before = _shop_row(world, shop, shop.earlier_county_code)
            yield before | {"valid_to": shop.moved_on.isoformat()}
            after = _shop_row(world, shop, shop.known_region_code)
            yield after | {"valid_from": shop.moved_on.isoformat()}
        else:
            yield _shop_row(world, shop, shop.known_region_code)


def _shop_row(world: World, shop: WorldShop, place: str) -> Row:
    draw = Draw(world.seed, "shop register", shop.platform, shop.ordinal)
    elsewhere = draw.pick(hunan_counties()).region_code
    row = {
        "platform": shop.platform,
        "shop_id": shop.shop_id,
        "shop_name": shop.name,
        "owner_kind": shop.owner_kind,
        "trade_flow": shop.trade_flow,
        "ship_from_county_code": _ship_from(draw, shop, place),
        "is_own_produce": flag(shop.is_own_produce),
        "is_station": flag(shop.is_station),
        "flags": "扶贫小店" if shop.owner_kind == "household" else "",
    }
    if shop.seller_path == "S4":
        return row | {"operating_county_code": place}
    # lesser evidence may name another place: a licence stays where the firm was founded
    lesser = elsewhere if draw.chance(60_000) else place
    if shop.seller_path == "S3":
        return row | {"licence_county_code": place}
    if draw.chance(700_000) and place.startswith(_PROVINCE) and not place.endswith("00"):
        row["licence_county_code"] = lesser
    if shop.seller_path == "S2":
        return row | {"operating_county_code": place, "operating_village_code": shop.village_code}
    return row | {
        "operating_county_code": elsewhere if draw.chance(40_000) else place,
        "inspected_on": date(2019, 3 + draw.below(3), 1 + draw.below(28)).isoformat(),
        "inspected_county_code": place,
        "inspected_village_code": shop.village_code,
    }


def _ship_from(draw: Draw, shop: WorldShop, place: str) -> str:
    """Where the shop's parcels leave from, as the register has it."""
    is_stored = draw.chance(FROM_WAREHOUSE_PPM)
    if shop.known_region_code == shop.county_code:
        return WAREHOUSE_COUNTY if is_stored else place
    if shop.seller_path == "S4" or place == PROVINCE_CODE:
        return shop.county_code
    if prefecture_of(WAREHOUSE_COUNTY).region_code == place:
        return WAREHOUSE_COUNTY
    # another firm's store, which no list knows
    stores = [c.region_code for c in hunan_counties() if c.region_code[:4] != place[:4]]
    return draw.pick([c for c in stores if c != WAREHOUSE_COUNTY])


def warehouse_rows(_: World) -> Iterator[Row]:
    """The list of cloud warehouses: a sample, as its own words say."""
    yield {
        "county_code": WAREHOUSE_COUNTY,
        "warehouse_name": "云仓（示例）",
        "source": "示例数据，非真实名单",
    }
