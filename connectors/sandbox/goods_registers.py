"""What the box's registers say of goods beside the products: brands, batches, certificates, yields.

Invented by the seed for the world's own products; names and documents say 示例. Nothing here
attributes a sale. Keep out: products, codes and matches (registers), slips and boxes
(content_registers).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from connectors.places.regions import region
from connectors.sandbox.geography import POOR_COUNTIES, hunan_counties
from connectors.sandbox.goods import FARM_GOODS
from connectors.sandbox.hashing import Draw
from connectors.sandbox.records import WorldItem, WorldShop
from connectors.sandbox.work_registers import SAMPLE, enterprise_code
from connectors.sandbox.world import World

Row = dict[str, str]

_CERTIFICATES = ("pollution_free", "green", "organic", "agri_geographical", "food_licence")
_BATCHES = ("O1-batch", "O1-delivered")
_PACKED_ON = date(2019, 5, 31)


def brand_rows(_: World) -> Iterator[Row]:
    """A brand of each of the 51 counties."""
    for county in sorted(POOR_COUNTIES):
        found = region(county)
        yield {
            "brand_code": brand_code(county),
            "brand_name": f"{found.short_name if found else county}山货（示例）",
            "brand_kind": "one_county",
            "area_code": county,
            "enterprise_code": enterprise_code(county),
        }


def brand_code(county: str) -> str:
    """The code of a county's brand."""
    return f"PP{county}"


def industry_rows(_: World) -> Iterator[Row]:
    """The industries of what the box sells."""
    seen: set[str] = set()
    for goods in FARM_GOODS:
        if goods.industry not in seen:
            seen.add(goods.industry)
            yield {
                "industry": goods.industry,
                "goods_class": goods.goods_class,
                "document": SAMPLE,
            }


def capacity_rows(world: World) -> Iterator[Row]:
    """What producers with a product code can yield of it in 2020."""
    for _, item in _products(world, "O3-code"):
        source = item.skus[0].sources[0]
        if source.producer_code:
            draw = Draw(world.seed, "capacity", item.product_code)
            yield {
                "producer_code": source.producer_code,
                "product_code": item.product_code,
                "year": "2020",
                "quantity": str(draw.between(5_000, 90_000)),
                "unit": "斤",
                "source": draw.pick(("inspected", "told")),
            }


def brand_user_rows(world: World) -> Iterator[Row]:
    """Who may use a county's brand: producers there with a product code."""
    for _, item in _products(world, "O3-code"):
        source = item.skus[0].sources[0]
        if source.producer_code and source.county_code in POOR_COUNTIES:
            yield {
                "brand_code": brand_code(source.county_code),
                "producer_code": source.producer_code,
                "product_code": item.product_code,
                "permit_no": f"SQ{item.product_code}",
                "valid_from": "2019-01-01",
                "valid_to": "2022-01-01",
            }


def certificate_rows(world: World) -> Iterator[Row]:
    """Certificates of a few products; some have run out by June 2020."""
    for _, item in _products(world, "O3-match"):
        draw = Draw(world.seed, "certificate", item.product_code)
        if draw.chance(400_000):
            issued = date(2017, 1, 1) + timedelta(days=draw.below(900))
            county = item.skus[0].sources[0].county_code
            yield {
                "certificate_no": f"ZS{item.product_code}",
                "certificate_kind": draw.pick(_CERTIFICATES),
                "product_code": item.product_code,
                "county_code": county,
                "enterprise_code": enterprise_code(county),
                "issued_by": "发证机构（示例）",
                "issued_on": issued.isoformat(),
                "expires_on": (issued + timedelta(days=1_095)).isoformat(),
            }


def batch_rows(world: World) -> Iterator[Row]:
    """The batches whose code stands on lines; their slips tell who delivered."""
    for path in _BATCHES:
        for _, item in _products(world, path):
            for code in sorted({sku.merchant_code for sku in item.skus}):
                yield {
                    "batch_code": code,
                    "product_code": item.product_code,
                    "produced_on": _PACKED_ON.isoformat(),
                    "quantity": "1000",
                    "unit": "斤",
                }


def catalogue_rows(world: World) -> Iterator[Row]:
    """The products of the 51 counties that a list of the province names."""
    for _, item in _products(world, "O3-match"):
        draw = Draw(world.seed, "catalogue", item.product_code)
        county = item.skus[0].sources[0].county_code
        if county in POOR_COUNTIES and draw.chance(500_000):
            yield {
                "product_code": item.product_code,
                "catalogue_level": "province",
                "catalogue_no": "第一批（示例）",
                "document": SAMPLE,
                "county_code": county,
                "poor_household_count": str(draw.between(5, 200)),
            }


def _products(world: World, path: str) -> Iterator[tuple[WorldShop, WorldItem]]:
    seen: set[str] = set()
    for shop in world.shops:
        for item in world.items(shop.shop_id):
            if item.origin_path == path and item.product_code not in seen and not item.copy_of:
                seen.add(item.product_code)
                if item.skus[0].sources[0].county_code in _home_counties():
                    yield shop, item


def _home_counties() -> frozenset[str]:
    return frozenset(county.region_code for county in hunan_counties())


WRITERS: dict[str, Callable[[World], Iterator[Row]]] = {
    "brands": brand_rows,
    "industries": industry_rows,
    "batches": batch_rows,
    "capacities": capacity_rows,
    "brand_users": brand_user_rows,
    "certificates": certificate_rows,
    "poverty_catalogue": catalogue_rows,
}
