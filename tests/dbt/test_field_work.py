"""Stations, trainings and benefits by month: what stands at its end, what happened in its days."""

from __future__ import annotations

from typing import Any

import duckdb

from tests.dbt.plain_sql import plain_sql

THINGS = "models/intermediate/indicators/int_work_things.sql"
WORK = "models/marts/programme/mart_work_month.sql"
LETTERS = "models/marts/programme/mart_authorisations_month.sql"
TABLES = """
create macro always() as date '0001-01-01';
create macro never() as date '9999-12-31';
create table int_build as select 'p' as programme, '430000' as province_code;
create table fct_lines as
    select 'jd' as platform, unnest(['s1', 's1', 's2', 's3']) as shop_id,
        unnest([date '2020-05-01', date '2020-06-01', date '2020-06-01', date '2020-06-01'])
            as month_on;
create table fct_pending as
    select 'jd' as platform, date '2020-06-01' as month_on, 700 as paid_fen,
        'burst|unauthorised' as hold_reasons;
create table dim_region_set as
    select 'p' as programme, 'poor_villages' as region_set,
        unnest(['433101000001', '433101000002']) as region_code;
create table int_region_days as
    select '433101' as evidence_code, '433101' as region_code, 'county' as level,
        '433100' as prefecture_code, '430000' as province_code,
        always() as valid_from, never() as valid_to;
create table stg_registers__stations as
    select *, '433101' as county_code, always() as valid_from, never() as valid_to from (values
        ('a', 'village_station', '433101000001', date '2020-05-31', null),
        ('b', 'village_station', '433101000001', date '2020-05-31', null),
        ('c', 'village_station', '433101000009', date '2020-06-30', null),
        ('d', 'village_station', '433101000002', date '2020-05-01', date '2020-06-30'),
        ('e', 'county_centre', null, date '2020-07-01', null)
    ) as s (station_code, station_level, village_code, opened_on, closed_on);
create table stg_registers__trainings as
    select *, '433101' as county_code from (values
        ('t1', date '2020-05-20', 1), ('t2', date '2020-06-30', 30), ('t3', date '2020-07-01', 9)
    ) as t (training_no, ends_on, trainee_count);
create table stg_registers__training_villages as
    select * from (values
        ('t1', '433101000001', 1), ('t2', '433101000001', 1), ('t2', '433101000002', 1),
        ('t3', '433101000002', 1), ('t2', '433101000009', 5)
    ) as v (training_no, village_code, trainee_count);
create table stg_registers__producers as
    select *, '433101' as county_code, '433101000001' as village_code,
        always() as valid_from, never() as valid_to from (values
        ('h1', 'household'), ('h2', 'household'), ('k', 'coop')
    ) as p (producer_code, producer_kind);
create table stg_registers__benefits as
    select * from (values
        ('h1', date '2020-06-01', 100), ('h1', date '2020-06-30', 20), ('h2', date '2020-06-02', 3),
        ('k', date '2020-06-02', 5000), ('h1', date '2020-07-01', 60000)
    ) as b (producer_code, paid_on, amount_fen);
create table stg_registers__authorisations as
    select 'jd' as platform, *, always() as valid_from from (values
        ('s1', null, never()), ('s2', date '2020-06-30', never()), ('s3', null, date '2020-06-30')
    ) as a (shop_id, revoked_on, valid_to);
"""


def rows_of(model: str, changes: str = "") -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        connection.execute(TABLES + changes)
        connection.execute(f"create table int_work_things as {plain_sql(THINGS)}")
        found = connection.execute(plain_sql(model) + " order by month_on")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_the_work_of_a_month_is_what_stands_at_its_end_and_happened_in_its_days() -> None:
    county = [row for row in rows_of(WORK) if row["area_level"] == "county"]
    told = {
        row["month_on"].month: {
            name: value
            for name, value in row.items()
            if name not in ("area_level", "area_code", "month_on")
        }
        for row in county
    }
    assert told == {
        5: {
            "county_centre_count": 0,
            "town_station_count": 0,
            "village_station_count": 3,
            "covered_poor_village_count": 2,
            "trained_poor_village_count": 0,
            "training_count": 1,
            "trainee_count": 1,
            "benefit_household_count": 0,
            "benefit_fen": 0,
        },
        6: {
            "county_centre_count": 0,
            "town_station_count": 0,
            "village_station_count": 3,
            "covered_poor_village_count": 1,
            "trained_poor_village_count": 1,
            "training_count": 1,
            "trainee_count": 30,
            "benefit_household_count": 2,
            "benefit_fen": 123,
        },
    }


def test_areas_above_hold_the_same_things_once() -> None:
    june = {row["area_level"]: row for row in rows_of(WORK) if row["month_on"].month == 6}
    assert set(june) == {"province", "prefecture", "county"}
    assert {row["benefit_fen"] for row in june.values()} == {123}
    assert {row["covered_poor_village_count"] for row in june.values()} == {1}


def test_of_a_register_that_nobody_keeps_nothing_is_known() -> None:
    told = rows_of(WORK, "delete from stg_registers__benefits;")
    assert {row["benefit_fen"] for row in told} == {None}
    assert {row["benefit_household_count"] for row in told} == {None}
    assert None not in {row["training_count"] for row in told}


def test_letters_are_counted_at_the_months_end() -> None:
    may, june = rows_of(LETTERS)
    assert (may["selling_shop_count"], may["authorised_shop_count"], may["held_fen"]) == (1, 1, 0)
    assert june["is_kept"]
    assert june["selling_shop_count"] == 3
    assert (june["authorised_shop_count"], june["withdrawn_shop_count"]) == (1, 1)
    assert june["held_fen"] == 700
