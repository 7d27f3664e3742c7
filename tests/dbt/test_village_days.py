"""Merged villages: an old code leads, day by day, to the village that it is part of."""

from __future__ import annotations

from datetime import date, datetime

import duckdb
import pytest

from tests.dbt.plain_sql import plain_sql
from tests.dbt.province import Province, line, order

MODEL = "models/intermediate/attribution/int_village_days.sql"
ASSERTION = "tests/assert_village_mergers_end.sql"
A, B, C, D, E = "ABCDE"
NEVER = date(9999, 12, 31)
Merger = tuple[str, str, date] | tuple[str, str, date, date]


def connection(*mergers: Merger) -> duckdb.DuckDBPyConnection:
    found = duckdb.connect()
    found.execute(
        "create table stg_registers__village_mergers (old_village_code text, new_village_code text,"
        " merged_on date, valid_from date, valid_to date)"
    )
    for old, new, on, *end in mergers:
        found.execute(
            "insert into stg_registers__village_mergers values (?, ?, ?, date '0001-01-01', ?)",
            [old, new, on, end[0] if end else NEVER],
        )
    found.execute(
        "create table stg_registers__villages as select unnest(['A', 'B', 'C', 'D']) as "
        "village_code, date '0001-01-01' as valid_from, date '9999-12-31' as valid_to"
    )
    return found


def days(*mergers: Merger) -> list[tuple[str, str, date, date]]:
    with connection(*mergers) as found:
        sql = plain_sql(MODEL) + " order by evidence_code, valid_from"
        return found.execute(sql).fetchall()


def lost(*mergers: Merger) -> list[str]:
    with connection(*mergers) as found:
        return sorted(row[0] for row in found.execute(plain_sql(ASSERTION)).fetchall())


def test_several_villages_become_one() -> None:
    assert days((A, C, date(2019, 1, 1)), (B, C, date(2019, 6, 1))) == [
        (A, C, date(2019, 1, 1), NEVER),
        (B, C, date(2019, 6, 1), NEVER),
    ]


def test_a_village_that_was_merged_twice_leads_to_the_one_of_the_day() -> None:
    assert days((A, B, date(2018, 1, 1)), (B, C, date(2019, 1, 1))) == [
        (A, B, date(2018, 1, 1), date(2019, 1, 1)),
        (A, C, date(2019, 1, 1), NEVER),
        (B, C, date(2019, 1, 1), NEVER),
    ]
    # merged on one day, or told under a village that had already gone
    assert days((A, B, date(2019, 1, 1)), (B, C, date(2019, 1, 1)))[0][1] == C
    assert days((A, B, date(2019, 6, 1)), (B, C, date(2019, 1, 1)))[0] == (
        A,
        C,
        date(2019, 6, 1),
        NEVER,
    )


def test_a_merger_that_was_taken_back_ends() -> None:
    assert days((A, B, date(2018, 1, 1), date(2019, 1, 1))) == [
        (A, B, date(2018, 1, 1), date(2019, 1, 1))
    ]


@pytest.mark.parametrize(
    ("mergers", "told"),
    [
        (((A, C, date(2019, 1, 1)), (B, C, date(2019, 1, 1))), []),
        (((A, B, date(2018, 1, 1)), (B, C, date(2019, 1, 1))), []),
        (((A, E, date(2019, 1, 1)),), [A]),
        (((A, B, date(2019, 6, 1)), (B, C, date(2019, 1, 1))), [A]),
        (((A, B, date(2019, 1, 1)), (B, A, date(2019, 1, 1))), [A, B]),
    ],
    ids=["two into one", "in turn", "into no village", "into one that had gone", "in a circle"],
)
def test_a_merger_that_leads_nowhere_is_found(mergers: list[Merger], told: list[str]) -> None:
    assert lost(*mergers) == told


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_goods_of_an_old_village_count_for_the_merged_one_from_its_first_day(
    province: Province,
) -> None:
    old, new = "431222100201", "431222100301"
    province.register("villages", {"village_code": new, "name": "合并村", "county_code": "431222"})
    province.register(
        "shops",
        {
            "platform": "taobao",
            "shop_id": "s1",
            "shop_name": "沅陵山货",
            "trade_flow": "up",
            "operating_county_code": "431222",
            "inspected_county_code": "431222",
            "inspected_village_code": old,
            "is_own_produce": False,
            "is_station": False,
        },
    )
    province.register(
        "producers",
        {
            "producer_code": "NH1",
            "producer_kind": "household",
            "county_code": "431222",
            "village_code": old,
        },
    )
    province.register(
        "codes", {"merchant_code": "H1", "code_kind": "household", "producer_code": "NH1"}
    )
    for made in (
        order("before", booked_at=datetime(2020, 5, 31, 12)),
        order("after", booked_at=datetime(2020, 6, 1, 12)),
    ):
        province.land("orders", orders=[made], lines=[line(made, merchant_code="H1")])
    province.build()

    def villages() -> dict[str, str]:
        return dict(province.rows("select order_id, village_code from marts.fct_origin"))

    def sellers() -> dict[str, str]:
        return dict(province.rows("select order_id, seller_village_code from marts.fct_lines"))

    assert villages() == sellers() == {"before": old, "after": old}
    province.register(
        "village_mergers",
        {
            "old_village_code": old,
            "new_village_code": new,
            "merged_on": date(2020, 6, 1),
            "document": "示例",
        },
    )
    province.build()
    assert villages() == sellers() == {"before": old, "after": new}
    incremental = province.hashes()
    province.build(full=True)
    assert province.hashes() == incremental
