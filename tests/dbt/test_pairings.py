"""Sales through a helper: bought in its region, sold by its shops, and the union counted once."""

from __future__ import annotations

from typing import Any

import duckdb

from tests.dbt.plain_sql import plain_sql

MODEL = "models/marts/programme/mart_pairing_month.sql"
#: 济南市 helps 湘西州; the goods are of 吉首市 unless told
TABLES = """
create table stg_registers__pairings as
    select 'DX1' as pairing_no, 'east_west' as pairing_kind, '370100' as helper_code,
        '433100' as helped_code,
        date '0001-01-01' as valid_from, date '9999-12-31' as valid_to;
create table stg_registers__pairing_shops as
    select 'DX1' as pairing_no, 'jd' as platform, 'helper' as shop_id,
        date '0001-01-01' as valid_from, date '9999-12-31' as valid_to;
create table int_region_days as
    select '433101' as evidence_code, '433101' as region_code, '433100' as prefecture_code,
        '430000' as province_code,
        date '0001-01-01' as valid_from, date '9999-12-31' as valid_to
    union all
    select '430124', '430124', '430100', '430000', date '0001-01-01', date '9999-12-31';
create table fct_orders (
    platform text, order_id text, shop_id text, receiver_county_code text, booked_on date
);
create table fct_origin (
    platform text, order_id text, area_code text, paid_fen bigint, origin_status text, month_on date
);
create table fct_origin_refunds (
    platform text, order_id text, area_code text, amount_fen bigint, origin_status text,
    month_on date
);
insert into fct_orders values
    ('jd', 'bought', 'other', '370102', '2020-06-10'),
    ('jd', 'sold', 'helper', '110101', '2020-06-10'),
    ('jd', 'both', 'helper', '370103', '2020-06-10'),
    ('jd', 'neither', 'other', '370202', '2020-06-10'),
    ('jd', 'unknown buyer', 'other', null, '2020-06-10'),
    ('jd', 'other goods', 'helper', '370102', '2020-06-10'),
    ('jd', 'doubtful', 'helper', '370102', '2020-06-10');
insert into fct_origin values
    ('jd', 'bought', '433101', 1, 'certain', '2020-06-01'),
    ('jd', 'sold', '433101', 20, 'certain', '2020-06-01'),
    ('jd', 'both', '433101', 300, 'certain', '2020-06-01'),
    ('jd', 'both', '430124', 9000, 'certain', '2020-06-01'),
    ('jd', 'neither', '433101', 4000, 'certain', '2020-06-01'),
    ('jd', 'unknown buyer', '433101', 50000, 'certain', '2020-06-01'),
    ('jd', 'other goods', '430124', 600000, 'certain', '2020-06-01'),
    ('jd', 'doubtful', '433101', 7000000, 'candidate', '2020-06-01');
insert into fct_origin_refunds values
    ('jd', 'both', '433101', 5, 'certain', '2020-07-01'),
    ('jd', 'bought', '433101', 1, 'certain', '2020-06-01');
"""


def pairing_rows(changes: str = "") -> list[dict[str, Any]]:
    with duckdb.connect() as connection:
        connection.execute(TABLES + changes)
        found = connection.execute(plain_sql(MODEL) + " order by month_on")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_the_union_counts_once_what_the_helper_both_bought_and_sold() -> None:
    june, july = pairing_rows()
    money = {name: value for name, value in june.items() if name.endswith("_fen")}
    assert money == {
        "bought_gross_fen": 301,
        "bought_refund_fen": 1,
        "sold_gross_fen": 320,
        "sold_refund_fen": 0,
        "both_gross_fen": 300,
        "both_refund_fen": 0,
        "union_gross_fen": 321,
        "union_refund_fen": 1,
    }
    assert (july["union_gross_fen"], july["union_refund_fen"], july["both_refund_fen"]) == (0, 5, 5)


def test_a_pairing_counts_only_while_it_is_in_force() -> None:
    ended = "update stg_registers__pairings set valid_to = date '2020-06-10';"
    assert pairing_rows(ended) == []


def test_a_shop_that_left_the_pairing_is_no_helper_any_more() -> None:
    (june, _) = pairing_rows(
        "update stg_registers__pairing_shops set valid_to = date '2020-06-10';"
    )
    assert (june["sold_gross_fen"], june["bought_gross_fen"], june["union_gross_fen"]) == (
        0,
        301,
        301,
    )
