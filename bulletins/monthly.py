"""The province's monthly bulletin: from a published build to facts.

Keep out: rendering (`release`), reading other than `published`.
Source: design, sections 3, 5 and 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bulletins.facts import Facts, Issuer, from_json
from bulletins.figures import money_unit
from bulletins.periods import day_name, parse_month
from bulletins.published import read_published
from bulletins.sections.breakdowns import breakdowns
from bulletins.sections.control import control
from bulletins.sections.counties import counties
from bulletins.sections.field_checks import FieldCheck, field_checks
from bulletins.sections.lines import lines
from bulletins.sections.material import Material, material
from bulletins.sections.notes import colophon, notes
from bulletins.sections.overview import frame, overview, tiles
from bulletins.sections.prefectures import prefectures
from bulletins.sections.quality import quality
from bulletins.sections.villages import villages
from bulletins.vocabulary import AGRI_RETAIL, POOR_COUNTIES, POOR_VILLAGES

SANDBOX_NOTE = "示例数据·非真实"
FORM = "月通报-1"


def build_facts(
    published: Path,
    *,
    programme: str,
    period: str,
    area_code: str,
    is_sandbox: bool,
    issuer: Issuer,
    previous_facts: bytes | None,
    checks: Sequence[FieldCheck] = (),
) -> Facts:
    """All figures and sentences of a month's bulletin for a province.

    `published` is the folder of one published build, `period` a month like 2020-06,
    `previous_facts` the facts.json of the issue before, for revisions and movement, `checks` the
    year's field checks that are on file.
    Raises MissingFactsError where the build lacks something, FactsDisagreeError where sums don't
    close.
    """
    month = parse_month(period)
    rows = material(
        read_published(published, programme=programme, month=month),
        programme=programme,
        month=month,
        area_code=area_code,
        previous=from_json(previous_facts, where="previous facts.json") if previous_facts else None,
        is_sandbox=is_sandbox,
    )
    row = rows.province
    unit = money_unit([row.net_fen, row.cumulative_net_fen])
    by_prefecture, prefecture_standings = prefectures(rows, unit)
    by_county, county_standings = counties(rows, "万元")
    issued_on = issuer.issued_on or rows.published.build.as_of.date()
    area_name = rows.area(area_code).name
    title_lines = [f"关于{month.name}全省", "电商销售农产品情况的通报"]
    return Facts(
        programme=programme,
        period=period,
        area_code=area_code,
        area_name=area_name,
        is_sandbox=is_sandbox,
        sandbox_note=SANDBOX_NOTE if is_sandbox else "",
        masthead=f"{area_name}电商扶贫监测通报",
        issue=issuer.document_no or f"{month.year}年第{month.number}期",
        title="".join(title_lines),
        title_lines=title_lines,
        state="草稿",
        issuer=issuer,
        issued_on=issued_on,
        issued_text=day_name(issued_on),
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
        ],
        notes=notes(rows) + field_checks(list(checks)),
        control=control(rows),
        colophon=colophon(rows, FORM),
        cumulative_fen=_cumulative(rows),
        standings=prefecture_standings.published() + county_standings.published(),
    )


def _cumulative(material: Material) -> dict[str, int]:
    rows = {
        AGRI_RETAIL: material.province,
        POOR_COUNTIES: material.region_set_row(POOR_COUNTIES),
        POOR_VILLAGES: material.region_set_row(POOR_VILLAGES),
    }
    return {
        code: row.cumulative_net_fen
        for code, row in rows.items()
        if row.cumulative_net_fen is not None
    }
