"""Reads a published build: its Parquet marts by the queries in `sql/`, and its build.json.

Keep out: any other SQL, any arithmetic on what was read.
Source: design, section 7 (readers see published builds only).
"""

from __future__ import annotations

from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import duckdb
import msgspec

from bulletins.errors import MissingFactsError
from bulletins.levels import province_of
from bulletins.periods import Month
from bulletins.place_rows import CountyVillagesRow, DisputedRow, PendingRow, VillageRow

MARTS = (
    "mart_indicator_month",
    "mart_sales_area_month",
    "mart_counts_month",
    "mart_coverage_month",
    "mart_grades_month",
    "mart_not_a_sale_month",
    "mart_quarantine_month",
    "mart_refunds_left_out_month",
    "mart_village_month",
    "fct_pending",
    "fct_origin_refunds",
    "dim_area",
    "dim_indicator",
    "dim_region_day",
    "dim_region_set",
)
REBUILD = "publish a build of this code version, then make the bulletin again"


class Build(msgspec.Struct, frozen=True):
    """What build.json tells of a build; other keys are left alone."""

    build_id: str
    as_of: datetime
    code_version: str
    batches: list[str] = []
    models: dict[str, dict[str, str | int]] = {}


class IndicatorRow(msgspec.Struct, frozen=True):
    """One area of one indicator in one month; amounts in fen."""

    indicator_code: str
    month_on: date
    area_level: str
    area_code: str
    gross_fen: int
    refund_fen: int
    net_fen: int
    local_net_fen: int | None
    cumulative_net_fen: int | None
    cumulative_from_on: date | None
    previous_cumulative_net_fen: int | None
    target_fen: int | None
    target_is_sample: bool | None
    matched_net_fen: int | None
    matched_base_net_fen: int | None
    entrant_net_fen: int | None
    leaver_net_fen: int | None
    matched_shop_count: int | None
    line_count: int
    has_data: bool


class Area(msgspec.Struct, frozen=True):
    """A place by its code and its name of the time."""

    area_code: str
    name: str
    short_name: str | None
    level: str
    parent_code: str | None


class RegionSetRow(msgspec.Struct, frozen=True):
    """One member of a set of regions that the programme names."""

    region_set: str
    region_code: str
    region_class: str | None
    is_sample: bool


class CountedRow(msgspec.Struct, frozen=True):
    """What an indicator of the programme counts."""

    indicator_code: str
    goods_classes: list[str]
    flows: list[str]


class SalesRow(msgspec.Struct, frozen=True):
    """Sales of the month in fen by axis, place, platform, class and flow."""

    axis: str
    area_level: str
    area_code: str
    platform: str
    goods_class: str
    flow: str
    gross_fen: int
    refund_fen: int
    net_fen: int
    line_count: int


class CountRow(msgspec.Struct, frozen=True):
    """Counts of the month for one area; null where unknown."""

    area_level: str
    area_code: str
    registered_shop_count: int | None
    active_shop_count: int | None
    selling_household_count: int | None


class VillagesRow(msgspec.Struct, frozen=True):
    """Poor villages of a prefecture and those with sales in the month."""

    prefecture_code: str
    is_sample: bool
    village_count: int
    selling_count: int


class CoverageRow(msgspec.Struct, frozen=True):
    """Coverage of one platform in the month."""

    platform: str
    registered_shop_count: int
    # of the registered shops those of which no day of the month is missing
    whole_shop_count: int
    # shops times days
    missing_shop_day_count: int
    asked_shop_count: int
    answered_shop_count: int
    day_count: int
    covered_day_count: int
    held_batch_count: int


class GradeRow(msgspec.Struct, frozen=True):
    """Amounts in fen by grade of evidence; pending lines are rows of their own."""

    axis: str
    grade: str
    is_pending: bool
    gross_fen: int
    refund_fen: int
    line_count: int


class NotSaleRow(msgspec.Struct, frozen=True):
    """Orders that are no sale, by state."""

    sale_state: str
    order_count: int
    paid_fen: int | None


class RefundLeftOutRow(msgspec.Struct, frozen=True):
    """Refunds that no sale carries, by reason."""

    reason: str
    refund_count: int
    amount_fen: int


