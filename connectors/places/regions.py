"""The dated gazetteer: which county a name meant on a day, and what a code was called.

Keep out: free-text addresses, platforms, statistics.
"""

from __future__ import annotations

import csv
import re
import threading
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

_DATA = files("connectors.places") / "data"
_BLANK = re.compile(r"\s+")
# what stands in the city's place where a province runs a county directly (济源, 仙桃, 石河子)
_DIRECT = re.compile(r"^[0-9]{2}90")
_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|地区|盟|县|区|旗|林区)$")
# all threads of a pull ask at once; one of them reads the tables, the others wait
_READING = threading.Lock()
# 通道侗族自治县 is written 通道县, 湘西土家族苗族自治州 is written 湘西州
_EVERYDAY = {"自治县": "县", "自治州": "州", "自治旗": "旗"}


class Region(NamedTuple):
    """A province, prefecture or county during the days `valid_from <= day < valid_to`."""

    region_code: str
    name: str
    short_name: str
    level: str
    parent_code: str
    successor_code: str
    is_statistical_zone: bool
    aliases: tuple[str, ...]
    valid_from: date
    valid_to: date

    def is_valid(self, on: date) -> bool:
        """Whether the code was in force on that day."""
        return self.valid_from <= on < self.valid_to

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that may stand for it, the official one first."""
        everyday = _EVERYDAY.get(self.name[-3:])
        formed = (self.short_name + everyday,) if everyday else ()
        return (self.name, self.short_name, *self.aliases, *formed)


@cache
def all_regions() -> tuple[Region, ...]:
    """Every region with its validity, by code."""
    text = (_DATA / "regions.csv").read_text(encoding="utf-8")
    return tuple(
        Region(
            region_code=row["region_code"],
            name=row["name"],
            short_name=row["short_name"],
            level=row["level"],
            parent_code=row["parent_code"],
            successor_code=row["successor_code"],
            is_statistical_zone=row["is_statistical_zone"] == "true",
            aliases=tuple(a for a in row["aliases"].split("|") if a),
            valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else date.min,
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max,
        )
        for row in csv.DictReader(text.splitlines())
    )


def regions_on(on: date, *, level: str, within: str = "") -> Iterator[Region]:
    """The regions of a level in force on a day whose code begins with `within`."""
    for region in all_regions():
        if region.level == level and region.region_code.startswith(within) and region.is_valid(on):
            yield region


@cache
def _by_code() -> dict[str, Region]:
    return {region.region_code: region for region in all_regions()}


def region(code: str) -> Region | None:
    """The region of a code, whatever the day; None for a code that never was."""
    return _by_code().get(code)


def name_of(code: str, on: date) -> str | None:
    """What the region of this code was called on that day (祁阳县 in 2020 for 431121 and 431181).

    A code that is not in force on the day is followed to the one that was; None if there is none.
    """
    current = code_on(code, on)
    return None if current is None else _by_code()[current].name


# asked once an order, and a window has few days
@lru_cache(maxsize=16_384)
def code_on(code: str, on: date) -> str | None:
    """The code that was in force on that day for the region of `code`, older or newer."""
    found = _by_code().get(code)
    while found is not None and not found.is_valid(on):
        forward = on >= found.valid_to
        found = _by_code().get(found.successor_code if forward else _predecessors().get(code, ""))
        code = found.region_code if found else ""
    return found.region_code if found else None


def lineage(code: str) -> frozenset[str]:
    """Every code that the region of `code` ever had, itself among them."""
    found = {code}
    for step in (_predecessors(), {old: new for new, old in _predecessors().items()}):
        other = step.get(code)
        while other is not None:
            found.add(other)
            other = step.get(other)
    return frozenset(found)


@cache
def _predecessors() -> dict[str, str]:
    return {r.successor_code: r.region_code for r in all_regions() if r.successor_code}


def county_of(province: str, city: str, county: str, on: date) -> str | None:
    """The county code that a receiver's structured address meant on that day.

    Names come with or without 省, 市, 县 …; `city` is "" or repeats the county where the province
    runs it directly (platforms, section 1: 济源 has only a district). An old or future name of
    the same place (祁阳市 in 2020) resolves to the code of that day. None where the names do not
    lead to exactly one county: a guess would be worse than none.
    """
    for ends_on, code in _dated_codes(province, city, county):
        if on < ends_on:
            return code
    return None


# by the names alone: with the day in the key the cache would grow by every county and day
@lru_cache(maxsize=16_384)
def _dated_codes(province: str, city: str, county: str) -> tuple[tuple[date, str | None], ...]:
    """What the names meant: codes with the day before which each holds, the earliest first."""
    with _READING:
        candidates = _find(_clean(province), _clean(city), _clean(county))
    turns = {
        day
        for candidate in candidates
        for code in lineage(candidate)
        for day in (_by_code()[code].valid_from, _by_code()[code].valid_to)
    }
    days = sorted(turns | {date.min, date.max})
    return tuple((end, _only_code(candidates, start)) for start, end in pairwise(days))


def _only_code(candidates: frozenset[str], on: date) -> str | None:
    codes = {code_on(code, on) for code in candidates} - {None}
    return codes.pop() if len(codes) == 1 else None


def _find(province: str, city: str, county: str) -> frozenset[str]:
    province_code = _provinces().get(province)
    if province_code is None or not county:
        return frozenset()
    found = _counties().get((province_code, city, county))
    if found is None and city in (
        "",
        county,
        province,
        "省直辖县级行政区划",
        "自治区直辖县级行政区划",
    ):
        found = _counties().get((province_code, "", county))
    return found or frozenset()


def _clean(name: str) -> str:
    return _BLANK.sub("", name)


@cache
def _provinces() -> dict[str, str]:
    return {
        name: r.region_code[:2] for r in all_regions() if r.level == "province" for name in r.names
    }


@cache
def _counties() -> dict[tuple[str, str, str], frozenset[str]]:
    """(province digits, any name of the city, any name of the county) → county codes."""
    keys: dict[tuple[str, str, str], set[str]] = {}
    stems: dict[tuple[str, str, str], set[str]] = {}
    for county in all_regions():
        if county.level != "county":
            continue
        province = county.region_code[:2]
        parent = _by_code()[county.parent_code]
        cities = ("",) if _DIRECT.match(county.region_code) else (*parent.names, "")
        for city in cities:
            for name in county.names:
                keys.setdefault((province, city, name), set()).add(county.region_code)
            stem = _SUFFIX.sub("", county.name)
            if len(stem) >= 2:
                stems.setdefault((province, city, stem), set()).add(county.region_code)
    # a bare stem counts only where it is nobody's name (洪江 is neither 洪江市 nor 洪江区)
    for key, codes in stems.items():
        keys.setdefault(key, codes)
    return {key: frozenset(codes) for key, codes in keys.items()}
