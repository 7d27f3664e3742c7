"""The parts of a prefecture's monthly issue: its own figures, its counties, its villages by county.

Keep out: figures and sentences (`sections`).
"""

from __future__ import annotations

from bulletins.contents import Contents
from bulletins.figures import money_unit
from bulletins.sections.area_frame import area_frame, area_tiles
from bulletins.sections.control import area_control
from bulletins.sections.county_villages import county_villages
from bulletins.sections.material import Material
from bulletins.sections.notes import notes
from bulletins.sections.overview import overview
from bulletins.sections.pending import pending
from bulletins.sections.pending_shops import pending_shops
from bulletins.sections.position import position
from bulletins.sections.prefecture_counties import prefecture_counties
from bulletins.sections.prefecture_upkeep import prefecture_upkeep


def prefecture_issue(rows: Material) -> Contents:
    """All parts; MissingFactsError and FactsDisagreeError as the sections raise them."""
    unit = money_unit([rows.own.net_fen, rows.own.cumulative_net_fen])
    place, standings = position(rows, unit)
    cumulative = rows.own.cumulative_net_fen
    open_cases = pending(rows, "万元", heading="五、待核和申诉", number="表4")
    internal = []
    if rows.edition == "internal":
        open_cases = pending_shops(rows, open_cases, "元", number="表5")
        internal = [prefecture_upkeep(rows, number=f"表{4 + len(open_cases.tables)}")]
    return Contents(
        frame=area_frame(rows),
        headline=area_tiles(rows, unit),
        sections=[
            overview(rows, unit),
            place,
            prefecture_counties(rows, "万元", number="表2"),
            county_villages(rows, "万元", number="表3"),
            open_cases,
            *internal,
        ],
        notes=notes(rows),
        control=area_control(rows),
        cumulative_fen={} if cumulative is None else {rows.headline_code: cumulative},
        standings=standings,
    )
