"""Reads the payments and refunds that a choice names, from the marts of one published build.

Keep out: figures of a bulletin (`explain`), batches and registers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import msgspec

from bulletins.errors import MissingFactsError
from bulletins.marts import query_text
from bulletins.periods import Month
from bulletins.tracing.basis import Choice
from bulletins.tracing.conditions import Counted, conditions

MARTS = (
    "fct_coverage_days",
    "fct_lines",
    "fct_missing_shop_days",
    "fct_refunds",
    "fct_origin",
    "fct_origin_refunds",
    "fct_orders",
    "fct_pending",
    "fct_quarantine",
    "fct_refunds_left_out",
    "fct_shop_months",
    "dim_area",
    "dim_region_day",
    "dim_region_set",
    "dim_indicator",
    "dim_shop",
    "mart_counts_month",
    "mart_coverage_month",
    "mart_indicator_month",
)
# marts that builds before them lack: only what they tell of can't be explained there
YOUNGER = frozenset({"fct_coverage_days", "fct_missing_shop_days"})
COUNTED = {
    # a household's own code is nobody's business: a number stands for it
    "household_count": "'户' || dense_rank() over (order by m.household_code)",
    "village_count": "m.village_code",
    "shop_count": "m.platform || ':' || m.shop_id",
    "selling_shop_count": "m.platform || ':' || m.shop_id",
}


class Movement(msgspec.Struct, frozen=True, kw_only=True):
    """One payment (fen above 0) or refund (below 0) of a line or of its share by origin."""

    platform: str
    order_id: str
    line_id: str
    share_no: int | None
    refund_id: str | None
    shop_id: str
    # the day of payment, by which evidence is in force
    booked_on: date
    # the day that the money counts on
    sale_on: date
    fen: int
    goods_class: str
    class_evidence: str | None
    flow: str
    grade: str
    status: str
    evidence_id: str | None
    area_code: str | None
    batch_id: str | None
    # what a count counts: the shop, the village, or a number that stands for a household
    counted: str | None


@contextmanager
def published_marts(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees the marts of a published build's folder.

    Raises MissingFactsError where one is missing.
    """
    with duckdb.connect() as connection:
        for mart in MARTS:
            path = folder / f"{mart}.parquet"
            if not path.is_file() and mart in YOUNGER:
                continue
            if not path.is_file():
                raise MissingFactsError(
                    "a mart is missing",
                    where=str(path),
                    advice="publish a build of this code version and make the bulletin again",
                )
            connection.from_parquet(str(path)).create_view(mart)
        connection.execute(f"create view pending_kinds as {query_text('pending_kinds')}")
        yield connection


def counted(connection: duckdb.DuckDBPyConnection, programme: str, indicator: str) -> Counted:
    """Classes, flows, axis and region set of an indicator; MissingFactsError where unknown."""
    row = connection.execute(
        "select axis, region_set, string_split(goods_classes, '|'), string_split(flows, '|') "
        "from dim_indicator where programme = $programme and indicator_code = $indicator",
        {"programme": programme, "indicator": indicator},
    ).fetchone()
    if row is None:
        raise MissingFactsError(
            f"the programme {programme} has no indicator {indicator}",
            where="dim_indicator",
            advice="explain a release of the programme that this home runs",
        )
    return Counted(*row)


def movements(
    connection: duckdb.DuckDBPyConnection,
    choice: Choice,
    *,
    programme: str,
    province_code: str,
    month: Month,
) -> list[Movement]:
    """All payments and refunds of a choice, by day, platform, order, line and share."""
    told = counted(connection, programme, choice.indicator) if choice.indicator else None
    axis = choice.axis or (told.axis if told else "seller")
    query, values = _query(connection, choice, axis, programme, _shifted(month, choice.months_back))
    values |= {"province_code": province_code} if "$province_code" in query else {}
    wanted = conditions(choice, told, programme, values)
    columns = ", ".join(f"m.{name}" for name in Movement.__struct_fields__[:-1])
    counted_by = COUNTED.get(choice.measure, "cast(null as varchar)")
    # names are this module's own, values are bound
    relation = connection.execute(
        f"select {columns}, {counted_by} as counted from ({query}) as m "  # noqa: S608
        f"where {' and '.join(wanted)} "
        "order by sale_on, platform, order_id, line_id, share_no, refund_id nulls first",
        values,
    )
    return [
        Movement(**dict(zip(Movement.__struct_fields__, row, strict=True)))
        for row in relation.fetchall()
    ]


def _query(
    connection: duckdb.DuckDBPyConnection, choice: Choice, axis: str, programme: str, month: Month
) -> tuple[str, dict[str, object]]:
    """The query that gives the movements of a span, and the values that it needs."""
    if choice.compared is not None:
        year_before = _shifted(month, 12)
        booked = month if choice.compared == "now" else year_before
        return query_text("trace_matched"), {
            "axis": axis,
            "from_on": booked.first_on,
            "compared_on": month.first_on,
            "compared_base_on": year_before.first_on,
        }
    is_local = choice.measure == "local_net"
    values: dict[str, object] = {
        "from_on": _first_on(connection, choice, programme, month),
        "to_on": _shifted(month, -1).first_on,
    }
    if is_local or axis == "origin":
        return query_text("trace_shares"), values | {"is_local": is_local}
    return query_text("trace_lines"), values


def _shifted(month: Month, back: int) -> Month:
    """The month so many months before; after it where `back` is negative."""
    position = month.year * 12 + month.number - 1 - back
    return Month(position // 12, position % 12 + 1)


def measured(choice: Choice, found: list[Movement]) -> int:
    """The figure that the lines give: fen, or the number of lines or of what is counted."""
    if choice.measure in COUNTED:
        return len({m.counted for m in found})
    if choice.measure == "line_count":
        keys = {
            (m.platform, m.order_id, m.line_id, m.grade, m.status)
            for m in found
            if m.refund_id is None
        }
        return len(keys)
    total = sum(m.fen for m in found)
    return -total if choice.measure == "refund" else total


def _first_on(
    connection: duckdb.DuckDBPyConnection, choice: Choice, programme: str, month: Month
) -> date:
    """The first day of the figure's span: a cumulative starts with the year's first month told."""
    if choice.span == "month":
        return month.first_on
    row = connection.execute(
        "select min(cumulative_from_on) from mart_indicator_month where programme = $programme "
        "and indicator_code = $indicator and month_on = $month_on",
        {"programme": programme, "indicator": choice.indicator, "month_on": month.first_on},
    ).fetchone()
    first = row[0] if row else None
    return first if isinstance(first, date) else date(month.year, 1, 1)
