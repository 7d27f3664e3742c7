"""The parts of a county's monthly issue: its own figures, its rank, its villages, what is pending.

Keep out: figures and sentences (`sections`).
"""

from __future__ import annotations

import msgspec

from bulletins.contents import Contents
from bulletins.facts import Section
from bulletins.sections.area_frame import area_frame, area_tiles, unwatched
from bulletins.sections.control import area_control
from bulletins.sections.county_upkeep import upkeep
from bulletins.sections.material import Material
from bulletins.sections.notes import notes
from bulletins.sections.overview import overview
from bulletins.sections.pending import pending
from bulletins.sections.pending_shops import pending_shops
from bulletins.sections.position import position
from bulletins.sections.village_lines import village_lines

UNIT = "万元"
NUMERALS = "一二三四五六"


def county_issue(rows: Material) -> Contents:
    """All parts; MissingFactsError and FactsDisagreeError as the sections raise them."""
    is_watched = rows.is_watched
    place, standings = position(rows, UNIT) if is_watched else (unwatched(rows), [])
    open_cases = pending(rows, "元", heading="四、待核和申诉", number="表3")
    if rows.edition == "internal":
        open_cases = pending_shops(rows, open_cases, "元", number="表4")
    cumulative = rows.own.cumulative_net_fen if is_watched else None
    return Contents(
        frame=area_frame(rows),
        headline=area_tiles(rows, UNIT),
        sections=_numbered(
            [
                *([overview(rows, UNIT)] if is_watched else []),
                place,
                village_lines(rows, number="表2"),
                open_cases,
                upkeep(rows, number=f"表{3 + len(open_cases.tables)}"),
            ]
        ),
        notes=notes(rows),
        control=area_control(rows),
        cumulative_fen={} if cumulative is None else {rows.headline_code: cumulative},
        standings=standings,
    )


def _numbered(sections: list[Section]) -> list[Section]:
    """Headings counted through: an issue without retail figures has a section less."""
    return [
        msgspec.structs.replace(section, heading=f"{number}、{section.heading.split('、', 1)[1]}")
        for number, section in zip(NUMERALS, sections, strict=False)
    ]
