"""Missing shop-days are told one by one with the batches that asked; coverage adds up to them."""

from __future__ import annotations

from datetime import date, datetime

import duckdb
import pytest

from tests.dbt.plain_sql import plain_sql

MISSING = "models/marts/quality/fct_missing_shop_days.sql"
COVERED = "models/marts/quality/fct_coverage_days.sql"
ASSERTION = "tests/assert_missing_days_are_told.sql"
EVER = (date(1, 1, 1), date(9999, 12, 31))
JUNE = date(2020, 6, 1)
# batch, window in June, accepted, removed; shops asked and whether they answered
BATCHES = [
    ("b1", 1, 28, True, False, {"whole": True, "silent": False}),
    ("b2", 28, 30, False, False, {"whole": True, "silent": True}),
    ("b3", 28, 31, True, False, {"whole": True}),
    ("b4", 5, 6, True, True, {"silent": True}),
    ("b5", 1, 31, True, False, {"elsewhere": True}),
]


def day(number):
    return datetime(2020, 7, 1) if number == 31 else datetime(2020, 6, number)


@pytest.fixture
def tables():
    with duckdb.connect() as connection:
        connection.execute(
            "create table stg_batches (batch_id varchar, platform varchar, kind varchar, "
            "window_start timestamp, window_end timestamp, is_accepted boolean, "
            "is_removed boolean)"
        )
        connection.execute(
            "create table stg_batch_shops (batch_id varchar, platform varchar, shop_id varchar, "
            "is_answered boolean)"
        )
        connection.execute(
            "create table stg_registers__shops (platform varchar, shop_id varchar, "
            "valid_from date, valid_to date)"
        )
        for name, start, end, is_accepted, is_removed, shops in BATCHES:
            platform = "p" if name == "b5" else "t"
            connection.execute(
                "insert into stg_batches values (?, ?, 'orders', ?, ?, ?, ?)",
                [name, platform, day(start), day(end), is_accepted, is_removed],
            )
            for shop_id, is_answered in shops.items():
                connection.execute(
                    "insert into stg_batch_shops values (?, ?, ?, ?)",
                    [name, platform, shop_id, is_answered],
                )
        # refunds cover no day
        connection.execute(
            "insert into stg_batches values ('r1', 't', 'refunds', ?, ?, true, false)",
            [day(1), day(31)],
        )
        connection.execute("insert into stg_batch_shops values ('r1', 't', 'silent', true)")
        for shop_id in ("whole", "silent"):
            connection.execute(
                "insert into stg_registers__shops values ('t', ?, ?, ?)", [shop_id, *EVER]
            )
        connection.execute(
            f"create table int_shop_coverage as {plain_sql(path('int_shop_coverage'))}"
        )
        connection.execute(
            f"create table int_coverage_days as {plain_sql(path('int_coverage_days'))}"
        )
        connection.execute("create table fct_orders (platform varchar, month_on date)")
        connection.execute(
            "create table int_shop_months (platform varchar, shop_id varchar, month_on date, "
            "is_answered boolean)"
        )
        connection.execute(
            "create table mart_coverage_month as "
            + plain_sql("models/marts/quality/mart_coverage_month.sql")
        )
        for name, place in (("fct_missing_shop_days", MISSING), ("fct_coverage_days", COVERED)):
            connection.execute(f"create table {name} as {plain_sql(place)}")
        yield connection


def path(model):
    return f"models/intermediate/areas/{model}.sql"


def test_each_missing_day_tells_why_and_which_batches_asked(tables):
    rows = tables.execute(
        "select shop_id, day(day_on), reason, batch_ids from fct_missing_shop_days order by all"
    ).fetchall()
    assert {shop_id for shop_id, *_ in rows} == {"silent"}
    told = {number: (reason, batches) for _, number, reason, batches in rows}
    assert len(told) == 30
    assert told[4] == ("unanswered", "b1")
    # a batch that was taken away again asked for it too
    assert told[5] == ("unanswered", "b1|b4")
    assert told[28] == told[29] == ("held", "b2")
    assert told[30] == ("not_asked", None)


def test_covered_days_name_their_batches(tables):
    rows = dict(
        tables.execute(
            "select day(day_on), batch_ids from fct_coverage_days where platform = 't'"
        ).fetchall()
    )
    assert len(rows) == 30
    assert (rows[5], rows[28]) == ("b1", "b3")


def test_the_days_add_up_to_coverage_and_the_assertion_finds_one_that_is_gone(tables):
    assert tables.execute(
        "select missing_shop_day_count from mart_coverage_month where platform = 't'"
    ).fetchone() == (30,)
    assert tables.execute(plain_sql(ASSERTION)).fetchall() == []
    tables.execute("delete from fct_missing_shop_days where day_on = date '2020-06-04'")
    ((platform, month_on, *_),) = tables.execute(plain_sql(ASSERTION)).fetchall()
    assert (platform, month_on) == ("t", JUNE)


def test_the_assertion_finds_a_covered_day_too_many(tables):
    tables.execute(
        "insert into fct_coverage_days values ('p', date '2020-06-30', 'b9', date '2020-06-01')"
    )
    assert len(tables.execute(plain_sql(ASSERTION)).fetchall()) == 1
