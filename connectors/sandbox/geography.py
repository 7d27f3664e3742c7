"""The map of the box: Hunan's counties in June 2020, sample poor villages, receivers' addresses.

The sample of poor villages is synthetic (no list of the 6,920 was found) and changes with the
seed. Keep out: shops, goods, orders.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from connectors.places.regions import Region, region, regions_on
from connectors.places.villages import Village, all_villages
from connectors.sandbox.hashing import key_of, words
from connectors.sandbox.mix import POOR_VILLAGE_COUNT, POOR_VILLAGES_IN_51

#: codes and names in registers and truth are those of this day
REFERENCE_DAY = date(2020, 6, 1)
PROVINCE_CODE = "430000"

#: the 51 counties: 37 in the two contiguous areas, 3 national outside them, 11 provincial
#: (sources in connectors/registers/programmes/hunan-2020)
_POOR_COUNTIES = (
    "430224 430225 430426 430522 430523 430524 430525 430527 430528 430529 430581 430626 430726 "
    "430802 430811 430821 430822 430923 431022 431026 431027 431028 431123 431125 431126 431128 "
    "431129 431202 431221 431222 431223 431224 431225 431226 431227 431228 431229 431230 431271 "
    "431281 431321 431322 431382 433101 433122 433123 433124 433125 433126 433127 433130"
)
POOR_COUNTIES = frozenset(_POOR_COUNTIES.split())


class Receiver(NamedTuple):
    """The address parts that a platform shows; `city` is "" where a province runs the county."""

    province: str
    city: str
    county: str
    region_code: str


@cache
def hunan_counties() -> tuple[Region, ...]:
    """The counties that may have shops: the 122 and 洪江区, in the codes of June 2020."""
    return tuple(
        r
        for r in regions_on(REFERENCE_DAY, level="county", within="43")
        if not r.is_statistical_zone or r.region_code in POOR_COUNTIES
    )


@cache
def prefecture_of(county_code: str) -> Region:
    """The prefecture above a county."""
    county = region(county_code)
    prefecture = region(county.parent_code) if county else None
    if prefecture is None:
        raise KeyError(county_code)
    return prefecture


@cache
def place_text(county_code: str) -> str:
    """Province, prefecture and county in full, as a seller types a 产地 attribute."""
    county, prefecture = region(county_code), prefecture_of(county_code)
    province = region(prefecture.parent_code)
    if county is None or province is None:
        raise KeyError(county_code)
    return f"{province.name}{prefecture.name}{county.name}"


@cache
def villages_by_county() -> dict[str, tuple[Village, ...]]:
    """Villages (not residents' communities) of each county, in the codes of June 2020."""
    found: dict[str, list[Village]] = {}
    for village in all_villages():
        if village.village_kind == "cunwei":
            found.setdefault(village.county_code(REFERENCE_DAY), []).append(village)
    return {code: tuple(villages) for code, villages in found.items()}


@cache
def poor_villages(seed: int) -> dict[str, tuple[Village, ...]]:
    """The sample (示例) of poor villages by county: most in the 51 counties, the rest outside."""
    inside, outside = _candidates()
    chosen = inside.first(POOR_VILLAGES_IN_51, seed)
    chosen += outside.first(POOR_VILLAGE_COUNT - POOR_VILLAGES_IN_51, seed)
    found: dict[str, list[Village]] = {}
    for village in sorted(chosen):
        found.setdefault(village.county_code(REFERENCE_DAY), []).append(village)
    return {code: tuple(villages) for code, villages in found.items()}


class _Pool(NamedTuple):
    """Villages to draw from, and their codes as numbers."""

    villages: tuple[Village, ...]
    codes: npt.NDArray[np.int64]

    def first(self, count: int, seed: int) -> list[Village]:
        """So many of them, drawn by the seed."""
        order = np.argsort(words(key_of("poor village", seed), self.codes), kind="stable")
        return [self.villages[i] for i in order[:count]]


@cache
def _candidates() -> tuple[_Pool, _Pool]:
    """Villages inside the 51 counties, and those of the other counties and county-level cities."""
    inside: list[Village] = []
    outside: list[Village] = []
    allowed = {c.region_code for c in hunan_counties()}
    for code, villages in sorted(villages_by_county().items()):
        if code in POOR_COUNTIES:
            inside.extend(villages)
        elif code in allowed and (region(code) or hunan_counties()[0]).name[-1] in "县市":
            outside.extend(villages)
    return _pool(inside), _pool(outside)


def _pool(villages: list[Village]) -> _Pool:
    return _Pool(tuple(villages), np.array([int(v.village_code) for v in villages], dtype=np.int64))


@cache
def receivers() -> tuple[tuple[Receiver, ...], tuple[Receiver, ...]]:
    """Addresses inside the province and in all China (without its farms and zones)."""
    found: list[Receiver] = []
    for county in regions_on(REFERENCE_DAY, level="county"):
        if county.is_statistical_zone and county.region_code not in POOR_COUNTIES:
            continue
        province = region(f"{county.region_code[:2]}0000")
        city = "" if county.region_code[2:4] == "90" else prefecture_of(county.region_code).name
        if province is not None:
            found.append(Receiver(province.name, city, county.name, county.region_code))
    home = tuple(r for r in found if r.region_code.startswith("43"))
    return home, tuple(found)
