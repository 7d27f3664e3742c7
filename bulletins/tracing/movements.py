"""Reads the payments and refunds that a choice names, from the marts of one published build.

Keep out: figures of a bulletin (`explain`), batches and registers.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.resources import files
from pathlib import Path

import duckdb
import msgspec

from bulletins.errors import MissingFactsError
from bulletins.periods import Month
from bulletins.tracing.basis import Choice

MARTS = (
    "fct_lines",
    "fct_refunds",
    "fct_origin",
    "fct_origin_refunds",
    "dim_region_day",
    "dim_region_set",
    "dim_indicator",
    "mart_indicator_month",
)
PROVINCE_LEAVES = ("county", "prefecture_rest", "province_rest")

# the members of a region set by month, under the codes of the month's last day
_MEMBERS = """
    select months.month_on, coalesce(r.region_code, s.region_code)
    from dim_region_set as s
    cross join (select distinct month_on from mart_indicator_month) as months
    left join dim_region_day as r
        on s.region_code = r.evidence_code
        and r.valid_from <= last_day(months.month_on) and last_day(months.month_on) < r.valid_to
    where s.programme = $programme and s.region_set = $region_set
"""


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


class Counted(msgspec.Struct, frozen=True):
    """What an indicator counts."""

    axis: str
    region_set: str
    goods_classes: list[str]
    flows: list[str]


@contextmanager
def published_marts(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that sees the marts of a published build's folder.

    Raises MissingFactsError where one is missing.
    """
    with duckdb.connect() as connection:
        for mart in MARTS:
            path = folder / f"{mart}.parquet"
            if not path.is_file():
                raise MissingFactsError(
                    "a mart is missing",
                    where=str(path),
                    advice="publish a build of this code version and make the bulletin again",
                )
            connection.from_parquet(str(path)).create_view(mart)
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
    is_local = choice.measure == "local_net"
    first_on = _first_on(connection, choice, programme, month)
    values: dict[str, object] = {"from_on": first_on, "to_on": _next(month)}
    query = "trace_shares" if is_local or axis == "origin" else "trace_lines"
    if query == "trace_shares":
        values |= {"province_code": province_code, "is_local": is_local}
    text = (files("bulletins") / "sql" / f"{query}.sql").read_text(encoding="utf-8")
    conditions = _conditions(choice, told, programme, values)
    columns = ", ".join(Movement.__struct_fields__)
    # names are this module's own, values are bound
    relation = connection.execute(
        f"select {columns} from ({text}) as m where {' and '.join(conditions)} "  # noqa: S608
        "order by sale_on, platform, order_id, line_id, share_no, refund_id nulls first",
        values,
    )
    return [
        Movement(**dict(zip(Movement.__struct_fields__, row, strict=True)))
        for row in relation.fetchall()
    ]


def measured(choice: Choice, found: list[Movement]) -> int:
    """The figure that the lines give: fen, or the number of lines."""
    if choice.measure == "line_count":
        keys = {
            (m.platform, m.order_id, m.line_id, m.grade, m.status)
            for m in found
            if m.refund_id is None
        }
        return len(keys)
    total = sum(m.fen for m in found)
    return -total if choice.measure == "refund" else total


def _conditions(
    choice: Choice, told: Counted | None, programme: str, values: dict[str, object]
) -> list[str]:
    """Conditions on the rows of a query; the values that they name go into `values`."""
    found = ["true"]
    if choice.measure in ("gross", "line_count"):
        found.append("refund_id is null")
    if choice.measure == "refund":
        found.append("refund_id is not null")
    if told is not None:
        found.append("list_contains($classes, goods_class) and list_contains($flows, flow)")
        values |= {"classes": told.goods_classes, "flows": told.flows}
    for column in ("platform", "goods_class", "grade"):
        value = getattr(choice, column)
        if value is not None:
            found.append(f"{column} = ${column}")
            values[column] = value
    if choice.is_pending is not None:
        found.append("status = 'pending'" if choice.is_pending else "status <> 'pending'")
    if choice.leaves is not None:
        found.append("list_contains($leaves, leaf)")
        values["leaves"] = list(choice.leaves)
    if choice.level is not None:
        found += _place(choice, told, programme, values)
    return found


def _place(
    choice: Choice, told: Counted | None, programme: str, values: dict[str, object]
) -> list[str]:
    level = str(choice.level)
    is_set = told is not None and told.region_set != "province"
    if choice.measure == "local_net":
        found = [f"is_local_to_{level}"]
    elif level == "province" or (is_set and level in ("prefecture", "region_set")):
        found = ["list_contains($inside, leaf)"]
        values["inside"] = list(PROVINCE_LEAVES)
    elif level == "prefecture":
        found = ["list_contains(['county', 'prefecture_rest'], leaf)"]
    else:
        found = ["leaf = $level"]
        values["level"] = level
    if level in ("county", "prefecture", "prefecture_rest"):
        column = "county_code" if level == "county" else "prefecture_code"
        found.append(f"{column} = $code")
        values["code"] = choice.code
    if is_set and told is not None:
        # a set names counties or villages; the members are those of the document
        found.append(
            " or ".join(
                f"(m.month_on, m.{code}) in ({_MEMBERS})"
                for code in ("county_code", "prefecture_code", "village_code")
            ).join("()")
        )
        values |= {"programme": programme, "region_set": told.region_set}
    return found


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


def _next(month: Month) -> date:
    return date(month.year + month.number // 12, month.number % 12 + 1, 1)
