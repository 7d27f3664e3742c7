"""All places as a tree, each with an index of the names that may follow its own in an address.

An index is a trie cut after two characters: those lead to the lengths that names have there, a
slice of such a length to the places. That is quicker than a step for every character.

A name stands in two forms. A full name (通道县, 芙蓉镇) counts wherever it stands; a bare stem
(通道, 芙蓉) counts only where the reader finds that nothing else can be meant.
Keep out: reading a text, days (a place here is the same before and after it was renamed).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from connectors.places.naming import town_stem, village_names, village_stem
from connectors.places.regions import Region, all_regions
from connectors.places.towns import all_towns
from connectors.places.villages import Village, all_villages

NATION, PROVINCE, PREFECTURE, COUNTY, TOWN, VILLAGE = range(6)
_LEVELS = {"province": PROVINCE, "prefecture": PREFECTURE, "county": COUNTY}
_KIND = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|省|市|州|盟|县|区|旗)$")
_SELF_RULE = re.compile(r"^(.+)自治([州县旗])$")
_PROPER_TOWN = ("镇", "乡", "街道")


class Meant(NamedTuple):
    """What a name may mean: places whose full name it is, and places whose stem it is."""

    full: tuple[Place, ...]
    stems: tuple[Place, ...]


class Index(NamedTuple):
    """The names that may stand below a place."""

    #: first two characters → lengths of the names that begin so, the longest first
    lengths: dict[str, tuple[int, ...]]
    #: name → the places that it names in full, and those whose stem it is
    names: dict[str, Meant]
    #: name → the only place that it names, in full: None where it is a stem or shared. One look at
    #: this tells most addresses
    plain: dict[str, Place | None]


class Place:
    """A place under its newest code: 2 to 6 digits of a region, 9 of a town, 12 of a village."""

    __slots__ = (
        *("code", "full", "index", "level", "local", "parent", "parts", "read", "region", "stems"),
    )

    def __init__(self, code: str, level: int, parent: Place | None) -> None:
        self.code = code
        self.level = level
        self.parent = parent
        #: the county it lies in; itself where it is none below a county
        self.region: Place = self if level <= COUNTY or parent is None else parent.region
        self.parts: list[Place] = []
        self.full: list[str] = []
        #: names that mean this place only where its parent was named: 高新技术产业园区
        self.local: list[str] = []
        self.stems: list[str] = []
        #: None until `names_below` makes it
        self.index: Index | None = None
        #: what the reader made of it last, and for which day
        self.read: tuple[date, Any] | None = None
        if parent is not None:
            parent.parts.append(self)

    def lies_in(self, other: Place) -> bool:
        """Whether this is `other` or a part of it."""
        place: Place | None = self
        while place is not None:
            if place is other:
                return True
            place = place.parent
        return False


def names_below(place: Place) -> Index:
    """The names that may follow the place's own; made when first asked for."""
    if place.index is None:
        place.index = _index_of(_names_below(place))
    return place.index


@cache
def nation() -> Place:
    """The whole country with every place below it."""
    root = Place("", NATION, None)
    places: dict[str, Place] = {}
    successors = {r.region_code: r.successor_code for r in all_regions()}
    for level in _LEVELS:
        for region in all_regions():
            if region.level == level:
                _add_region(region, places, successors, root)
    for town in all_towns():
        county = places.get(town.town_code[:6])
        # 东莞 and three more have no counties: their towns stand right below the prefecture
        places[town.town_code] = _add_town(town.town_code, town.name, county or root)
    return root


@cache
def _villages_by_town() -> dict[str, list[Village]]:
    villages: dict[str, list[Village]] = {}
    for village in all_villages():
        villages.setdefault(village.town_code, []).append(village)
    return villages


def _parts(place: Place) -> list[Place]:
    """What lies right below; a town's villages are made when first asked for."""
    if place.level == TOWN and not place.parts:
        for village in _villages_by_town().get(place.code, ()):
            part = Place(village.village_code, VILLAGE, place)
            part.full += village_names(village.name)
            part.stems += {village_stem(name) for name in part.full} - set(part.full)
    return place.parts


def _add_region(
    region: Region, places: dict[str, Place], successors: dict[str, str], root: Place
) -> None:
    code = region.region_code
    while successors[code]:
        code = successors[code]
    place = places.get(code)
    if place is None:
        parent = places[region.parent_code] if region.parent_code else root
        place = places[code] = Place(code, _LEVELS[region.level], parent)
    full, stems = _region_names(region, place)
    place.full += [n for n in full if n not in place.full]
    place.stems += [n for n in stems if n not in place.stems and n not in place.full]
    if region.is_statistical_zone:
        for name in _zone_names(place):
            # 西洞庭管理区 is one of its kind, 高新技术产业园区 is not
            (place.full if name.endswith("管理区") else place.local).append(name)


