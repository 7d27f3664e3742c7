"""The shops of the box: one or more in nearly every county, and the special ones.

Keep out: what they sell, their orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from connectors.places.regions import region
from connectors.sandbox.dirt import Dirt
from connectors.sandbox.geography import (
    PROVINCE_CODE,
    hunan_counties,
    poor_villages,
    prefecture_of,
    villages_by_county,
)
from connectors.sandbox.goods import BRAND_WORDS
from connectors.sandbox.hashing import Draw
from connectors.sandbox.mix import (
    COUNTIES_WITHOUT_SHOP,
    DOWN_SHOP_PPM,
    EARLY_PPM,
    GONE_SHOP_PPM,
    MORE_KINDS,
    MORE_SHOPS,
    NEW_SHOP_PPM,
    OWN_PRODUCE_PPM,
    RECALL_COUNTY,
    SELLER_PATHS_PPM,
    SHOP_COUNT,
    SPECIAL_SHOPS,
    STATION_PPM,
    WAREHOUSE_COUNTY,
    WEIGHT_EXPONENT_HUNDREDTHS,
)
from connectors.sandbox.moves import with_moves
from connectors.sandbox.records import WorldShop

_T = TypeVar("_T")
_OUTSIDE = (
    "330106",
    "440305",
    "320508",
    "420111",
    "510107",
    "350203",
    "370202",
    "410105",
    "360111",
)
_OLD = date(2018, 3, 1)
_KNOWN_TO_PREFECTURE = ("prefecture", "warehouse", "S4")
_KINDS = {
    "coop": "合作社专营店",
    "enterprise": "食品旗舰店",
    "individual": "土特产店",
    "household": "农家小铺",
    "station": "电商服务站",
}


def make_shops(seed: int, platforms: Sequence[str], dirt: Dirt) -> tuple[WorldShop, ...]:
    """The platforms' shops, Taobao's first; the same seed makes the same shops.

    A platform's shops do not depend on which others the world has.
    """
    found = [shop for shop in _first_shops(seed, dirt) if shop.platform in platforms]
    for platform, (first, count) in MORE_SHOPS.items():
        if platform in platforms:
            found += _more_shops(seed, platform, first, count)
    return tuple(found)


def _first_shops(seed: int, dirt: Dirt) -> tuple[WorldShop, ...]:
    """Taobao's and JD's, which share the counties among them."""
    places = _places(seed)
    shops: list[WorldShop] = []
    for platform, kinds in places.items():
        weights = _weights(seed, platform, len(kinds))
        for rank, (kind, county) in enumerate(kinds):
            shops.append(_shop(seed, platform, len(shops) + 1, weights[rank], kind, county))
    return with_moves(seed, tuple(shops), dirt)


def _more_shops(seed: int, platform: str, first: int, count: int) -> list[WorldShop]:
    draw = Draw(seed, "places", platform)
    counties = _open_counties()
    weights = _weights(seed, platform, count)
    shops = []
    for rank in range(count):
        kind = MORE_KINDS[rank]
        county = _place(draw, kind, counties)
        shops.append(_shop(seed, platform, first + rank, weights[rank], kind, county))
    return shops


def _open_counties() -> list[str]:
    """Where shops may stand; the county of the recall has no other shop."""
    counties = [c.region_code for c in hunan_counties()]
    return [c for c in counties if c not in (*COUNTIES_WITHOUT_SHOP, RECALL_COUNTY)]


def _places(seed: int) -> dict[str, list[tuple[str, str]]]:
    """Per platform, the kind and county of its shops, the largest first."""
    draw = Draw(seed, "places")
    shuffled = _shuffled(draw, _open_counties())
    found: dict[str, list[tuple[str, str]]] = {"taobao": [("recall", RECALL_COUNTY)], "jd": []}
    for kind, *counts in SPECIAL_SHOPS:
        for platform, count in zip(found, counts, strict=True):
            for _ in range(int(count)):
                found[platform].append((str(kind), _place(draw, str(kind), shuffled)))
    room = {p: SHOP_COUNT[p] - len(kinds) for p, kinds in found.items()}
    only = [("ordinary", c) for c in shuffled]
    more = [("extra", draw.pick(shuffled)) for _ in range(sum(room.values()) - len(only))]
    every = _shuffled(draw, only + more)
    found["taobao"] += every[: room["taobao"]]
    found["jd"] += every[room["taobao"] :]
    return {platform: _ranked(draw, kinds) for platform, kinds in found.items()}


def _place(draw: Draw, kind: str, counties: list[str]) -> str:
    """The county of a shop of that kind. Always one draw, so that no kind moves another's shops."""
    if kind == "outside":
        return draw.pick(_OUTSIDE)
    around = prefecture_of(WAREHOUSE_COUNTY).region_code[:4]
    if kind == "warehouse":
        counties = [c for c in counties if c.startswith(around)]
    if kind in ("S4", "warehouse"):
        counties = [c for c in counties if c != WAREHOUSE_COUNTY]
    return draw.pick(counties)


