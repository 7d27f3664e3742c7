"""The registers a province would hold about this box, in the columns of the public templates.

They are written from what was made. Codes are those in force in June 2020.
Keep out: shops and where they are (shop_registers), programmes and targets, truth, export files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime

from connectors.places.regions import all_regions
from connectors.places.villages import all_villages
from connectors.sandbox.content_registers import DELIVERY_COLUMNS, delivery_rows, part_rows
from connectors.sandbox.doubts import is_brushed
from connectors.sandbox.geography import REFERENCE_DAY
from connectors.sandbox.hashing import Draw
from connectors.sandbox.mix import POOR_HOUSEHOLD_PPM
from connectors.sandbox.records import WorldItem, WorldShop, WorldSku
from connectors.sandbox.shop_registers import shop_rows, warehouse_rows
from connectors.sandbox.spoiling import other_code
from connectors.sandbox.volume import expected_orders
from connectors.sandbox.world import World
from connectors.sandbox.writing import flag

Row = dict[str, str]

#: column names in order; valid_from and valid_to end each row
COLUMNS: dict[str, tuple[str, ...]] = {
    "regions": (
        "region_code",
        "name",
        "short_name",
        "level",
        "parent_code",
        "successor_code",
        "is_statistical_zone",
    ),
    "villages": ("village_code", "name", "town_code", "town_name", "county_code", "village_kind"),
    "shops": (
        "platform",
        "shop_id",
        "shop_name",
        "owner_kind",
        "trade_flow",
        "operating_county_code",
        "operating_village_code",
        "inspected_on",
        "inspected_county_code",
        "inspected_village_code",
        "licence_county_code",
        "ship_from_county_code",
        "is_own_produce",
        "is_station",
        "flags",
    ),
    "warehouses": ("county_code", "warehouse_name", "source"),
    "producers": (
        "producer_code",
        "producer_kind",
        "county_code",
        "village_code",
        "is_poor_household",
    ),
    "products": (
        "product_code",
        "product_name",
        "goods_class",
        "industry",
        "county_code",
        "village_code",
        "producer_code",
        "evidence_kind",
    ),
    "codes": ("merchant_code", "code_kind", "producer_code", "product_code", "capacity_quantity"),
    "item_matches": ("platform", "item_id", "product_code"),
    "agreements": (
        "agreement_no",
        "platform",
        "shop_id",
        "product_code",
        "producer_code",
        "share_ppm",
    ),
    "deliveries": DELIVERY_COLUMNS,
}
#: the moment at which the registers were written: late enough for every payment that they count
_SEEN_AT = datetime(2020, 7, 1)
_VALIDITY = ("valid_from", "valid_to")
_PROVINCE = "43"
_CODE_KINDS = {
    "O1-code": "household",
    "O2-code": "household",
    "O1-batch": "batch",
    "O1-delivered": "batch",
    "O3-code": "product",
}
_EVIDENCE_KINDS = {"O1-batch": "batch", "O1-delivered": "batch", "O3-brand": "brand"}
_MATCHED = ("O2-agreement", "O3-match", "O3-brand")


def columns_of(register: str) -> tuple[str, ...]:
    """The columns of a register's file, validity included."""
    return (*COLUMNS[register], *_VALIDITY)


def register_rows(world: World, register: str) -> Iterator[Row]:
    """The rows of one register. Raises KeyError for a name that is no register."""
    empty = dict.fromkeys(columns_of(register), "")
    for row in _WRITERS[register](world):
        yield empty | row


def region_rows(_: World | None = None) -> Iterator[Row]:
    """Hunan's regions with the days of their codes."""
    for region in all_regions():
        if region.region_code.startswith(_PROVINCE):
            yield {
                "region_code": region.region_code,
                "name": region.name,
                "short_name": region.short_name,
                "level": region.level,
                "parent_code": region.parent_code,
                "successor_code": region.successor_code,
                "is_statistical_zone": flag(region.is_statistical_zone),
                "valid_from": _day(region.valid_from),
                "valid_to": _day(region.valid_to),
            }


def village_rows(_: World | None = None) -> Iterator[Row]:
    """Hunan's villages; their counties in the codes of June 2020."""
    for village in all_villages():
        yield {
            "village_code": village.village_code,
            "name": village.name,
            "town_code": village.town_code,
            "town_name": village.town_name,
            "county_code": village.county_code(REFERENCE_DAY),
            "village_kind": village.village_kind,
        }


def _producer_rows(world: World) -> Iterator[Row]:
    seen: set[str] = set()
    for _, item in _items(world):
        for source in (s for sku in item.skus for s in sku.sources):
            if not source.producer_code or source.producer_code in seen:
                continue
            seen.add(source.producer_code)
            is_household = bool(source.household_code)
            draw = Draw(world.seed, "producer", source.producer_code)
            yield {
                "producer_code": source.producer_code,
                "producer_kind": "household" if is_household else "coop",
                "county_code": _written_code(world, source.producer_code, source.county_code),
                "village_code": source.village_code,
                "is_poor_household": flag(draw.chance(POOR_HOUSEHOLD_PPM)) if is_household else "",
            }


