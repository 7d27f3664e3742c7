"""The rows of a published build that a monthly bulletin speaks of.

Keep out: opening the build (`marts`), any arithmetic on what was read.
Source: design, section 7 (readers see published builds only).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from bulletins.levels import province_of
from bulletins.marts import Build, Marts, open_marts
from bulletins.periods import Month
from bulletins.place_rows import (
    AuthorisationsRow,
    CountyVillagesRow,
    DisputedRow,
    PendingRow,
    VillageRow,
)


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
    authorisations: list[AuthorisationsRow]
    pending: list[PendingRow]
    # of a county's issue; empty or zero for larger areas
    village_lines: list[VillageRow]
    county_villages: list[CountyVillagesRow]
    disputed: list[DisputedRow]


def read_published(
    published: Path | Marts, *, programme: str, month: Month, area_code: str
) -> Published:
    """Read everything a month's bulletin of an area needs, from a build's folder or opened marts.

    Raises MissingFactsError where a mart, a column or a value that must be there isn't.
    """
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
    with open_marts(published) as marts:
        return Published(
            build=marts.build,
            indicators=marts.rows("indicator_months", IndicatorRow, values),
            areas=marts.rows("areas", Area, values),
            region_sets=marts.rows("region_sets", RegionSetRow, values),
            counted=marts.rows("counted", CountedRow, values),
            sales=marts.rows("sales", SalesRow, values),
            counts=marts.rows("counts", CountRow, values),
            villages=marts.rows("poor_villages", VillagesRow, values),
            coverage=marts.rows("coverage", CoverageRow, values),
            grades=marts.rows("grades", GradeRow, values),
            not_sales=marts.rows("not_sales", NotSaleRow, values),
            refunds_left_out=marts.rows("refunds_left_out", RefundLeftOutRow, values),
            quarantine=marts.rows("quarantine", QuarantineRow, values),
            authorisations=marts.rows("authorisations", AuthorisationsRow, values),
            pending=marts.rows("pending", PendingRow, values),
            village_lines=marts.rows("village_lines", VillageRow, values),
            county_villages=marts.rows("county_villages", CountyVillagesRow, values),
            disputed=marts.rows("disputed", DisputedRow, values),
        )
