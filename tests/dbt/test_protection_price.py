"""Deliveries below the protection price are told with what was short, to the fen."""

from __future__ import annotations

import duckdb

from tests.dbt.plain_sql import plain_sql

MODEL = "models/marts/programme/mart_deliveries_below_price.sql"
TABLES = """
create table stg_registers__agreements as
    select 'XY1' as agreement_no, *, date '2020-01-01' as valid_from, date '2020-12-31' as valid_to
    from (values ('NH1', null, 250, '斤'), ('NH2', 'P2', 250, '斤'), ('NH3', null, null, null))
    as a (producer_code, product_code, protection_price_fen, price_unit);
create table stg_registers__deliveries as
    select 'XY1' as agreement_no, *, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to
    from (values
        ('below', 'NH1', 'P1', date '2020-06-01', '100.5', '斤', 199),
        ('at the price', 'NH1', 'P1', date '2020-06-01', '100', '斤', 250),
        ('price unknown', 'NH1', 'P1', date '2020-06-01', '100', '斤', null),
        ('other unit', 'NH1', 'P1', date '2020-06-01', '100', '千克', 400),
        ('before the agreement', 'NH1', 'P1', date '2019-12-31', '100', '斤', 1),
        ('other product', 'NH2', 'P1', date '2020-06-01', '100', '斤', 1),
        ('its product', 'NH2', 'P2', date '2020-06-01', '0.001', '斤', 249),
        ('no protection price', 'NH3', 'P1', date '2020-06-01', '100', '斤', 1)
    ) as d (delivery_no, producer_code, product_code, delivered_on, quantity, unit, price_fen);
"""


def test_what_was_short_is_told_to_the_fen_and_other_units_as_such() -> None:
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        rows = connection.execute(
            f"select delivery_no, short_fen from ({plain_sql(MODEL)})"  # noqa: S608
        ).fetchall()
    # 100.5 × 0.51 yuan is 51.255, in fen 5,125.5 and so 5,126
    assert dict(rows) == {"below": 5_126, "its product": 0, "other unit": None}
