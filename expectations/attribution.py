"""Truth and attribution side by side: for a level, the fen of each line and code on both sides.

Needs the tables that `accuracy.judge` lays out. Keep out: what a level's evidence means to a
reader (the docstring of `accuracy` says it), JSON.
"""

from __future__ import annotations

import duckdb

from expectations.scores import Error, Split

# the truth's own codes of each level: which rows name it, and on which evidence
_TRUTH = {
    "seller_county": ("seller_county_code", "seller_resolvable"),
    "origin_county": (
        "origin_county_code",
        "origin_resolvable_level in ('county', 'village', 'household')",
    ),
    "village": ("village_code", "origin_resolvable_level in ('village', 'household')"),
    "household": ("household_code", "origin_resolvable_level = 'household'"),
    "class": ("goods_class", "goods_class <> 'unclassified'"),
}
_ATTRIBUTED = {
    "seller_county": (
        "fct_lines",
        "case when seller_grade <> 'SU' and seller_status = 'county' then seller_county_code end",
    ),
    "origin_county": ("shares", "county_code"),
    "village": ("shares", "village_code"),
    "household": ("shares", "household_code"),
    "class": ("fct_lines", "nullif(goods_class, 'unclassified')"),
}
_CERTAIN = {
    "seller_county": "seller_grade in ('S1', 'S2', 'S3', 'S4') and seller_status = 'county'",
    "origin_county": "origin_grade in ('O1', 'O2', 'O3', 'O4', 'O5') and origin_status = 'certain'",
}

_BY_LINE = """
, by_line as (
    select
        sum(true_fen) as fen,
        sum(least(true_fen, given_fen)) as correct_fen,
        greatest(
            sum(true_fen) - coalesce(sum(given_fen) filter (where code is not null), 0), 0
        ) as unattributed_fen
    from sides group by platform, order_id, line_id
)
select coalesce(sum(fen), 0), coalesce(sum(correct_fen), 0), coalesce(sum(unattributed_fen), 0)
from by_line
"""

_ERRORS = """
select
    coalesce(sum({of}), 0),
    coalesce(sum(greatest({of} - {against}, 0)), 0),
    coalesce(sum({of}) filter (where code in (from poor)), 0),
    coalesce(sum(greatest({of} - {against}, 0)) filter (where code in (from poor)), 0)
from sides where code is not null
"""


def _sides(level: str, *, evidence: str, certain: str | None = None, doubted: str = "") -> str:
    """Both sides of a level by line and code: true fen and attributed fen, in `sides`.

    Only lines in common count of whose truth every share meets `evidence`, and what is attributed
    of the lines in `doubted`.
    """
    code, _ = _TRUTH[level]
    model, attributed = _ATTRIBUTED[level]
    condition = certain or ("is_attributed = 1" if model == "shares" else "true")
    return f"""
    with lines as (
        select platform, order_id, line_id
        from truth join common using (platform, order_id, line_id)
        group by all having bool_and(coalesce({evidence}, false))
    ),
    parts as (
        select platform, order_id, line_id, {code} as code, paid_fen as true_fen, 0 as given_fen
        from truth join lines using (platform, order_id, line_id)
        union all
        select platform, order_id, line_id, {attributed}, 0, paid_fen
        from {model} join (from lines{doubted}) using (platform, order_id, line_id)
        where {condition}
    ),
    sides as (
        select platform, order_id, line_id, code, sum(true_fen) as true_fen,
            sum(given_fen) as given_fen
        from parts group by all
    )
    """  # noqa: S608 - every piece is one of ours


def split_of(connection: duckdb.DuckDBPyConnection, level: str) -> Split:
    """Correct, wrong and unattributed fen of a level."""
    code, evidence = _TRUTH[level]
    sides = _sides(level, evidence=f"{evidence} and {code} is not null")
    query = f"{sides}{_BY_LINE}"
    [(fen, correct, unattributed)] = connection.execute(query).fetchall()
    return Split(
        fen=int(fen),
        correct_fen=int(correct),
        wrong_fen=int(fen) - int(correct) - int(unattributed),
        unattributed_fen=int(unattributed),
    )


def inclusion_of(connection: duckdb.DuckDBPyConnection, level: str) -> dict[str, Error]:
    """Fen given with certainty to a county, and how much of it truth has elsewhere or doubts."""
    sides = _sides(
        level, evidence="true", certain=_CERTAIN[level], doubted=" union all from doubted"
    )
    return _errors(connection, sides, of="given_fen", against="true_fen")


def exclusion_of(connection: duckdb.DuckDBPyConnection, level: str) -> dict[str, Error]:
    """Fen of truth's counties with evidence, and how much of it was not given to them."""
    code, evidence = _TRUTH[level]
    sides = _sides(level, evidence=f"{evidence} and {code} is not null")
    return _errors(connection, sides, of="true_fen", against="given_fen")


def _errors(
    connection: duckdb.DuckDBPyConnection, sides: str, *, of: str, against: str
) -> dict[str, Error]:
    query = f"{sides}{_ERRORS.format(of=of, against=against)}"
    [row] = connection.execute(query).fetchall()
    fen, false_fen, poor_fen, poor_false_fen = (int(value) for value in row)
    return {
        "any": Error(fen=fen, false_fen=false_fen),
        "poor": Error(fen=poor_fen, false_fen=poor_false_fen),
    }
