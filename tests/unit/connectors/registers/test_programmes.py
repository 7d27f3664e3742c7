"""Programmes: the packaged facts of Hunan 2020, and what a home adds or replaces."""

from __future__ import annotations

from collections import Counter

import pytest

from connectors.core.errors import ConfigurationError
from connectors.registers.programmes import list_programmes, programme_tables

YI_YUAN = 10_000_000_000
TARGETS = "programme,indicator_code,region_code,year,target_fen,is_sample\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "hunan-2020").mkdir()
    return tmp_path


def regions(tables, region_set):
    rows = tables["programme_regions"].to_pylist()
    return [row for row in rows if row["region_set"] == region_set]


def test_hunan_2020_has_the_targets_of_its_notice():
    targets = programme_tables("hunan-2020")["programme_targets"].to_pylist()
    assert {t["indicator_code"]: t["target_fen"] // YI_YUAN for t in targets} == {
        "agri_retail": 210,
        "poor_county_agri_retail": 90,
        "poor_village_trade": 18,
    }
    assert all(t["document"] and t["clause"] and not t["is_sample"] for t in targets)


def test_the_51_counties_stand_there_by_class():
    poor = regions(programme_tables("hunan-2020"), "poor_counties")
    assert Counter(row["region_class"] for row in poor) == {
        "国家片区县": 37,
        "片区外国扶县": 3,
        "省扶重点县": 11,
    }
    codes = {row["region_code"] for row in poor}
    assert {"431271", "431281"} <= codes  # 洪江区 has no civil code, 洪江市 is another place
    prefectures = {
        row["region_code"] for row in regions(programme_tables("hunan-2020"), "prefectures")
    }
    assert len(prefectures) == 14
    assert {code[:4] + "00" for code in codes} <= prefectures


def test_every_indicator_sums_over_a_set_that_is_known():
    tables = programme_tables("hunan-2020")
    sets = {row["region_set"] for row in tables["programme_regions"].to_pylist()}
    wanted = {row["region_set"] for row in tables["programme_indicators"].to_pylist()}
    # the poor villages are an annex that was never published: a home brings them
    assert wanted - sets == {"poor_villages"}


def test_a_row_of_the_home_replaces_the_packaged_one_or_is_added(folder):
    (folder / "hunan-2020" / "programme_targets.csv").write_text(
        TARGETS
        + "hunan-2020,agri_retail,430000,2020,123,是\nhunan-2020,agri_retail,430100,2020,45,是\n",
        encoding="utf-8",
    )
    (folder / "hunan-2020" / "programme_regions.csv").write_text(
        "programme,region_set,region_code,is_sample\nhunan-2020,poor_villages,431222101201,是\n",
        encoding="utf-8",
    )
    tables = programme_tables("hunan-2020", folder)
    targets = {
        (t["indicator_code"], t["region_code"]): (t["target_fen"], t["is_sample"])
        for t in tables["programme_targets"].to_pylist()
    }
    assert targets["agri_retail", "430000"] == (123, True)
    assert targets["agri_retail", "430100"] == (45, True)
    assert targets["poor_village_trade", "430000"] == (18 * YI_YUAN, False)
    assert len(targets) == 4
    assert len(regions(tables, "poor_villages")) == 1
    assert len(regions(tables, "poor_counties")) == 51


def test_a_home_may_bring_a_programme_of_its_own(tmp_path):
    (tmp_path / "lianyuan").mkdir()
    (tmp_path / "lianyuan" / "programmes.csv").write_text(
        "programme,name_zh,province_code,starts_on\nlianyuan,涟源电商扶贫,430000,2017-01-01\n",
        encoding="utf-8",
    )
    assert list_programmes(tmp_path) == ["hunan-2020", "lianyuan"]
    tables = programme_tables("lianyuan", tmp_path)
    assert tables["programmes"].num_rows == 1
    assert tables["programme_targets"].num_rows == 0


def test_rows_of_another_programme_are_refused(folder):
    path = folder / "hunan-2020" / "programme_targets.csv"
    path.write_text(TARGETS + "henan,agri_retail,430000,2020,1,是\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="henan"):
        programme_tables("hunan-2020", folder)


def test_an_unknown_programme_lists_the_known_ones(tmp_path):
    with pytest.raises(ConfigurationError, match="hunan-2020"):
        programme_tables("hunan", tmp_path)
