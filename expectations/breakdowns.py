"""Accuracy by grade of evidence, and of the county that fares worst.

Needs the tables that `accuracy.judge` lays out. Keep out: what levels mean (accuracy), JSON.

    precision   of the fen that a grade gives to counties of the province, the share that truth
                has there too
    coverage    the share that a grade carries of all fen of its axis, held out and unknown too

Estimates (O2) count as given, candidates (O6) and 待核 do not: their precision is null.
"""

from __future__ import annotations

import duckdb
import msgspec


class GradeScore(msgspec.Struct, frozen=True, kw_only=True):
    """Fen of a grade: of its whole axis, carried, given to counties, and given rightly."""

    grade: str
    axis_fen: int
    carried_fen: int
    given_fen: int
    correct_fen: int


class CountyScore(msgspec.Struct, frozen=True, kw_only=True):
    """Fen of a county's sales by truth and evidence, and how much of it the build gave to it."""

    county_code: str
    fen: int
    correct_fen: int


_TRUE = """
create or replace temp view true_{axis} as
select platform, order_id, line_id, {axis}_county_code as code, sum(paid_fen) as true_fen,
    bool_and({evidence}) as is_proved
from truth join common using (platform, order_id, line_id) group by all
"""
_EVIDENCE = {
    "seller": "coalesce(seller_resolvable, false)",
    "origin": "coalesce(origin_resolvable_level in ('county', 'village', 'household'), false)",
}
_GIVEN = {
    "seller": """
        select platform, order_id, line_id, seller_grade as grade, paid_fen as fen,
            case when seller_status = 'county' then seller_county_code end as code
        from fct_lines join common using (platform, order_id, line_id)
    """,
    "origin": """
        select platform, order_id, line_id, origin_grade as grade, paid_fen as fen,
            case when is_attributed = 1 then county_code end as code
        from shares join common using (platform, order_id, line_id)
    """,
}
_BY_GRADE = """
with given as (
    select platform, order_id, line_id, grade, code, sum(fen) as fen from ({given}) group by all
)
select grade, sum(sum(g.fen)) over (), sum(g.fen),
    coalesce(sum(g.fen) filter (where g.code is not null), 0),
    coalesce(sum(least(g.fen, coalesce(t.true_fen, 0))) filter (where g.code is not null), 0)
from given as g left join true_{axis} as t using (platform, order_id, line_id, code)
group by grade order by grade
"""
_BY_COUNTY = """
with given as (
    select platform, order_id, line_id, code, sum(fen) as fen from ({given})
    where code is not null group by all
)
select code, sum(true_fen), coalesce(sum(least(coalesce(given.fen, 0), true_fen)), 0)
from true_{axis} left join given using (platform, order_id, line_id, code)
where is_proved and code in (from poor)
group by code
having sum(true_fen) > 0
"""


def scores_by_grade(connection: duckdb.DuckDBPyConnection) -> list[GradeScore]:
    """What each grade of both axes carries, gives and gives rightly; grades without fen lack."""
    found = []
    for axis, given in _GIVEN.items():
        _lay_truth(connection, axis)
        query = _BY_GRADE.format(axis=axis, given=given)
        for grade, *fen in connection.execute(query).fetchall():
            whole, carried, placed, correct = (int(value) for value in fen)
            found.append(
                GradeScore(
                    grade=grade,
                    axis_fen=whole,
                    carried_fen=carried,
                    given_fen=placed,
                    correct_fen=correct,
                )
            )
    return found


def worst_county(connection: duckdb.DuckDBPyConnection, axis: str) -> CountyScore | None:
    """The poor county with the least share of its own sales; None where none has any.

    `axis` is seller or origin. Only sales count whose world holds evidence of the place.
    """
    _lay_truth(connection, axis)
    query = _BY_COUNTY.format(axis=axis, given=_GIVEN[axis])
    scores = [
        CountyScore(county_code=code, fen=int(fen), correct_fen=int(correct))
        for code, fen, correct in connection.execute(query).fetchall()
    ]
    # shares compared without rounding; the tie by code
    return min(scores, key=lambda s: (s.correct_fen * 10**18 // s.fen, s.county_code), default=None)


def _lay_truth(connection: duckdb.DuckDBPyConnection, axis: str) -> None:
    connection.execute(_TRUE.format(axis=axis, evidence=_EVIDENCE[axis]))
