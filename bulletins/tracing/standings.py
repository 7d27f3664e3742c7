"""The ordered list behind a rank: every area with the two amounts that its completion comes from.

The order is worked out anew from the mart; that it gives the printed rank is held in `explain`.
Keep out: lines (the own completion is walked down by its formula), villages and households.
"""

from __future__ import annotations

import duckdb
import msgspec

from bulletins.figures import completion
from bulletins.levels import level_of, province_of
from bulletins.marts import query_text
from bulletins.periods import Month
from bulletins.ranking import rank_by_rate
from bulletins.tracing.basis import Ranking


class RankRow(msgspec.Struct, frozen=True, kw_only=True):
    """An area in the order; amounts in fen, `rate` as printed in percent."""

    rank: int
    area_code: str
    name: str
    cumulative_fen: int
    target_fen: int
    rate: str


def ranked(
    connection: duckdb.DuckDBPyConnection, basis: Ranking, *, programme: str, month: Month
) -> list[RankRow]:
    """The areas that have a rank, first to last; those of one rank by code."""
    rows = connection.execute(
        query_text("list_ranks"),
        {
            "programme": programme,
            "indicator": basis.indicator,
            "level": level_of(basis.code),
            "region_set": basis.region_set,
            "area_code": basis.code,
            "near": basis.is_near,
            "province_code": province_of(basis.code),
            "month_on": month.first_on,
            "last_on": month.last_on,
        },
    ).fetchall()
    rates = {code: completion(code, done, target) for code, _, done, target in rows}
    ranks = rank_by_rate(rates)
    found = [
        RankRow(
            rank=ranks[code],
            area_code=code,
            name=name,
            cumulative_fen=done,
            target_fen=target,
            rate=rates[code].text,
        )
        for code, name, done, target in rows
        if code in ranks
    ]
    return sorted(found, key=lambda row: (row.rank, row.area_code))


def beside(order: list[RankRow], area_code: str) -> list[RankRow]:
    """An area with its neighbours in the order: one, two or three rows."""
    places = [row.area_code for row in order]
    place = places.index(area_code)
    return order[max(0, place - 1) : place + 2]
