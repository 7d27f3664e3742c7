"""A month's bulletin of a province, prefecture or county: from a published build to facts.

Keep out: rendering (`release`), reading other than `published`, what a level says
(`province_issue`, `prefecture_issue`, `county_issue`).
Source: design, sections 3, 5 and 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bulletins.county_issue import county_issue
from bulletins.errors import MissingFactsError
from bulletins.facts import Edition, Facts, Issuer, from_json
from bulletins.levels import level_of
from bulletins.marts import Marts
from bulletins.periods import day_name, parse_month
from bulletins.prefecture_issue import prefecture_issue
from bulletins.province_issue import province_issue
from bulletins.published import read_published
from bulletins.sections.field_checks import FieldCheck, field_checks
from bulletins.sections.material import material
from bulletins.sections.notes import colophon

SANDBOX_NOTE = "示例数据·非真实"
INTERNAL_NOTE = "内部资料·不得公开"
FORM = "月通报-1"
ISSUES = {
    "province": province_issue,
    "prefecture": prefecture_issue,
    "county": county_issue,
}


def build_facts(
    published: Path | Marts,
    *,
    programme: str,
    period: str,
    area_code: str,
    is_sandbox: bool,
    issuer: Issuer,
    previous_facts: bytes | None,
    checks: Sequence[FieldCheck] = (),
    edition: Edition = "public",
) -> Facts:
    """All figures and sentences of a month's bulletin of an area.

    `published` is the folder of one published build or its opened marts, `period` a month like
    2020-06, `area_code` a province, prefecture or county, `previous_facts` the facts.json of the
    area's issue before, for revisions and movement, `checks` the year's field checks on file,
    which speak of the province.
    The edition `internal` holds nothing back; counties and prefectures have one.
    Raises MissingFactsError where the build lacks something or the area has no such issue,
    FactsDisagreeError where sums don't close.
    """
    month = parse_month(period)
    level = level_of(area_code)
    if edition == "internal" and level == "province":
        raise MissingFactsError(
            f"there is no {edition} issue of a {level}",
            where=f"area {area_code}",
            advice="ask for the public edition, or for a county or prefecture",
        )
    rows = material(
        read_published(published, programme=programme, month=month, area_code=area_code),
        programme=programme,
        month=month,
        area_code=area_code,
        previous=from_json(previous_facts, where="previous facts.json") if previous_facts else None,
        is_sandbox=is_sandbox,
        edition=edition,
    )
    contents = ISSUES[level](rows)
    issued_on = issuer.issued_on or rows.published.build.as_of.date()
    area_name = rows.area(area_code).name
    title_lines = [
        f"关于{month.name}{'全省' if level == 'province' else area_name}",
        "电商销售农产品情况的通报",
    ]
    return Facts(
        programme=programme,
        period=period,
        level=level,
        edition=edition,
        edition_note=INTERNAL_NOTE if edition == "internal" else "",
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
        frame=contents.frame,
        headline=contents.headline,
        sections=contents.sections,
        notes=contents.notes + (field_checks(list(checks)) if level == "province" else []),
        control=contents.control,
        colophon=colophon(rows, FORM),
        cumulative_fen=contents.cumulative_fen,
        standings=contents.standings,
    )
