"""What reporting units sold in a month, and what of a split county nobody can tell apart.

Reads the published build. Keep out: whose town is whose (the register `reporting_units`), printing.
"""

from __future__ import annotations

from datetime import date

import duckdb
import msgspec

from orchestration.errors import NothingToDo
from orchestration.home import Home


class UnitPart(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a unit's money, of one county and flow, on one axis; fen over all classes.

    `part`: town (its named towns), county (a whole county), rest (the other towns of a split
    county), not_separable (known to the split county only; it stays with the county's unit).
    """

    axis: str
    unit_level: str
    unit_code: str
    unit_name: str | None
    county_code: str
    part: str
    flow: str
    gross_fen: int
    refund_fen: int
    line_count: int


def unit_parts(home: Home, month_on: date) -> list[UnitPart]:
    """Every unit's parts of a month, by axis, level and unit.

    Raises SetupError where nothing is published, NothingToDo where the published build knows no
    units, or none in the month.
    """
    path = home.current_published() / "mart_sales_unit_month.parquet"
    if not path.exists():
        raise NothingToDo(
            "the published build was made before reporting units were summed",
            where=str(path),
            advice="run `shanhuo build`",
        )
    with duckdb.connect() as connection:
        rows = connection.execute(
            """
            select
                axis, unit_level, unit_code, max(unit_name), county_code, part, flow,
                sum(gross_fen)::bigint, sum(refund_fen)::bigint, sum(line_count)::bigint
            from read_parquet(?)
            where month_on = ?
            group by axis, unit_level, unit_code, county_code, part, flow
            order by axis desc, unit_level, unit_code, county_code, part, flow
            """,
            [str(path), month_on],
        ).fetchall()
    if not rows:
        raise NothingToDo(
            f"no reporting unit has a line in {month_on:%Y-%m}",
            where=str(path),
            advice="see that the register reporting_units names the unit's counties or towns on "
            "the days of the month",
        )
    names = UnitPart.__struct_fields__
    return [UnitPart(**dict(zip(names, row, strict=True))) for row in rows]