def _region_names(region: Region, place: Place) -> tuple[list[str], list[str]]:
    parent = place.parent
    above = {*parent.full, *parent.stems} if parent else set[str]()
    full = [name for name in region.names if name != region.short_name]
    if region.name not in full:
        full.append(region.name)
    stems = [_KIND.sub("", region.name)]
    if region.short_name != region.name:
        stems.append(region.short_name)
    self_rule = _SELF_RULE.match(region.name)
    if self_rule:  # 江华瑶族县, 湘西自治州
        full.append(self_rule[1] + self_rule[2])
        full.append(f"{region.short_name}自治{self_rule[2]}")
    if region.level == "prefecture" and region.name.endswith("市"):
        full.append(f"{region.short_name}地区")  # what most of them were before
    # a county's stem is never its own city's name: 衡阳 after 衡阳市 is not 衡阳县
    return full, [s for s in stems if len(s) >= 2 and s not in above and s not in full]


def _zone_names(zone: Place) -> list[str]:
    """岳阳市屈原管理区 is written 屈原管理区 or 屈原区 where the city was named already."""
    names = []
    for name in zone.full:
        bare = name
        above = zone.parent
        prefixes = [*above.full, *above.stems] if above else []
        if above and above.parent:
            prefixes = [*above.parent.full, *above.parent.stems, *prefixes]
        for prefix in prefixes:
            bare = bare.removeprefix(prefix)
        if bare != name and len(bare) > 2:
            names.append(bare)
            if bare.endswith("管理区"):
                names.append(bare.removesuffix("管理区") + "区")
    return [name for name in names if name not in zone.full]


def _add_town(code: str, name: str, parent: Place) -> Place:
    place = Place(code, TOWN, parent)
    place.full.append(name)
    for prefix in parent.full:  # 通道县地连林场 is listed with its county's name
        if name.startswith(prefix) and len(name) - len(prefix) >= 2:
            place.full.append(name.removeprefix(prefix))
    stem = town_stem(name)
    if stem != name:
        place.stems.append(stem)
    return place


_Named: TypeAlias = tuple[str, Place, bool]


def _names_below(place: Place) -> Iterator[_Named]:
    """Every (name, place, is it full) that may follow this place's name."""
    for part in _parts(place):
        yield from _own_names(part)
        for name in part.local:
            yield name, part, True
        if part.level <= TOWN:
            yield from _deeper_names(part, place)


def _own_names(part: Place) -> Iterator[_Named]:
    parent = part.parent
    if part.level == PREFECTURE and parent is not None and part.full[0] == parent.full[0]:
        return  # 北京市 is province and city in one: the province stands for both
    for name in part.full:
        yield name, part, True
    for stem in part.stems:
        yield stem, part, False


def _deeper_names(part: Place, under: Place) -> Iterator[_Named]:
    """Names two and more levels down, as far as they can stand for themselves."""
    if part.level == TOWN and under.level != COUNTY:
        return
    for deeper in _parts(part):
        if deeper.level <= COUNTY:
            # 城区 and 郊区 name nothing where their city was not named
            yield from (n for n in _own_names(deeper) if len(n[0]) > 2 or n[0][-1] != "区")
            yield from _deeper_names(deeper, under)
        elif deeper.level == TOWN:
            for name in deeper.full:
                if name.endswith(_PROPER_TOWN):
                    yield name, deeper, True
        elif under.level == COUNTY:
            # without its town a village counts only right behind the county's name
            for name in deeper.full:
                yield name, deeper, False


def _index_of(names: Iterable[_Named]) -> Index:
    found: dict[str, tuple[dict[Place, None], dict[Place, None]]] = {}
    lengths: dict[str, set[int]] = {}
    for name, place, is_full in names:
        full, stems = found.setdefault(name, ({}, {}))
        (full if is_full else stems)[place] = None
        lengths.setdefault(name[:2], set()).add(len(name))
    meant = {name: Meant(tuple(full), tuple(stems)) for name, (full, stems) in found.items()}
    return Index(
        {start: tuple(sorted(sizes, reverse=True)) for start, sizes in lengths.items()},
        meant,
        {name: m.full[0] if len(m.full) == 1 else None for name, m in meant.items()},
    )
