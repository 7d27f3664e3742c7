"""Which sales lack their shop's leave: by platform, day, withdrawal and choice."""

from __future__ import annotations

import duckdb
import pytest

from tests.dbt.plain_sql import plain_sql

MODEL = "models/intermediate/suspicion/int_unauthorised_orders.sql"
SALES = """
create table int_suspect_sales as
    select platform, shop_id, booked_on, platform || ' ' || shop_id || ' ' || booked_on as order_id
    from (values ('taobao', 's1'), ('taobao', 's2'), ('jd', 's1')) as shops (platform, shop_id),
        (values (date '2020-06-09'), (date '2020-06-10'), (date '2020-06-20')) as days (booked_on);
create table stg_registers__authorisations (
    platform text, shop_id text, valid_from date, valid_to date, revoked_on date,
    withdrawal_choice text
);
"""
NO_S2 = {f"taobao s2 2020-06-{day}" for day in ("09", "10", "20")}
S1 = {day: f"taobao s1 2020-06-{day}" for day in ("09", "10", "20")}


@pytest.mark.parametrize(
    ("letter", "without_leave"),
    [
        (None, set()),
        ("'2020-01-01', '9999-12-31', null, null", NO_S2),
        ("'2020-06-10', '2020-06-20', null, null", NO_S2 | {S1["09"], S1["20"]}),
        ("'2020-01-01', '9999-12-31', '2020-06-10', 'keep'", NO_S2 | {S1["10"], S1["20"]}),
        ("'2020-01-01', '9999-12-31', '2020-06-10', 'remove'", NO_S2 | set(S1.values())),
        ("'2020-06-10', '9999-12-31', '2020-06-20', 'keep'", NO_S2 | {S1["09"], S1["20"]}),
    ],
    ids=[
        "no register",
        "an open letter",
        "a letter with a term",
        "withdrawn, earlier days stay",
        "withdrawn, none stays",
        "withdrawn within its term",
    ],
)
def test_sales_without_leave(letter: str | None, without_leave: set[str]) -> None:
    with duckdb.connect() as connection:
        connection.execute(SALES)
        if letter is not None:
            connection.execute(
                f"insert into stg_registers__authorisations values ('taobao', 's1', {letter})"  # noqa: S608
            )
        rows = connection.execute(plain_sql(MODEL)).fetchall()
    assert {order_id for _, order_id in rows} == without_leave
