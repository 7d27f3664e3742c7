"""Reads the records that a listing or target names, from the marts of one published build.

A record stands for itself: a quarantined row, an order that is no sale, a shop, a member of a set,
a target. Keep out: movements of money (`movements`), landing and registers.
"""

from __future__ import annotations

import duckdb
import msgspec

from bulletins.errors import MissingFactsError
from bulletins.levels import province_of
from bulletins.marts import query_text
from bulletins.periods import Month
from bulletins.tracing.basis import Listing, Target


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One record: its key, the file and row or the batch it stands in, its amount in fen.

    `evidence_id` names a register row as evidence ids do; null where the batch holds the record.
    """

    platform: str
    key: str
    source: str | None
    batch_id: str | None
    fen: int | None
    evidence_id: str | None


def records(
    connection: duckdb.DuckDBPyConnection,
    basis: Listing | Target,
    *,
    programme: str,
    area_code: str,
    month: Month,
) -> list[Record]:
    """The records of a listing or target; MissingFactsError where a target has none."""
    known: dict[str, object] = {
        "month_on": month.first_on,
        "last_on": month.last_on,
        "programme": programme,
        "province_code": province_of(area_code),
    }
    if isinstance(basis, Listing):
        return _rows(connection, basis.query, known | basis.values)
    for indicator in basis.indicators:
        place = {"indicator": indicator, "level": basis.level, "area_code": basis.code}
        found = _rows(connection, "list_target", known | place)
        if found:
            return found
    raise MissingFactsError(
        f"no target of {' or '.join(basis.indicators)} is set for {basis.level} {basis.code}",
        where=f"mart_indicator_month, {month.name}",
        advice="import the programme's targets, then build and make the bulletin again",
    )


def counted_records(basis: Listing | Target, found: list[Record]) -> int:
    """The figure that the records give: their number, or their sum in fen."""
    if isinstance(basis, Target):
        return found[0].fen or 0
    if basis.is_amount:
        return sum(r.fen or 0 for r in found)
    return len(found)


def _rows(
    connection: duckdb.DuckDBPyConnection, query: str, values: dict[str, object]
) -> list[Record]:
    text = query_text(query)
    used = {name: value for name, value in values.items() if f"${name}" in text}
    try:
        relation = connection.execute(text, used)
    except duckdb.CatalogException as error:
        raise MissingFactsError(
            f"the build that this bulletin was made from lacks a mart: {error}",
            where=f"query {query}",
            advice="publish a build of this code version and make the bulletin again",
        ) from error
    names = [column[0] for column in relation.description or []]
    return [
        msgspec.convert(dict(zip(names, row, strict=True)), Record) for row in relation.fetchall()
    ]
