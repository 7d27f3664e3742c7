"""The rows of one bulletin, looked up by area and month.

Keep out: figures and words.
"""

from __future__ import annotations

from datetime import date

import msgspec

from bulletins.errors import MissingFactsError
from bulletins.facts import Edition, Facts
from bulletins.levels import Level, level_of, province_of
from bulletins.periods import Month, span_name
from bulletins.published import (
    Area,
    CountedRow,
    CountRow,
    IndicatorRow,
    Published,
    SalesRow,
)
from bulletins.vocabulary import AGRI_RETAIL, POOR_COUNTIES

# levels whose rows, with the province, make up everything that was staged
OUTER_LEVELS = ("outside", "unattributed", "pending")

RowKey = tuple[str, str, str, date]


class Material(msgspec.Struct, frozen=True):
    """What the sections work from."""

    published: Published
    programme: str
    month: Month
    area_code: str
    previous: Facts | None
    is_sandbox: bool
    index: dict[RowKey, IndicatorRow]
    edition: Edition = "public"

    @property
    def level(self) -> Level:
        """The level of the issue's own area."""
        return level_of(self.area_code)

    @property
    def province_code(self) -> str:
        """The province that the issue's area is, or lies in."""
        return province_of(self.area_code)

    @property
    def headline_code(self) -> str:
        """The indicator of the headline: of a poor county its own target set, else all retail."""
        is_poor = self.area_code in self.members("poor_counties")
        return POOR_COUNTIES if is_poor else AGRI_RETAIL

    def area(self, code: str) -> Area:
        """An area by code; MissingFactsError where the gazetteer of the month lacks it."""
        for area in self.published.areas:
            if area.area_code == code:
                return area
        raise MissingFactsError(
            f"the area {code} has no name in {self.month.name}",
            where="dim_area",
            advice="load the regions register with this code valid in that month",
        )

    def prefectures(self) -> list[Area]:
        """The province's prefectures by code."""
        return [
            area
            for area in self.published.areas
            if area.level == "prefecture" and area.parent_code == self.province_code
        ]

    def members(self, region_set: str) -> list[str]:
        """Codes of a region set of the programme, in order."""
        return [r.region_code for r in self.published.region_sets if r.region_set == region_set]

    def counted(self, code: str) -> CountedRow:
        """What an indicator counts; MissingFactsError where the programme has none of that code."""
        for row in self.published.counted:
            if row.indicator_code == code:
                return row
        raise MissingFactsError(
            f"the programme {self.programme} has no indicator {code}",
            where="dim_indicator",
            advice="add it to the programme's programme_indicators and build again",
        )

    def farm_sales(self, axis: str, level: str, area_code: str) -> list[SalesRow]:
        """The month's sales of a place in the classes and flows that the headline counts."""
        counted = self.counted(AGRI_RETAIL)
        return [
            r
            for r in self.published.sales
            if (r.axis, r.area_level, r.area_code) == (axis, level, area_code)
            and r.goods_class in counted.goods_classes
            and r.flow in counted.flows
        ]

    def counties_by_prefecture(self, codes: list[str]) -> list[tuple[Area, list[Area]]]:
        """The counties grouped under their prefectures, both by code."""
        counties = [self.area(code) for code in codes]
        groups = [
            (p, [c for c in counties if c.parent_code == p.area_code]) for p in self.prefectures()
        ]
        if sum(len(members) for _, members in groups) != len(counties):
            raise MissingFactsError(
                "a county of the programme lies in no prefecture of the province",
                where="dim_area, dim_region_set",
                advice="mend parent_code in the regions register",
            )
        return [group for group in groups if group[1]]

    def row(
        self, code: str, area_code: str, *, level: str, month: Month | None = None
    ) -> IndicatorRow | None:
        """One area of one indicator; None where the mart has no row."""
        return self.index.get((code, level, area_code, (month or self.month).first_on))

    def known_row(self, code: str, area_code: str, *, level: str) -> IndicatorRow:
        """One area of one indicator that must be there; MissingFactsError where it isn't."""
        row = self.row(code, area_code, level=level)
        if row is None or not row.has_data:
            raise MissingFactsError(
                f"{self.month.name} has no figure of {code} for {level} {area_code}",
                where="mart_indicator_month",
                advice="pull and build the month first, or ask for a month that is landed",
            )
        return row

    def bucket(self, code: str, level: str) -> IndicatorRow:
        """Money of the province that no area has, like outside or pending.

        An additive mart has no row for nothing: in a month that has a province row, a bucket
        without one holds zero, and its cumulative is that of the last month that has one.
        """
        row = self.row(code, self.province_code, level=level)
        if row is not None:
            return row
        province = self.known_row(code, self.province_code, level="province")
        earlier = [
            r
            for (indicator, kind, _, month_on), r in self.index.items()
            if (indicator, kind) == (code, level) and month_on < self.month.first_on
        ]
        total = max(earlier, key=lambda r: r.month_on).cumulative_net_fen if earlier else 0
        return msgspec.structs.replace(
            province,
            area_level=level,
            gross_fen=0,
            refund_fen=0,
            net_fen=0,
            local_net_fen=None,
            cumulative_net_fen=total,
            previous_cumulative_net_fen=total,
            target_fen=None,
            matched_net_fen=None,
            matched_base_net_fen=None,
            entrant_net_fen=None,
            leaver_net_fen=None,
            matched_shop_count=None,
            line_count=0,
            has_data=False,
        )

    def region_set_row(self, code: str) -> IndicatorRow:
        """The row of an indicator's whole region set; MissingFactsError where it isn't."""
        for (indicator, level, _, month_on), row in self.index.items():
            if (indicator, level, month_on) == (code, "region_set", self.month.first_on):
                return row
        raise MissingFactsError(
            f"{self.month.name} has no figure of {code} for its region set",
            where="mart_indicator_month",
            advice="check that the programme names the regions of this indicator, then build again",
        )

    def area_row(self, code: str, area: Area) -> IndicatorRow | None:
        """An area's row, or None where nothing is known of it.

        A covered month has a row for every area. One without sales is a true zero where the area
        has registered shops or sold earlier in the year; else nobody was watched there.
        """
        row = self.row(code, area.area_code, level=area.level)
        if row is None or row.has_data or row.cumulative_net_fen:
            return row
        counts = self.counts(area.level, area.area_code)
        return row if counts is not None and counts.registered_shop_count else None

    def counts(self, level: str, area_code: str) -> CountRow | None:
        """Counts of an area; None where the mart has no row."""
        for row in self.published.counts:
            if (row.area_level, row.area_code) == (level, area_code):
                return row
        return None

    @property
    def is_watched(self) -> bool:
        """Whether anything is known of the own area's retail: a registered shop, or a sale."""
        own = self.area(self.area_code)
        return self.level == "province" or self.area_row(self.headline_code, own) is not None

    @property
    def own(self) -> IndicatorRow:
        """The headline row: that of the issue's own area; MissingFactsError where none is known."""
        code = self.headline_code
        if self.level != "province":
            # without a sale in the month it may still be a true zero
            found = self.area_row(code, self.area(self.area_code))
            if found is not None:
                return found
        return self.known_row(code, self.area_code, level=self.level)

    @property
    def province(self) -> IndicatorRow:
        """The province's row, whatever the issue's area."""
        return self.known_row(AGRI_RETAIL, self.province_code, level="province")

    @property
    def span(self) -> str:
        """The months of cumulative figures, as in 4—6月."""
        return span_name(self.cumulative_from_on, self.month)

    @property
    def cumulative_from_on(self) -> date:
        """First month of the year with data."""
        return self.own.cumulative_from_on or self.month.first_on


def material(
    published: Published,
    *,
    programme: str,
    month: Month,
    area_code: str,
    previous: Facts | None,
    is_sandbox: bool,
    edition: Edition = "public",
) -> Material:
    """The rows of a published build, ready to be looked up."""
    index = {
        (row.indicator_code, row.area_level, row.area_code, row.month_on): row
        for row in published.indicators
    }
    return Material(published, programme, month, area_code, previous, is_sandbox, index, edition)
