"""Names and codes of a day: the traps of Hunan's gazetteer."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from connectors.places.naming import short_name
from connectors.places.regions import all_regions, code_on, county_of, name_of, regions_on
from connectors.places.villages import all_villages, county_code_of

JUNE_2019, JUNE_2020, YEAR_2022 = date(2019, 6, 1), date(2020, 6, 1), date(2022, 1, 1)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("湖南省", "永州市", "祁阳县"), "431121"),
        # the platform's list is of today, the order is of 2020
        (("湖南省", "永州市", "祁阳市"), "431121"),
        (("湖南", "永州", "祁阳"), "431121"),
        (("湖南省", "怀化市", "洪江区"), "431271"),
        (("湖南省", "怀化市", "怀化市洪江管理区"), "431271"),
        (("湖南省", "怀化市", "洪江市"), "431281"),
        # neither 洪江市 nor 洪江区: a guess would be worse than none
        (("湖南省", "怀化市", "洪江"), None),
        (("湖南省", "怀化市", "通道县"), "431230"),
        (("湖南省", "永州市", "道县"), "431124"),
        (("湖南省", "湘西州", "永顺县"), "433127"),
        (("湖南省", "邵阳市", "邵阳县"), "430523"),
        (("湖南省", "邵阳市", "新邵县"), "430522"),
        (("湖南省", "长沙市", "望城县"), "430112"),
        (("湖南省", "株洲市", "株洲县"), "430212"),
        ((" 湖南省", "湘西 土家族苗族自治州", "花垣县"), "433124"),
        # a province runs these directly: the city is empty or repeats the county
        (("河南省", "", "济源市"), "419001"),
        (("河南省", "济源市", "济源市"), "419001"),
        (("湖北省", "", "神农架林区"), "429021"),
        (("上海", "上海市", "浦东新区"), "310115"),
        (("重庆市", "重庆市", "石柱土家族自治县"), "500240"),
        # the same name in another province, and names that are nowhere
        (("广东省", "永州市", "祁阳县"), None),
        (("湖南省", "永州市", ""), None),
        (("火星", "", ""), None),
    ],
)
def test_receiver_names_lead_to_the_county_of_the_day(parts, code):
    assert county_of(*parts, JUNE_2020) == code


def test_the_same_name_has_the_code_of_each_day():
    days = (JUNE_2019, JUNE_2020, YEAR_2022)
    assert [county_of("湖南省", "邵阳市", "邵东县", d) for d in days] == [
        "430521",
        "430582",
        "430582",
    ]
    assert [county_of("湖南省", "永州市", "祁阳市", d) for d in days] == [
        "431121",
        "431121",
        "431181",
    ]


def test_a_code_is_called_what_it_was_called_that_day():
    assert name_of("431181", JUNE_2020) == "祁阳县"
    assert name_of("431121", YEAR_2022) == "祁阳市"
    assert name_of("999999", JUNE_2020) is None


def test_hunan_has_its_regions_on_every_day():
    for day in (JUNE_2019, JUNE_2020, YEAR_2022):
        assert len(list(regions_on(day, level="prefecture", within="43"))) == 14
        counties = list(regions_on(day, level="county", within="43"))
        zones = [c for c in counties if c.is_statistical_zone]
        assert (len(counties) - len(zones), len(zones)) == (122, 12)


def test_every_successor_takes_over_on_the_day_its_predecessor_ends():
    by_code = {r.region_code: r for r in all_regions()}
    replaced = [r for r in all_regions() if r.successor_code]
    assert len(replaced) == 8
    for region in replaced:
        assert by_code[region.successor_code].valid_from == region.valid_to
        assert code_on(region.region_code, region.valid_to) == region.successor_code


def test_short_names_are_unique_within_a_prefecture_and_unlike_its_own():
    on_day = [r for r in all_regions() if r.level == "county" and r.is_valid(JUNE_2020)]
    hunan = [r for r in on_day if r.region_code.startswith("43")]
    counts = Counter((r.parent_code, r.short_name) for r in hunan)
    assert max(counts.values()) == 1
    names = {r.region_code: r.short_name for r in all_regions()}
    assert [r.name for r in hunan if r.short_name == names[r.parent_code]] == []
    assert names["430529"] == "城步"
    assert names["430523"] == "邵阳县"


def test_a_short_name_that_is_taken_stays_full():
    assert short_name("邵阳县", taken=frozenset({"邵阳"})) == "邵阳县"
    assert short_name("攸县", taken=frozenset()) == "攸县"
    assert short_name("靖州苗族侗族自治县", taken=frozenset()) == "靖州"


def test_villages_lie_in_the_counties_of_the_day():
    villages = all_villages()
    assert len(villages) == 29_534
    assert len({v.village_code for v in villages}) == 29_534
    counties = {r.region_code for r in regions_on(JUNE_2020, level="county", within="43")}
    assert {v.county_code(JUNE_2020) for v in villages} == counties
    qiyang = next(v for v in villages if v.village_code.startswith("431181"))
    assert county_code_of(qiyang.village_code, JUNE_2020) == "431121"
    assert county_code_of(qiyang.village_code, YEAR_2022) == "431181"
    with pytest.raises(KeyError):
        county_code_of("990000000001", JUNE_2020)
