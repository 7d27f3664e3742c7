"""Hard addresses of our own collection: each to the code of its day and of 2023.

The codes were written down from the lists and the notices, not taken from the reader.
"""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from connectors.places.addresses import read_address
from connectors.places.regions import region
from connectors.places.towns import all_towns
from connectors.places.villages import all_villages

_FILE = Path(__file__).parent / "hard_addresses.csv"
_CASES = list(csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines()))
_YEAR_2023, _JUNE_2020 = date(2023, 7, 1), date(2020, 6, 15)


@pytest.mark.parametrize(
    "case", _CASES, ids=[f"{c['trap']}-{c['address']}-{c['on']}" for c in _CASES]
)
def test_a_hard_address_gets_the_code_of_its_day_and_of_2023(case):
    then = read_address(case["address"], date.fromisoformat(case["on"]))
    assert sorted(then.candidates) == case["candidates"].split("|")
    now = read_address(case["address"], _YEAR_2023)
    assert sorted(now.candidates) == case["candidates_2023"].split("|")
    assert bool(then.contradiction) == (case["trap"] == "contradiction")
    if case["village_2023"]:
        assert then.village_code == case["village_2023"]


def test_every_trap_has_ten_cases_and_all_have_two_hundred():
    traps = Counter(case["trap"] for case in _CASES)
    assert min(traps.values()) >= 10
    assert len({(case["address"], case["on"]) for case in _CASES}) >= 200


@pytest.mark.parametrize(
    ("address", "county"),
    [
        ("怀化市洪江区", "431271"),
        # two counties, a city alone, a name that lies elsewhere, no place at all
        ("怀化洪江", None),
        ("湖南省怀化市", None),
        ("长沙市通道县", None),
        ("不详", None),
        ("", None),
        # no counties below it: the city stands for one
        ("广东省东莞市", "441900"),
    ],
)
def test_a_county_is_told_only_where_the_text_settles_on_one(address, county):
    assert read_address(address, _JUNE_2020).county_code == county


def test_the_home_province_decides_only_what_the_text_leaves_open():
    assert read_address("永定区", _JUNE_2020, home="43").county_code == "430802"
    assert read_address("福建省永定区", _JUNE_2020, home="43").county_code == "350803"
    # no candidate at home: nothing is decided
    assert len(read_address("普陀区", _JUNE_2020, home="43").candidates) == 2


def test_a_town_is_read_under_its_old_kind_and_a_shared_stem_names_none():
    assert read_address("祁阳县浯溪镇", _JUNE_2020).town_code == "431181003"
    assert read_address("花垣县双龙镇", _JUNE_2020).town_code == "433124110"
    assert read_address("湖南省花垣县某某镇", _JUNE_2020).town_code == ""


def test_the_name_that_does_not_fit_is_told():
    assert read_address("长沙市通道县", _JUNE_2020).contradiction == "通道县"


def test_every_town_of_hunan_is_found_behind_its_county_however_that_is_written():
    missed = []
    for town in (t for t in all_towns() if t.town_code.startswith("43")):
        county = region(town.town_code[:6])
        city = region(county.parent_code)
        for address in (
            f"湖南省{city.name}{county.name}{town.name}芙蓉路12号",
            f"湖南{city.short_name}{county.short_name}{town.name}",
        ):
            reading = read_address(address, _YEAR_2023)
            if (reading.county_code, reading.town_code) != (county.region_code, town.town_code):
                missed.append(address)
    # 通道 + 县溪镇 or 通道县 + 溪镇: the text itself does not say
    assert missed == ["湖南怀化通道县溪镇"]


def test_every_village_of_hunan_is_found_behind_its_town():
    missed = []
    for village in all_villages()[::10]:
        county = region(village.village_code[:6])
        address = f"{county.name}{village.town_name}{village.name}"
        if read_address(address, _YEAR_2023).village_code != village.village_code:
            missed.append(address)
    assert missed == []


def test_a_province_named_late_does_not_hide_what_stands_before_it():
    reading = read_address("运城市永济市山西省永济董村农场", _YEAR_2023)
    assert reading.county_code == "140881"