def _ranked(draw: Draw, kinds: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """In order of size: the largest fifth are shops that a county has for certain."""
    order = _shuffled(draw, kinds)
    plain = [k for k in order if k[0] == "ordinary"]
    top = plain[: len(order) // 5]
    rest = plain[len(top) :] + [k for k in order if k[0] != "ordinary"]
    return top + _shuffled(draw, rest)


def _shuffled(draw: Draw, values: list[_T]) -> list[_T]:
    return [value for _, _, value in sorted((draw.word(), i, v) for i, v in enumerate(values))]


def _weights(seed: int, platform: str, count: int) -> list[int]:
    """Shares of the largest shop, falling with the rank; the first is the whole."""
    draw = Draw(seed, "weights", platform)
    exponent = WEIGHT_EXPONENT_HUNDREDTHS / 100
    weights = [1_000_000]
    for rank in range(2, count + 1):
        # a float to the power of a float may differ in its last bits between machines
        plain = round(1_000 / rank**exponent) * 1_000
        weights.append(max(2_000, plain * draw.between(850, 1_150) // 1_000))
    return weights


def _shop(seed: int, platform: str, ordinal: int, weight: int, kind: str, county: str) -> WorldShop:
    draw = Draw(seed, "shop", platform, ordinal)
    is_inside = county.startswith("43")
    is_plain = kind in ("ordinary", "extra")
    is_small = is_plain and weight < 250_000
    is_own = is_plain and draw.chance(OWN_PRODUCE_PPM)
    is_down = kind == "extra" and is_small and not is_own and draw.chance(DOWN_SHOP_PPM)
    is_station = is_down or (is_small and not is_own and draw.chance(STATION_PPM))
    owner = _owner(draw, is_own=is_own, is_station=is_station)
    path = "S1" if is_own else _path(draw, kind)
    if is_station and path == "S1":
        # an inspected station would be evidence that all it sells is its village's own (O5)
        path = "S2"
    is_new = is_small and draw.chance(NEW_SHOP_PPM)
    is_gone = kind == "extra" and is_small and not is_new and draw.chance(GONE_SHOP_PPM)
    return WorldShop(
        ordinal=ordinal,
        platform=platform,
        shop_id=_shop_id(draw, platform, ordinal),
        name=_name(draw, county, owner, kind),
        weight_ppm=weight if kind != "recall" else max(weight, 60_000),
        opened_on=date(2020, 1, 1 + draw.below(28)) if is_new else _OLD,
        closed_on=_closed_on(draw, kind, is_gone=is_gone),
        county_code=county,
        village_code=_village(seed, draw, county) if is_own else "",
        earlier_county_code="",
        moved_on=None,
        known_region_code=_known(kind, county),
        owner_kind=owner,
        trade_flow="down" if is_down else "up",
        seller_path=path if is_inside else "S2",
        is_own_produce=is_own,
        is_station=is_station,
        is_stale=False,
        early_ppm=draw.between(*EARLY_PPM),
        lifecycle="recall" if kind == "recall" else platform,
    )


def _path(draw: Draw, kind: str) -> str:
    if kind in ("S4", "SU"):
        return kind
    if kind == "ship_from":
        return "S4"
    if kind not in ("ordinary", "extra"):
        return "S2"
    return draw.choose(SELLER_PATHS_PPM)


def _owner(draw: Draw, *, is_own: bool, is_station: bool) -> str:
    if is_station:
        return "station"
    return draw.pick(("coop", "household") if is_own else ("coop", "enterprise", "individual"))


def _closed_on(draw: Draw, kind: str, *, is_gone: bool) -> date | None:
    if kind == "recall":
        return date(2020, 6, 1)
    return date(2020, 4, 1 + draw.below(20)) if is_gone else None


def _known(kind: str, county: str) -> str:
    if kind in _KNOWN_TO_PREFECTURE:
        return prefecture_of(county).region_code
    if kind == "ship_from":
        return ""
    return PROVINCE_CODE if kind == "province" else county


def _village(seed: int, draw: Draw, county: str) -> str:
    villages = poor_villages(seed).get(county) or villages_by_county().get(county) or ()
    return draw.pick(villages).village_code if villages else ""


def _shop_id(draw: Draw, platform: str, ordinal: int) -> str:
    # the ordinal keeps ids apart whatever is drawn
    head = draw.between(100, 899)
    tail = draw.below(1000) if platform != "jd" else 0
    forms = {
        "taobao": f"{head}{ordinal:03d}{tail:03d}",
        "jd": f"{head}{ordinal:03d}",
        "pdd": f"9{head}{ordinal:03d}{tail:03d}",
        "douyin": f"{ordinal:03d}{head}{tail:03d}21",
        # a WeChat shop is known by its appid
        "wechat": f"wx{head}{ordinal:03d}{tail:03d}{ordinal * 7919 % 10_000_000:07x}",
        "kuaishou": f"18{head}{ordinal:03d}{tail:03d}",
        "suning": f"70{head}{ordinal:03d}",
    }
    return forms[platform]


def _name(draw: Draw, county: str, owner: str, kind: str) -> str:
    place = region(county if kind != "province" else PROVINCE_CODE)
    if kind in _KNOWN_TO_PREFECTURE:
        place = prefecture_of(county)
    short = place.short_name if place else ""
    return f"{short}{draw.pick(BRAND_WORDS)}{_KINDS[owner]}（示例）"
