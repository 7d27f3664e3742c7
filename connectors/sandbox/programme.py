"""Sample targets and sample poor villages for the programme hunan-2020, at the box's own scale.

The notice's annexes are missing, so there are no real targets below the province and no list of
villages; what stands in their place is marked is_sample wherever it goes. Children sum to their
parents. Keep out: anything a document says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from connectors.sandbox.geography import (
    POOR_COUNTIES,
    PROVINCE_CODE,
    hunan_counties,
    poor_villages,
    prefecture_of,
)
from connectors.sandbox.hashing import Draw
from connectors.sandbox.lifecycle import TABLE_SIZE, plan_table
from connectors.sandbox.mix import QUANTITY_PPM, THREE_LINES_PPM, TWO_LINES_PPM
from connectors.sandbox.records import WorldItem, WorldShop
from connectors.sandbox.truth import is_seller_proved
from connectors.sandbox.volume import expected_orders
from connectors.sandbox.world import World

Row = dict[str, str]

PROGRAMME = "hunan-2020"
REGION_COLUMNS = ("programme", "region_set", "region_code", "region_class", "source", "is_sample")
TARGET_COLUMNS = (
    "programme",
    "indicator_code",
    "region_code",
    "year",
    "target_fen",
    "document",
    "clause",
    "is_sample",
)
_SAMPLE = "示例（按沙箱规模）"
_FARM = ("primary_agri", "processed_food", "herbal", "tea_liquor")
_VILLAGE_CLASSES = (*_FARM, "handicraft")
_MILLION = 1_000_000
#: April to June's share of the year's target, per county
_COMPLETION_PERMILLE = (380, 640)
_SPRING = (date(2020, 4, 1), date(2020, 7, 1))
#: targets are round: whole hundreds of yuan
_ROUND_FEN = 10_000


def region_rows(world: World) -> Iterator[Row]:
    """The sample of poor villages."""
    for villages in poor_villages(world.seed).values():
        for village in villages:
            yield {
                "programme": PROGRAMME,
                "region_set": "poor_villages",
                "region_code": village.village_code,
                "region_class": "",
                "source": "示例（随机抽取，非真实名单）",
                "is_sample": "true",
            }


def target_rows(world: World) -> Iterator[Row]:
    """Targets of 2020 for the province, its prefectures and its counties."""
    sales, trade = _spring_sales(world)
    draw = Draw(world.seed, "targets")
    retail = _targets(draw, sales, [c.region_code for c in hunan_counties()])
    poor = _targets(draw, sales, sorted(POOR_COUNTIES))
    villages = _targets(draw, trade, sorted(poor_villages(world.seed)))
    for indicator, targets in (
        ("agri_retail", retail),
        ("poor_county_agri_retail", poor),
        ("poor_village_trade", villages),
    ):
        for code, target in sorted(_with_parents(targets).items()):
            yield {
                "programme": PROGRAMME,
                "indicator_code": indicator,
                "region_code": code,
                "year": "2020",
                "target_fen": str(target),
                "document": _SAMPLE,
                "clause": "",
                "is_sample": "true",
            }


def _targets(draw: Draw, sales: dict[str, int], counties: list[str]) -> dict[str, int]:
    """A year's target for each county: its spring sales over a share that differs by county."""
    known = sorted(sales[c] for c in counties if sales.get(c))
    typical = known[len(known) // 2] if known else _ROUND_FEN
    targets = {}
    for county in counties:
        permille = draw.between(*_COMPLETION_PERMILLE)
        year = (sales.get(county) or typical) * 1_000 // permille
        targets[county] = max(_ROUND_FEN, year // _ROUND_FEN * _ROUND_FEN)
    return targets


def _with_parents(targets: dict[str, int]) -> dict[str, int]:
    sums = dict(targets)
    for county, target in targets.items():
        for parent in (prefecture_of(county).region_code, PROVINCE_CODE):
            sums[parent] = sums.get(parent, 0) + target
    return sums


def _spring_sales(world: World) -> tuple[dict[str, int], dict[str, int]]:
    """About what April to June bring, in fen.

    Farm goods by the seller's county, and goods of the sample villages by the county of origin.
    """
    sales: dict[str, int] = {}
    trade: dict[str, int] = {}
    poor = {v.village_code for vs in poor_villages(world.seed).values() for v in vs}
    for shop in world.shops:
        if shop.trade_flow == "down":
            continue
        per_weight = _line_fen(world, shop)
        for item in world.items(shop.shop_id):
            money = item.weight * per_weight * _price(item) // _MILLION
            if item.goods_class in _FARM and is_seller_proved(shop):
                sales[shop.county_code] = sales.get(shop.county_code, 0) + money
            if item.goods_class in _VILLAGE_CLASSES and item.origin_level in (
                "household",
                "village",
            ):
                source = item.skus[0].sources[0]
                if source.village_code in poor:
                    trade[source.county_code] = trade.get(source.county_code, 0) + money
    return sales, trade


def _line_fen(world: World, shop: WorldShop) -> int:
    """Units of goods that spring brings for each unit of an item's weight, times a million."""
    table = plan_table(shop.lifecycle)
    kept = sum(
        int(count)
        for plan, count in zip(table.plans, table.totals, strict=True)
        # what is given back whole in spring is no sale in the end; the recall comes later
        if plan.is_paid and (plan.refund_scope != "order" or shop.lifecycle == "recall")
    )
    lines = _MILLION + TWO_LINES_PPM + 2 * THREE_LINES_PPM
    quantity = sum(count * share for count, share in QUANTITY_PPM)
    orders = expected_orders(world.trade(shop.shop_id), *_SPRING) * kept // TABLE_SIZE
    weights = sum(item.weight for item in world.items(shop.shop_id))
    return orders * lines * quantity // _MILLION // weights


def _price(item: WorldItem) -> int:
    return sum(sku.price_fen for sku in item.skus) // len(item.skus)