class QuarantineRow(msgspec.Struct, frozen=True):
    """Rows set apart, by reason; `amount_fen` covers those whose amount could be read."""

    platform: str
    kind: str
    reason: str
    row_count: int
    amount_fen: int | None
    unknown_amount_count: int | None


class Published(msgspec.Struct, frozen=True):
    """All rows of a published build that a monthly bulletin speaks of."""

    build: Build
    indicators: list[IndicatorRow]
    areas: list[Area]
    region_sets: list[RegionSetRow]
    counted: list[CountedRow]
    sales: list[SalesRow]
    counts: list[CountRow]
    villages: list[VillagesRow]
    coverage: list[CoverageRow]
    grades: list[GradeRow]
    not_sales: list[NotSaleRow]
    refunds_left_out: list[RefundLeftOutRow]
    quarantine: list[QuarantineRow]
    pending: list[PendingRow]
    # of a county's issue; empty or zero for larger areas
    village_lines: list[VillageRow]
    county_villages: list[CountyVillagesRow]
    disputed: list[DisputedRow]


RowT = TypeVar("RowT", bound=msgspec.Struct)


def read_published(folder: Path, *, programme: str, month: Month, area_code: str) -> Published:
    """Read everything a month's bulletin of an area needs from a published build's folder.

    Raises MissingFactsError where a mart, a column or a value that must be there isn't.
    """
    build = _read_build(folder)
    values: dict[str, object] = {
        "programme": programme,
        "month_on": month.first_on,
        "last_on": month.last_on,
        "year_on": date(month.year, 1, 1),
        "before_on": month.before.first_on,
        "base_on": Month(month.year - 1, month.number).first_on,
        "area_code": area_code,
        "province_code": province_of(area_code),
    }
    with duckdb.connect() as connection:
        for mart in MARTS:
            path = folder / f"{mart}.parquet"
            if not path.is_file():
                raise MissingFactsError("a mart is missing", where=str(path), advice=REBUILD)
            connection.from_parquet(str(path)).create_view(mart)
        connection.execute(f"create view pending_kinds as {query_text('pending_kinds')}")
        return Published(
            build=build,
            indicators=_rows(connection, "indicator_months", IndicatorRow, values),
            areas=_rows(connection, "areas", Area, values),
            region_sets=_rows(connection, "region_sets", RegionSetRow, values),
            counted=_rows(connection, "counted", CountedRow, values),
            sales=_rows(connection, "sales", SalesRow, values),
            counts=_rows(connection, "counts", CountRow, values),
            villages=_rows(connection, "poor_villages", VillagesRow, values),
            coverage=_rows(connection, "coverage", CoverageRow, values),
            grades=_rows(connection, "grades", GradeRow, values),
            not_sales=_rows(connection, "not_sales", NotSaleRow, values),
            refunds_left_out=_rows(connection, "refunds_left_out", RefundLeftOutRow, values),
            quarantine=_rows(connection, "quarantine", QuarantineRow, values),
            pending=_rows(connection, "pending", PendingRow, values),
            village_lines=_rows(connection, "village_lines", VillageRow, values),
            county_villages=_rows(connection, "county_villages", CountyVillagesRow, values),
            disputed=_rows(connection, "disputed", DisputedRow, values),
        )


def query_text(name: str) -> str:
    """A query of `sql/` by its name."""
    return (files("bulletins") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def _read_build(folder: Path) -> Build:
    path = folder / "build.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Build)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise MissingFactsError(
            f"the build's description can't be read: {error}", where=str(path), advice=REBUILD
        ) from error


def _rows(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    row_type: type[RowT],
    values: dict[str, object],
) -> list[RowT]:
    text = query_text(query)
    used = {name: value for name, value in values.items() if f"${name}" in text}
    try:
        relation = connection.execute(text, used)
        names = [column[0] for column in relation.description or []]
        found = [dict(zip(names, row, strict=True)) for row in relation.fetchall()]
        return msgspec.convert(found, list[row_type])  # type: ignore[valid-type]
    except (duckdb.Error, msgspec.ValidationError) as error:
        raise MissingFactsError(
            f"a published mart hasn't the rows this bulletin reads: {error}",
            where=f"query {query}",
            advice=REBUILD,
        ) from error
