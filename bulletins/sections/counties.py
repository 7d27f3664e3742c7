"""Progress of the poor counties, grouped by prefecture and ranked among themselves.

Keep out: praise and criticism, which a person signs.
"""

from __future__ import annotations

from bulletins.facts import Column, Row, Section, Sentence, Table
from bulletins.figures import count, share
from bulletins.sections.areas import (
    Standings,
    area_row,
    columns,
    growth_note,
    movement_note,
    stand,
    unranked_note,
)
from bulletins.sections.material import Material
from bulletins.sections.prefectures import progress_sentence
from bulletins.vocabulary import POOR_COUNTIES
from bulletins.wording import sentence, with_unit

TABLE = "counties"


def counties(material: Material, unit: str) -> tuple[Section, Standings]:
    """The section and the ranks to freeze."""
    groups = material.counties_by_prefecture(material.members("poor_counties"))
    areas = [county for _, members in groups for county in members]
    standings = stand(material, TABLE, POOR_COUNTIES, areas, unit)
    by_code = {f.area.area_code: f for f in standings.figures}
    rows: list[Row] = []
    for prefecture, members in groups:
        place = prefecture.short_name or prefecture.name
        rows += [_placed(area_row(standings, by_code[c.area_code]), place) for c in members]
    table = Table(
        id=TABLE,
        number="表3",
        title="贫困县电商销售农产品零售额",
        columns=_placed_columns(columns(material, "县市区", unit)),
        rows=rows,
        notes=[
            *movement_note(standings),
            *unranked_note(standings),
            *growth_note(standings),
        ],
    )
    paragraphs = [_share_sentence(material), progress_sentence(material, standings, "贫困县")]
    return Section("counties", "四、贫困县进度", paragraphs, [], [table]), standings


def _placed(row: Row, place: str) -> Row:
    return Row(row.key, [row.cells[0], place, *row.cells[1:]], row.kind)


def _placed_columns(plain: list[Column]) -> list[Column]:
    return [plain[0], Column("prefecture", "市州", is_number=False), *plain[1:]]


def _share_sentence(material: Material) -> Sentence:
    whole = material.province
    poor = material.region_set_row(POOR_COUNTIES)
    number = count(f"{TABLE}.number", len(material.members("poor_counties")))
    month = share(f"{TABLE}.share", poor.net_fen, whole.net_fen)
    total = share(f"{TABLE}.share.cumulative", poor.cumulative_net_fen, whole.cumulative_net_fen)
    return sentence(
        number,
        "个贫困县本月零售额占全省的比重为",
        with_unit(month),
        "，累计占",
        with_unit(total),
        "。",
    )
