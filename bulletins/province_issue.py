"""The parts of the province's monthly issue.

Keep out: figures and sentences (`sections`).
"""

from __future__ import annotations

from bulletins.contents import Contents
from bulletins.figures import money_unit
from bulletins.sections.breakdowns import breakdowns
from bulletins.sections.control import control
from bulletins.sections.counties import counties
from bulletins.sections.lines import lines
from bulletins.sections.material import Material
from bulletins.sections.notes import notes
from bulletins.sections.overview import frame, overview, tiles
from bulletins.sections.pending import pending
from bulletins.sections.prefectures import prefectures
from bulletins.sections.quality import quality
from bulletins.sections.villages import villages
from bulletins.vocabulary import AGRI_RETAIL, POOR_COUNTIES, POOR_VILLAGES


def province_issue(rows: Material) -> Contents:
    """All parts; MissingFactsError and FactsDisagreeError as the sections raise them."""
    unit = money_unit([rows.own.net_fen, rows.own.cumulative_net_fen])
    by_prefecture, prefecture_standings = prefectures(rows, unit)
    by_county, county_standings = counties(rows, "万元")
    return Contents(
        frame=frame(rows),
        headline=tiles(rows, unit),
        sections=[
            overview(rows, unit),
            lines(rows, unit),
            by_prefecture,
            by_county,
            breakdowns(rows, unit),
            villages(rows, "万元"),
            quality(rows, unit),
            pending(rows, unit, heading="八、待核和申诉", number="表11"),
        ],
        notes=notes(rows),
        control=control(rows),
        cumulative_fen=_cumulative(rows),
        standings=prefecture_standings.published() + county_standings.published(),
    )


def _cumulative(rows: Material) -> dict[str, int]:
    found = {
        AGRI_RETAIL: rows.province,
        POOR_COUNTIES: rows.region_set_row(POOR_COUNTIES),
        POOR_VILLAGES: rows.region_set_row(POOR_VILLAGES),
    }
    return {
        code: row.cumulative_net_fen
        for code, row in found.items()
        if row.cumulative_net_fen is not None
    }
