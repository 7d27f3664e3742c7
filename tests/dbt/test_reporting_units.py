"""The reporting units part each province on every day; the assertion finds a county in none."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from connectors.places.registers import regions_table
from connectors.registers.specs import register_spec
from tests.dbt.plain_sql import plain_sql

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
GUIAN = {
    "unit_level": "prefecture",
    "unit_code": "520900",
    "unit_name": "贵安新区",
    "document": "示例",
}
Rows = list[dict[str, Any]]


def regions_of(province: str) -> Rows:
    return regions_table(f"{province}0000").to_pylist()


def found(
    province: str, regions: Rows, units: Rows, villages: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """(level, area) of each area in none or several units, whatever the day."""
    with duckdb.connect() as connection:
        for name, register, rows in (
            ("stg_registers__regions", "regions", regions),
            ("stg_registers__reporting_units", "reporting_units", units),
            (
                "stg_registers__villages",
                "villages",
                [{"village_code": code, "county_code": code[:6]} for code in villages],
            ),
        ):
            bounded = [
                row
                | {
                    "valid_from": row.get("valid_from") or FIRST,
                    "valid_to": row.get("valid_to") or LAST,
                }
                for row in rows
            ]
            table = pa.Table.from_pylist(bounded, schema=register_spec(register).schema())
            connection.register(name, table)
        connection.execute(f"create table int_build as select '{province}' as province_stem")
        told = connection.execute(plain_sql("tests/assert_units_part_the_province.sql")).fetchall()
    return sorted({(level, area) for _, level, area, _ in told})


@pytest.mark.parametrize("province", ["43", "41", "52"])
def test_the_regions_alone_part_the_province(province: str) -> None:
    assert found(province, regions_of(province), []) == []


def test_a_unit_takes_a_county_or_a_town_out_of_the_region_above_it() -> None:
    units = [GUIAN | {"area_code": "520111"}, GUIAN | {"area_code": "520181102"}]
    assert found("52", regions_of("52"), units) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"parent_code": "439900"}, [("prefecture", "431271")]),
        ({"parent_code": None}, [("prefecture", "431271")]),
        ({"level": "prefecture"}, []),
    ],
    ids=["parent that is no region", "no parent", "no county any more"],
)
def test_a_county_in_no_unit_is_found(changes: dict[str, Any], told: list[Any]) -> None:
    regions = [row | changes if row["region_code"] == "431271" else row for row in regions_of("43")]
    assert found("43", regions, []) == told


def test_a_prefecture_that_ended_leaves_its_counties_in_none() -> None:
    regions = [
        row | {"valid_to": date(2020, 6, 1)} if row["region_code"] == "433100" else row
        for row in regions_of("43")
    ]
    told = found("43", regions, [])
    assert len(told) == 8
    assert all(area.startswith("4331") for _, area in told)


def test_a_county_that_stands_twice_on_a_day_is_found() -> None:
    twice = next(row for row in regions_of("43") if row["region_code"] == "431271")
    assert found("43", [*regions_of("43"), twice], []) == [("prefecture", "431271")]


def test_a_unit_of_an_area_that_is_no_county_is_found() -> None:
    units = [GUIAN | {"area_code": "529999"}, GUIAN | {"area_code": "431271"}]
    assert found("52", regions_of("52"), units) == [
        ("prefecture", "431271"),
        ("prefecture", "529999"),
    ]


TOWNS = ("520111012", "520111204", "520403102", "520403105")


def test_towns_of_several_counties_make_one_unit() -> None:
    """贵安新区 by its towns: 党武 and 湖潮 of 花溪, 高峰 and 马场 of 平坝."""
    units = [GUIAN | {"area_code": town} for town in TOWNS]
    villages = tuple(f"{town}201" for town in TOWNS)
    assert found("52", regions_of("52"), units, villages) == []


def test_a_town_in_two_units_on_a_day_is_found() -> None:
    first = GUIAN | {"area_code": TOWNS[0], "valid_to": date(2020, 6, 1)}
    second = GUIAN | {"area_code": TOWNS[0], "unit_code": "520400"}
    after = second | {"valid_from": date(2020, 6, 1)}
    assert found("52", regions_of("52"), [first, after]) == []
    assert found("52", regions_of("52"), [first, second]) == [("prefecture", TOWNS[0])]


def test_a_town_that_no_village_lies_in_is_found_where_the_villages_are_known() -> None:
    units = [GUIAN | {"area_code": TOWNS[0]}]
    assert found("52", regions_of("52"), units, (f"{TOWNS[1]}201",)) == [("prefecture", TOWNS[0])]
    assert found("52", regions_of("52"), units, (f"{TOWNS[2]}201",)) == []