def _product_rows(world: World) -> Iterator[Row]:
    for _, item in _items(world):
        if not item.product_code:
            continue
        source = item.skus[0].sources[0]
        is_fine = item.origin_level == "village"
        yield {
            "product_code": item.product_code,
            "product_name": item.title,
            "goods_class": item.goods_class,
            "industry": item.industry,
            "county_code": _written_code(world, item.product_code, source.county_code),
            "village_code": source.village_code if is_fine else "",
            "producer_code": source.producer_code if is_fine else "",
            "evidence_kind": _EVIDENCE_KINDS.get(item.origin_path, "product"),
        }
    for part, county in part_rows(world):
        yield part | {"county_code": _written_code(world, part["product_code"], county)}


def _written_code(world: World, key: str, county: str) -> str:
    """The county's code as the clerk wrote it: now and then that of another day."""
    draw = Draw(world.seed, "written code", key)
    return (draw.chance(world.dirt.old_name_ppm) and other_code(county)) or county


def _code_rows(world: World) -> Iterator[Row]:
    for shop, item in _items(world):
        kind = _CODE_KINDS.get(item.origin_path)
        if kind is None:
            continue
        seen: set[str] = set()
        sold = _sold_before(world, shop, item.sold_out_on) if item.sold_out_on else {}
        for sku in item.skus:
            if sku.merchant_code in seen:
                continue
            seen.add(sku.merchant_code)
            has_quantity = item.origin_path == "O1-code"
            yield {
                "merchant_code": sku.merchant_code,
                "code_kind": kind,
                "producer_code": _producer_of(item, sku),
                "product_code": item.product_code,
                "capacity_quantity": str(_yield(world, shop, item, sku, sold))
                if has_quantity
                else "",
            }


def _producer_of(item: WorldItem, sku: WorldSku) -> str:
    """Whom the code itself names; of a batch that several delivered only the slips tell."""
    return "" if item.origin_path in ("O3-code", "O1-delivered") else sku.sources[0].producer_code


def _yield(
    world: World, shop: WorldShop, item: WorldItem, sku: WorldSku, sold: dict[str, int]
) -> int:
    """Units a year that a household can yield: honest ones sell well within it.

    One that sold out had grown just what was sold under its code until that day.
    """
    if item.sold_out_on is not None:
        return sold.get(sku.merchant_code, 0)
    weights = sum(i.weight for i in world.items(shop.shop_id))
    year = expected_orders(world.trade(shop.shop_id), date(2020, 4, 1), date(2021, 1, 1))
    # a household's skus sell alike
    units = year * 3 * item.weight // (weights * len(item.skus))
    return units * 4 + 60


def _sold_before(world: World, shop: WorldShop, day: date) -> dict[str, int]:
    """Units by merchant code that buyers had paid for in that year before that day.

    What the shop bought from itself used up nothing.
    """
    start, end = datetime(day.year, 1, 1), datetime(day.year, day.month, day.day)
    index = world.orders(shop.shop_id, by="paid", start=start, end=end, now=_SEEN_AT)
    units: Counter[str] = Counter()
    for order in index.oldest_first(0, index.total):
        for line in order.lines if not is_brushed(world, shop, order) else ():
            units[line.merchant_code] += line.quantity
    return units


def _match_rows(world: World) -> Iterator[Row]:
    for shop in world.shops:
        for item in world.items(shop.shop_id):
            if item.origin_path in _MATCHED:
                yield {
                    "platform": shop.platform,
                    "item_id": item.item_id,
                    "product_code": item.product_code,
                }


def _agreement_rows(world: World) -> Iterator[Row]:
    for shop, item in _items(world):
        if item.origin_path != "O2-agreement":
            continue
        for source in item.skus[0].sources:
            yield {
                "agreement_no": f"XY{item.product_code[2:]}",
                "platform": shop.platform,
                "shop_id": shop.shop_id,
                "product_code": item.product_code,
                "producer_code": source.producer_code,
                "share_ppm": str(source.share_ppm),
            }


def _items(world: World) -> Iterator[tuple[WorldShop, WorldItem]]:
    for shop in world.shops:
        for item in world.items(shop.shop_id):
            if not item.copy_of:
                yield shop, item


def _day(day: date) -> str:
    return "" if day in (date.min, date.max) else day.isoformat()


_WRITERS: dict[str, Callable[[World], Iterator[Row]]] = {
    "regions": region_rows,
    "villages": village_rows,
    "shops": shop_rows,
    "warehouses": warehouse_rows,
    "producers": _producer_rows,
    "products": _product_rows,
    "codes": _code_rows,
    "item_matches": _match_rows,
    "agreements": _agreement_rows,
    "deliveries": delivery_rows,
}
