"""Whether two queries give the same rows.

Keep out: which queries.
"""

from __future__ import annotations

import duckdb


def compared(connection: duckdb.DuckDBPyConnection, mine: str, his: str) -> tuple[int, int]:
    """(rows that both queries give, rows that only one gives), each as often as it comes."""
    both = connection.sql(f"select count(*) from (({mine}) intersect all ({his}))")  # noqa: S608
    more = connection.sql(f"select count(*) from (({mine}) except all ({his}))")  # noqa: S608
    less = connection.sql(f"select count(*) from (({his}) except all ({mine}))")  # noqa: S608
    (same,), (extra,), (missing,) = both.fetchone(), more.fetchone(), less.fetchone()
    return same, extra + missing
