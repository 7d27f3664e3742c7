"""The poor counties of a prefecture with their rank in the province and in the prefecture.

Keep out: counties that the document doesn't name; praise and criticism.
"""

from __future__ import annotations

import msgspec

from bulletins.facts import Column, Row, Section, Table
from bulletins.figures import count
from bulletins.ranking import rank_by_rate
from bulletins.sections.areas import (
    DASH,
    Standings,
    area_row,
    columns,
    growth_note,
    movement_note,
    stand,
    unranked_note,
)
from bulletins.sections.material import Material
from bulletins.vocabulary import POOR_COUNTIES
from bulletins.wording import sentence

TABLE = "counties"
HEADING = "三、贫困县进度"


def prefecture_counties(material: Material, unit: str, *, number: str) -> Section:
    """The section; it says so where the prefecture has no poor county."""
    areas = [material.area(code) for code in material.members("poor_counties")]
    standings = stand(material, TABLE, POOR_COUNTIES, areas, unit)
    own = _of_prefecture(material, standings)
    if not own.figures:
        return Section(TABLE, HEADING, [sentence("文件所列贫困县名单中没有本市州的县市区。")])
    near = rank_by_rate({f.area.area_code: f.completion for f in own.figures})
    table = Table(
        id=TABLE,
        number=number,
        title="本市州贫困县电商销售农产品零售额",
        columns=[
            *columns(material, "县市区", unit)[:-2],
            Column("near", "市州内名次"),
            Column("rank", "全省名次"),
            Column("movement", "比上月", is_number=False),
        ],
        rows=[_row(own, near, code) for code in [f.area.area_code for f in own.figures]],
        notes=[*movement_note(own), *unranked_note(own), *growth_note(own)],
    )
    told = sentence(
        "本市州有",
        count(f"{TABLE}.number", len(own.figures)),
        "个贫困县，全省名次在全部",
        count(f"{TABLE}.total", len(areas)),
        "个贫困县中排列。",
    )
    return Section(TABLE, HEADING, [told], [], [table])


def _of_prefecture(material: Material, standings: Standings) -> Standings:
    figures = [f for f in standings.figures if f.area.parent_code == material.area_code]
    codes = {f.area.area_code for f in figures}
    return msgspec.structs.replace(
        standings,
        figures=figures,
        ranks={code: rank for code, rank in standings.ranks.items() if code in codes},
    )


def _row(own: Standings, near: dict[str, int], code: str) -> Row:
    row = area_row(own, next(f for f in own.figures if f.area.area_code == code))
    place = count(f"{TABLE}.{code}.near", near[code]) if code in near else DASH
    return Row(row.key, [*row.cells[:-2], place, *row.cells[-2:]], row.kind)
