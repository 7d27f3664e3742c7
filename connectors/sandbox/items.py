"""What each shop offers, where it truly comes from, and what the world knows about that.

An item is made with its true sources first; the evidence is laid on top by the item's path.
Keep out: registers (they are written from what is made here), orders.
"""

from __future__ import annotations

from datetime import datetime

from connectors.places.regions import region
from connectors.sandbox.dirt import Dirt
from connectors.sandbox.geography import (
    hunan_counties,
    place_text,
    poor_villages,
    prefecture_of,
    villages_by_county,
)
from connectors.sandbox.goods import DOWN_GOODS, FARM_GOODS, GIFT, Goods
from connectors.sandbox.hashing import Draw, at_share
from connectors.sandbox.ids import check_letter
from connectors.sandbox.mix import (
    AGREEING_ATTRIBUTE_PPM,
    AGREEMENT_PPM,
    BATCH_PPM,
    O3_KINDS_PPM,
    O3_VILLAGE_PPM,
    O4_PREFECTURE_ONLY_PPM,
    ORIGIN_OUTSIDE_PPM,
    ORIGIN_OWN_COUNTY_PPM,
    ORIGIN_PATHS_PPM,
    OWN_PRODUCE_CODED_PPM,
    POOR_VILLAGE_PPM,
)
from connectors.sandbox.mixtures import with_mixture
from connectors.sandbox.records import WorldItem, WorldShop, WorldSku, WorldSource
from connectors.sandbox.spoiling import with_pretences, with_wrong_words

_OUTSIDE_COUNTIES = ("450325", "360722", "440781", "420525", "520425")
_LISTED_AT = datetime(2019, 5, 20, 9, 30)
_HAS_PRODUCT = ("O1", "O2", "O3")


def make_items(seed: int, shop: WorldShop, dirt: Dirt) -> tuple[WorldItem, ...]:
    """The items of one shop, the best sellers first, with one gift at the end."""
    draw = Draw(seed, "items", shop.platform, shop.ordinal)
    count = draw.between(6, 13)
    paths = _paths(draw, shop, count)
    items = [_item(seed, shop, place, path, dirt) for place, path in enumerate(paths)]
    return (*items, _gift(shop, len(items)))


def _paths(draw: Draw, shop: WorldShop, count: int) -> list[str]:
    """The evidence path of each item; spread evenly so that a small shop has the mix too."""
    if shop.trade_flow == "down":
        return ["OU"] * count
    shares: tuple[tuple[str, int], ...] = ORIGIN_PATHS_PPM
    if shop.is_own_produce:
        shares = (("O1", OWN_PRODUCE_CODED_PPM), ("O5", 1_000_000 - OWN_PRODUCE_CODED_PPM))
    start = draw.below(1_000_000)
    # steps of the golden section fall evenly whatever the count
    return [at_share(shares, (start + n * 618_034) % 1_000_000) for n in range(count)]


def _item(seed: int, shop: WorldShop, place: int, path: str, dirt: Dirt) -> WorldItem:
    draw = Draw(seed, "item", shop.platform, shop.ordinal, place)
    goods = draw.pick(DOWN_GOODS if shop.trade_flow == "down" else FARM_GOODS)
    county = _origin_county(draw, shop)
    if not county.startswith("43") and path not in ("O4", "O6"):
        path = "OU"
    path, level = _evidence(draw, path)
    number = f"{shop.ordinal:03d}{place:02d}"
    item = WorldItem(
        shop_id=shop.shop_id,
        item_id=f"{draw.between(50, 61)}{number}{draw.below(100_000):05d}",
        title=_title(draw, goods, county, path, shop),
        category=goods.category,
        origin_text=_origin_text(draw, county, path),
        goods_class=goods.goods_class,
        industry=goods.industry,
        product_code=f"CP{number}" if path[:2] in _HAS_PRODUCT else "",
        origin_path=path,
        origin_level=level if county.startswith("43") else "none",
        is_gift=False,
        weight=1_000 // (place + 2) + draw.below(60),
        modified_at=_LISTED_AT,
        skus=_skus(seed, draw, shop, goods, county, number, path),
    )
    item = with_wrong_words(draw, item, county, dirt)
    item = with_mixture(seed, shop, item, county, dirt)
    return with_pretences(seed, shop, item, county, dirt)


def _origin_county(draw: Draw, shop: WorldShop) -> str:
    if shop.is_own_produce or (
        shop.county_code.startswith("43") and draw.chance(ORIGIN_OWN_COUNTY_PPM)
    ):
        return shop.county_code
    if draw.chance(ORIGIN_OUTSIDE_PPM):
        return draw.pick(_OUTSIDE_COUNTIES)
    return draw.pick(hunan_counties()).region_code


