"""Records behind a count: of the month and reason asked for; unknown amounts add nothing."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from bulletins.errors import MissingFactsError
from bulletins.periods import Month
from bulletins.tracing.basis import Listing, Scope, Target
from bulletins.tracing.ids import basis_of
from bulletins.tracing.listings import counted_records, records

SCOPE = Scope("430000", "agri_retail", 6)
JUNE = date(2020, 6, 1)


@pytest.fixture
def marts():
    with duckdb.connect() as connection:
        connection.execute(
            "create table fct_quarantine (platform varchar, kind varchar, record_id varchar, "
            "reason varchar, source varchar, batch_id varchar, amount_fen bigint, month_on date)"
        )
        rows = [
            ("jd", "orders", "1", "bad_amount:payment", "a.csv row 3", "b1", 500, JUNE),
            ("jd", "orders", None, "bad_amount:payment", "a.csv row 9", "b1", None, JUNE),
            ("jd", "orders", "3", "bad_time", "a.csv row 4", "b1", 700, JUNE),
            ("taobao", "orders", "4", "bad_amount:payment", "c.csv row 2", "b2", 900, JUNE),
            ("jd", "orders", "5", "bad_amount:payment", "a.csv", "b1", 1, date(2020, 5, 1)),
        ]
        connection.executemany("insert into fct_quarantine values (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        yield connection


def listed(marts, fact_id):
    basis = basis_of(fact_id, SCOPE)
    assert isinstance(basis, Listing)
    return basis, records(
        marts, basis, programme="hunan-2020", area_code="430000", month=Month(2020, 6)
    )


def test_quarantined_rows_are_those_of_the_month_platform_and_reason(marts):
    basis, found = listed(marts, "not_counted.jd.orders.bad_amount:payment.count")
    assert [r.source for r in found] == ["a.csv row 9", "a.csv row 3"]
    assert {r.batch_id for r in found} == {"b1"}
    assert counted_records(basis, found) == 2


def test_an_unreadable_amount_adds_nothing(marts):
    basis, found = listed(marts, "not_counted.jd.orders.bad_amount:payment.amount")
    assert counted_records(basis, found) == 500


def test_a_target_that_nobody_set_is_an_error(marts):
    marts.execute(
        "create table mart_indicator_month (programme varchar, indicator_code varchar, "
        "area_level varchar, area_code varchar, month_on date, target_fen bigint); "
        "create table dim_region_day (evidence_code varchar, region_code varchar, "
        "valid_from date, valid_to date)"
    )
    basis = Target(indicators=("agri_retail",), level="county", code="430224")
    with pytest.raises(MissingFactsError, match="no target of agri_retail"):
        records(marts, basis, programme="hunan-2020", area_code="430000", month=Month(2020, 6))
