"""Missing days and whole shops are listed one by one, of a platform or of all, of one month."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from bulletins.errors import MissingFactsError
from bulletins.periods import Month
from bulletins.tracing.basis import Scope
from bulletins.tracing.ids import basis_of
from bulletins.tracing.listings import counted_records, records

SCOPE = Scope("430000", "agri_retail", 6)
MAY, JUNE = date(2020, 5, 1), date(2020, 6, 1)
MISSING = [
    ("jd", "a", date(2020, 6, 3), "held", "b1|b2", JUNE),
    ("jd", "a", date(2020, 6, 4), "unanswered", "b3", JUNE),
    ("taobao", "c", date(2020, 6, 9), "not_asked", None, JUNE),
    ("jd", "b", date(2020, 5, 9), "not_asked", None, MAY),
]


@pytest.fixture
def marts():
    with duckdb.connect() as connection:
        connection.execute(
            "create table fct_missing_shop_days (platform varchar, shop_id varchar, day_on date, "
            "reason varchar, batch_ids varchar, month_on date)"
        )
        connection.executemany(
            "insert into fct_missing_shop_days values (?, ?, ?, ?, ?, ?)", MISSING
        )
        connection.execute(
            "create table dim_shop (platform varchar, shop_id varchar, valid_from date, "
            "valid_to date)"
        )
        connection.executemany(
            "insert into dim_shop values (?, ?, null, ?)",
            [("jd", "a", None), ("jd", "b", None), ("taobao", "c", None), ("jd", "gone", JUNE)],
        )
        connection.execute("create table mart_coverage_month (platform varchar, month_on date)")
        connection.executemany(
            "insert into mart_coverage_month values (?, ?)", [("jd", JUNE), ("taobao", JUNE)]
        )
        yield connection


def listed(marts, fact_id):
    basis = basis_of(fact_id, SCOPE)
    found = records(marts, basis, programme="hunan-2020", area_code="430000", month=Month(2020, 6))
    assert counted_records(basis, found) == len(found)
    return [(r.key, r.source) for r in found]


def test_a_missing_day_names_its_shop_and_the_batches_that_asked(marts):
    assert listed(marts, "coverage.jd.missing") == [
        ("网店 a 2020-06-03", "批次未过核验：b1|b2"),
        ("网店 a 2020-06-04", "已问未答：b3"),
    ]
    assert listed(marts, "frame.missing")[2:] == [("网店 c 2020-06-09", "未向该店取数")]


def test_a_whole_shop_misses_no_day_of_this_month(marts):
    assert listed(marts, "frame.whole") == [("b", None)]
    assert listed(marts, "coverage.taobao.whole") == []


def test_the_days_to_cover_are_those_of_each_platforms_month(marts):
    assert len(listed(marts, "coverage.jd.days")) == 30
    marts.execute("delete from mart_coverage_month where platform = 'jd'")
    assert listed(marts, "coverage.jd.days") == []


def test_an_older_build_without_the_days_says_so(marts):
    marts.execute("drop table fct_missing_shop_days")
    with pytest.raises(MissingFactsError, match="lacks a mart"):
        listed(marts, "frame.missing")