def _evidence(draw: Draw, path: str) -> tuple[str, str]:
    """The path with its means, and the finest level that it proves."""
    if path == "O1":
        # a batch stands for its producer's village, a code for its household
        return ("O1-batch", "village") if draw.chance(BATCH_PPM) else ("O1-code", "household")
    if path == "O2":
        # an estimate gives shares, not the line's household: only the county is proved
        return ("O2-agreement" if draw.chance(AGREEMENT_PPM) else "O2-code"), "county"
    if path == "O3":
        means = draw.choose(O3_KINDS_PPM)
        if means == "brand" or not draw.chance(O3_VILLAGE_PPM):
            return f"O3-{means}", "county"
        return f"O3-{means}", "village"
    if path == "O4":
        is_short = draw.chance(O4_PREFECTURE_ONLY_PPM)
        return ("O4-prefecture", "none") if is_short else ("O4-county", "county")
    return path, "village" if path == "O5" else "none"


def _title(draw: Draw, goods: Goods, county: str, path: str, shop: WorldShop) -> str:
    place = region(county)
    short = place.short_name if place else ""
    # a place in the title is the whole evidence of O6; elsewhere it is only decoration
    named = path == "O6" or (path[:2] in ("O1", "O3", "O5") and draw.chance(500_000))
    lead = f"{short}" if named else "产地直发"
    return f"{lead}{goods.name} {draw.pick(goods.units)} {shop.name[:-4][-4:]}（示例）"


def _origin_text(draw: Draw, county: str, path: str) -> str:
    if path == "O4-prefecture":
        prefecture = prefecture_of(county)
        return place_text(county)[: place_text(county).index(prefecture.name)] + prefecture.name
    agrees = path[:2] in ("O1", "O2", "O3", "O5") and draw.chance(AGREEING_ATTRIBUTE_PPM)
    return place_text(county) if path == "O4-county" or agrees else ""


def _skus(
    seed: int, draw: Draw, shop: WorldShop, goods: Goods, county: str, number: str, path: str
) -> tuple[WorldSku, ...]:
    count = draw.between(1, 4) if path in ("O1-code", "O2-code") else draw.between(1, 2)
    shared = _sources(seed, draw, shop, county, number, path)
    skus = []
    for place in range(count):
        own = path in ("O1-code", "O2-code")
        sources = _sources(seed, draw, shop, county, f"{number}{place}", path) if own else shared
        skus.append(
            WorldSku(
                sku_id=f"{draw.between(40, 47)}{number}{place}{draw.below(10_000):04d}",
                merchant_code=_code(draw, f"{number}{place}" if own else number, path),
                spec=goods.units[place % len(goods.units)],
                price_fen=draw.between(goods.low_fen, goods.high_fen) // 10 * 10
                + 5 * draw.below(2),
                sources=sources,
            )
        )
    return tuple(skus)


def _sources(
    seed: int, draw: Draw, shop: WorldShop, county: str, number: str, path: str
) -> tuple[WorldSource, ...]:
    """Who truly grew it. An agreement pools the goods of several households."""
    if not county.startswith("43"):
        return (_source("", "", "", county, 1_000_000),)
    village = shop.village_code or _village(seed, draw, county)
    if path == "O2-agreement":
        first, second = draw.between(300_000, 500_000), draw.between(200_000, 300_000)
        shares = (first, second, 1_000_000 - first - second)
        return tuple(
            _source(f"NH{number}{i}", f"NH{number}{i}", _village(seed, draw, county), county, share)
            for i, share in enumerate(shares)
        )
    if path in ("O1-code", "O2-code"):
        return (_source(f"NH{number}", f"NH{number}", village, county, 1_000_000),)
    producer = f"HZ{number}" if path in ("O1-batch", "O3-code", "O3-match") else ""
    return (_source(producer, "", village, county, 1_000_000),)


def _source(producer: str, household: str, village: str, county: str, share: int) -> WorldSource:
    return WorldSource(
        producer_code=producer,
        household_code=household,
        village_code=village,
        county_code=county,
        share_ppm=share,
    )


def _village(seed: int, draw: Draw, county: str) -> str:
    poor = poor_villages(seed).get(county, ())
    every = villages_by_county().get(county, ())
    villages = poor if poor and draw.chance(POOR_VILLAGE_PPM) else every
    return draw.pick(villages).village_code if villages else ""


def _code(draw: Draw, number: str, path: str) -> str:
    """The seller's own code: of a household, a batch, a product; or nothing."""
    head = {"O1-code": "H", "O2-code": "H", "O1-batch": "P", "O3-code": "C"}.get(path)
    if head is None:
        return ""
    body = f"{head}{number}{draw.below(10_000):04d}"
    return body + check_letter(body)


def _gift(shop: WorldShop, place: int) -> WorldItem:
    number = f"{shop.ordinal:03d}{place:02d}"
    source = _source("", "", "", shop.county_code, 1_000_000)
    sku = WorldSku(
        sku_id=f"49{number}00000", merchant_code="", spec="1份", price_fen=0, sources=(source,)
    )
    return WorldItem(
        shop_id=shop.shop_id,
        item_id=f"69{number}00000",
        title=f"{GIFT.name}（示例）",
        category=GIFT.category,
        origin_text="",
        goods_class=GIFT.goods_class,
        industry=GIFT.industry,
        product_code="",
        origin_path="OU",
        origin_level="none",
        is_gift=True,
        weight=0,
        modified_at=_LISTED_AT,
        skus=(sku,),
    )
