"""The raw side: what the batches of a build say of a month, by code that shares nothing with dbt.

Newest version of an order: by `modified_at`, then payload hash; of equal ones the first landed.
Where the newest version could not be read, the whole order is quarantined. A payload that was read
in another batch is no longer quarantined. Source: design, sections 2 and 8.
Keep out: the published side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import msgspec

from expectations.borders.refund_sharing import RefundDue, covered
from expectations.borders.sources import Build, whole_fen

Row = tuple[object, ...]

_COLUMNS = {
    "orders": "platform, shop_id, order_id, sale_state, created_at, paid_at, booked_at, "
    "modified_at, paid_fen, freight_fen, payload_sha256",
    "lines": "platform, order_id, line_id, line_paid_fen, payload_sha256",
    "refunds": "platform, refund_id, order_id, line_id, refund_state, amount_fen, succeeded_at, "
    "modified_at, payload_sha256",
    "ledger": "platform, reporter_code, ledger_id, modified_at, payload_sha256",
    "quarantine": "platform, kind, record_id, amount_fen, occurred_at, modified_at, payload_sha256",
}


class RawSums(msgspec.Struct, frozen=True, kw_only=True):
    """What landing says of one month. Money in fen; unknown amounts are counted, not guessed."""

    sale_fen: int
    not_a_sale_fen: dict[str, int]
    refund_fen: int
    # by kind of batch (orders, refunds, ledger)
    quarantined_fen: dict[str, int]
    # read, and in no figure: told apart for the reader
    refund_beyond_payment_fen: int
    refund_without_sale_fen: int
    unknown_amount_count: int
    quarantined_unknown_count: int


def raw_sums(build: Build, month_on: date) -> RawSums:
    """Sums over the newest versions in the batches of a build, for the month of `month_on`."""
    with newest_raw(build) as connection:
        month = {"month_on": month_on}
        states = connection.execute(_ORDERS_BY_STATE, month).fetchall()
        quarantined = connection.execute(_QUARANTINED_BY_KIND, month).fetchall()
        refunds, lines = refunds_due(connection)
    by_state = {str(state): whole_fen(fen) for state, fen, _ in states}
    unknown = sum(int(count) for _, _, count in states)
    refund_fen, beyond_fen, without_fen = refund_sums(refunds, lines, month_on)
    return RawSums(
        sale_fen=by_state.pop("sale", 0),
        not_a_sale_fen=by_state,
        refund_fen=refund_fen,
        quarantined_fen={str(kind): whole_fen(fen) for kind, fen, _ in quarantined},
        refund_beyond_payment_fen=beyond_fen,
        refund_without_sale_fen=without_fen,
        unknown_amount_count=unknown,
        quarantined_unknown_count=sum(int(count) for _, _, count in quarantined),
    )


@contextmanager
def newest_raw(build: Build) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the tables newest_orders, newest_refunds, lines and held of a build."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        for table in _COLUMNS:
            _view(connection, build, table)
        connection.execute(_SQL)
        yield connection


def _view(connection: duckdb.DuckDBPyConnection, build: Build, table: str) -> None:
    """All landed rows of one table with their batch: kind, id and landing time."""
    connection.execute(
        f"create table landed_{table} (file varchar, batch_id varchar, batch_kind varchar, "
        "landed_at timestamp)"
    )
    paths: list[Path] = []
    for manifest, folder in build.batches:
        path = folder / f"{table}.parquet"
        if f"{table}.parquet" in manifest.files:
            paths.append(path)
            connection.execute(
                f"insert into landed_{table} values (?, ?, ?, ?)",  # noqa: S608 - our own names
                [str(path), manifest.batch_id, manifest.kind, manifest.landed_at],
            )
    if not paths:
        nothing = ", ".join(
            f"null::{_type(column)} as {column}" for column in _COLUMNS[table].split(", ")
        )
        connection.execute(
            f"create table {table} as select {nothing}, null::varchar as batch_id, "
            "null::varchar as batch_kind, null::timestamp as landed_at limit 0"
        )
        return
    connection.execute(
        f"create table {table} as select {_COLUMNS[table]}, batch_id, batch_kind, landed_at "  # noqa: S608
        f"from read_parquet($paths, filename = true) as f "
        f"join landed_{table} as b on b.file = f.filename",
        {"paths": [str(path) for path in paths]},
    )


def _type(column: str) -> str:
    ending = column.rpartition("_")[2]
    return {"fen": "bigint", "at": "timestamp"}.get(ending, "varchar")


_SQL = """
create table newest_orders as
select distinct on (platform, order_id) *,
    date_trunc('month', coalesce(booked_at, created_at, paid_at, modified_at))::date as month_on
from orders
order by platform, order_id, modified_at desc nulls last, payload_sha256 desc, landed_at, batch_id;

create table newest_refunds as
select distinct on (platform, refund_id) *
from refunds
order by platform, refund_id, modified_at desc nulls last, payload_sha256 desc, landed_at, batch_id;

-- one row for each record that could not be read: the newest of its versions
create table held as
with q as (select *, coalesce(record_id, payload_sha256, rowid::text) as record from quarantine)
select distinct on (q.batch_kind, q.platform, q.record)
    q.batch_kind, q.platform, q.record_id, q.amount_fen,
    date_trunc('month', coalesce(q.occurred_at, q.modified_at, q.landed_at))::date as month_on,
    coalesce(q.modified_at, q.landed_at) as modified_at
from q
where not exists (
    select 1 from orders as o
    where q.batch_kind = 'orders' and o.platform = q.platform and o.order_id = q.record_id
        and o.payload_sha256 = q.payload_sha256
) and not exists (
    select 1 from refunds as r
    where q.batch_kind = 'refunds' and r.platform = q.platform and r.refund_id = q.record_id
        and r.payload_sha256 = q.payload_sha256
)
order by q.batch_kind, q.platform, q.record,
    coalesce(q.modified_at, q.landed_at) desc, q.payload_sha256 desc, q.landed_at;

-- a later version that could be read takes the record out of quarantine
delete from held using newest_orders as o
where held.batch_kind = 'orders' and o.platform = held.platform and o.order_id = held.record_id
    and held.modified_at <= o.modified_at;
delete from held using newest_refunds as r
where held.batch_kind = 'refunds' and r.platform = held.platform and r.refund_id = held.record_id
    and held.modified_at <= r.modified_at;
-- a file told that something of the order went back and not how much: its platform has told since
delete from held using refunds as r
where held.batch_kind = 'refunds' and r.platform = held.platform
    and r.order_id || '-untold' = held.record_id and r.refund_state = 'succeeded'
    and r.succeeded_at is not null and r.amount_fen > 0;
delete from held using ledger as l
where held.batch_kind = 'ledger' and l.platform = held.platform
    and l.reporter_code || '/' || l.ledger_id = held.record_id
    and held.modified_at <= l.modified_at;
delete from newest_orders using held
where held.batch_kind = 'orders' and newest_orders.platform = held.platform
    and newest_orders.order_id = held.record_id;
delete from newest_refunds using held
where held.batch_kind = 'refunds' and newest_refunds.platform = held.platform
    and newest_refunds.refund_id = held.record_id;

-- an export file tells what an order's refunds came to, without a time: where the platform's own
-- refunds of that order are there, they are that same money (design, section 3)
delete from newest_refunds as summed using newest_refunds as own
where summed.refund_state = 'succeeded' and summed.succeeded_at is null
    and own.platform = summed.platform and own.order_id = summed.order_id
    and own.refund_state = 'succeeded' and own.succeeded_at is not null and own.amount_fen > 0;
"""

_ORDERS_BY_STATE = """
select sale_state, sum(paid_fen), count(*) - count(paid_fen)
from newest_orders where month_on = $month_on group by sale_state order by sale_state
"""

_QUARANTINED_BY_KIND = """
select batch_kind, sum(amount_fen), count(*) - count(amount_fen)
from held where month_on = $month_on group by batch_kind order by batch_kind
"""

# all refunds of an order matter to what is left for one of them, so no month is cut here
_REFUNDS = """
select r.platform, r.order_id, r.refund_id, r.line_id, r.amount_fen,
    date_trunc('month', coalesce(r.succeeded_at, o.booked_at))::date as month_on,
    o.paid_fen, o.order_id is not null as is_of_sale
from newest_refunds as r
left join newest_orders as o
    on o.platform = r.platform and o.order_id = r.order_id and o.sale_state = 'sale'
where r.refund_state = 'succeeded' and r.amount_fen > 0{of_shop}
order by r.platform, r.order_id, r.succeeded_at nulls first, r.refund_id
"""

_LINES_OF_REFUNDED = """
select distinct l.platform, l.order_id, l.line_id, l.line_paid_fen
from lines as l
join newest_orders as o
    on o.platform = l.platform and o.order_id = l.order_id
    and o.payload_sha256 = l.payload_sha256 and o.batch_id = l.batch_id
where exists (
    select 1 from newest_refunds as r where r.platform = o.platform and r.order_id = o.order_id
)
"""


def refunds_due(
    connection: duckdb.DuckDBPyConnection, shop: tuple[str, str] | None = None
) -> tuple[list[Row], list[Row]]:
    """Succeeded refunds with their orders, and the lines of those orders; of one shop or of all.

    `shop` is platform and shop id; a refund whose order never landed belongs to no shop.
    """
    where = " and o.platform = $platform and o.shop_id = $shop_id" if shop else ""
    values = {"platform": shop[0], "shop_id": shop[1]} if shop else {}
    return (
        connection.execute(_REFUNDS.format(of_shop=where), values).fetchall(),
        connection.execute(_LINES_OF_REFUNDED).fetchall(),
    )


def refund_sums(refunds: list[Row], lines: list[Row], month_on: date) -> tuple[int, int, int]:
    """Fen of the month's refunds that fall on sold goods, that exceed them, that have no sale."""
    told = _line_payments(lines)
    of_order: dict[tuple[str, str], list[tuple[RefundDue, object]]] = defaultdict(list)
    paid: dict[tuple[str, str], int] = {}
    without = 0
    for platform, order_id, refund_id, line_id, amount, booked, order_paid, is_of_sale in refunds:
        if not is_of_sale:
            without += whole_fen(amount) if booked == month_on else 0
            continue
        key = (str(platform), str(order_id))
        due = RefundDue(
            str(refund_id), None if line_id is None else str(line_id), whole_fen(amount)
        )
        of_order[key].append((due, booked))
        paid[key] = whole_fen(order_paid)
    shared = beyond = 0
    for key, dated in of_order.items():
        # where the platform does not tell the lines' payments, the order bears its refunds whole
        known = covered(told.get(key) or {key[1]: paid[key]}, [due for due, _ in dated])
        for due, booked in dated:
            if booked == month_on:
                shared += known[due.refund_id]
                beyond += due.amount_fen - known[due.refund_id]
    return shared, beyond, without


def _line_payments(lines: list[tuple[object, ...]]) -> dict[tuple[str, str], dict[str, int]]:
    """Payment by line of each order whose lines are all told."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    silent = set()
    for platform, order_id, line_id, fen in lines:
        key = (str(platform), str(order_id))
        if fen is None:
            silent.add(key)
        else:
            found[key][str(line_id)] = whole_fen(fen)
    return {key: parts for key, parts in found.items() if key not in silent}
