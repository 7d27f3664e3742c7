"""A county or prefecture beside the areas it lies in, and its rank in the province.

Ranks are those of the province's issue: by completion, of counties among those that its document
names. Figures of other areas of the level don't stand here. Keep out: villages, never ranked.
"""

from __future__ import annotations

from bulletins.facts import Column, Row, RowKind, Section, Sentence, Standing, Table
from bulletins.figures import absent, completion, count, gap, money
from bulletins.periods import time_progress
from bulletins.published import Area, IndicatorRow
from bulletins.ranking import rank_by_rate
from bulletins.sections.areas import Standings, stand
from bulletins.sections.comparison import why_no_yoy, yoy
from bulletins.sections.material import Material
from bulletins.vocabulary import AGRI_RETAIL, POOR_COUNTIES
from bulletins.wording import Parts, movement, sentence

TABLE = "position"
# under these ids the ranks are those of the province's tables
RANKED = {
    "county": ("counties", POOR_COUNTIES, "个贫困县中"),
    "prefecture": ("prefectures", AGRI_RETAIL, "个市州中"),
}


def position(material: Material, unit: str) -> tuple[Section, list[Standing]]:
    """The section, and the area's rank to freeze (none where it isn't ranked)."""
    own = material.area(material.area_code)
    above = [material.area(own.parent_code)] if own.parent_code else []
    above += [a for a in [material.area(material.province_code)] if a not in above]
    rows = [_row(material, own, material.own, unit, "total")]
    for area in above:
        found = material.row(AGRI_RETAIL, area.area_code, level=area.level)
        if found is not None:
            rows.append(_row(material, area, found, unit))
    told, standing = _ranked(material, own, unit)
    reason = why_no_yoy(material.own)
    table = Table(
        id=TABLE,
        number="表1",
        title="与所在市州和全省对照" if material.level == "county" else "与全省对照",
        columns=[
            Column("name", "地区", is_number=False),
            Column("month", "本月", unit),
            Column("cumulative", f"{material.span}累计", unit),
            Column("yoy", "本月同比", "%"),
            Column("target", "年度目标", unit),
            Column("completion", "完成率", "%"),
            Column("gap", "比序时", "百分点"),
        ],
        rows=rows,
        notes=[
            *_target_sets(material),
            *([sentence(f"不计算同比：{reason}。")] if reason else []),
            *_sample_note(material),
        ],
    )
    return Section(TABLE, "二、目标进度和位次", told, [], [table]), standing


def _row(
    material: Material, area: Area, row: IndicatorRow, unit: str, kind: RowKind = "area"
) -> Row:
    prefix = f"{TABLE}.{area.area_code}"
    done = completion(f"{prefix}.completion", row.cumulative_net_fen, row.target_fen)
    target = (
        absent(f"{prefix}.target", "not_applicable", unit)
        if row.target_fen is None
        else money(f"{prefix}.target", row.target_fen, unit)
    )
    return Row(
        area.area_code,
        [
            area.name,
            money(f"{prefix}.month", row.net_fen, unit),
            money(f"{prefix}.cumulative", row.cumulative_net_fen, unit),
            yoy(f"{prefix}.yoy", row),
            target,
            done,
            gap(f"{prefix}.gap", done, time_progress(material.month)),
        ],
        kind,
    )


def _ranked(material: Material, own: Area, unit: str) -> tuple[list[Sentence], list[Standing]]:
    table, indicator, among = RANKED[material.level]
    areas = material.prefectures()
    if material.level == "county":
        areas = [material.area(member) for member in material.members("poor_counties")]
    code = own.area_code
    if code not in {area.area_code for area in areas}:
        return [sentence(f"{own.name}不在文件所列的贫困县名单内，不参加贫困县排名。")], []
    standings = stand(material, table, indicator, areas, unit)
    rank = standings.ranks.get(code)
    if rank is None:
        reason = next(f.reason for f in standings.figures if f.area.area_code == code)
        return [sentence(f"{own.name}本月暂不排名：{reason or '无完成率'}。")], []
    told = [_rank_sentence(standings, code, rank, among)]
    if material.level == "county":
        near = [a for a in areas if a.parent_code == own.parent_code]
        told += _near_sentence(standings, code, near)
    told.append(sentence("名次按完成率由高到低排列，与全省通报一致；完成率相同的名次并列。"))
    return told, [Standing(table, code, rank)]


def _target_sets(material: Material) -> list[Sentence]:
    if material.headline_code == AGRI_RETAIL:
        return []
    return [
        sentence(
            "贫困县的年度目标取自文件的贫困县目标，市州和全省的取自全省目标，"
            "两组目标分别合计，不可相加。"
        )
    ]


def _rank_sentence(standings: Standings, code: str, rank: int, among: str) -> Sentence:
    number = count(f"{standings.table}.members", len(standings.figures))
    parts: Parts = ["按累计完成率，在全省", number, among]
    unranked = len(standings.unranked())
    if unranked:
        parts += ["（其中", count(f"{TABLE}.unranked", unranked), "个暂不排名）"]
    parts += ["居第", count(f"{TABLE}.rank", rank), "位"]
    word, places = movement(rank, standings.ranks_before.get(code))
    if places is not None:
        verb = "上升" if word == "升" else "下降"
        parts += [f"，比上月{verb}", count(f"{TABLE}.movement", places), "位"]
    elif word == "持平":
        parts.append("，与上月持平")
    return sentence(parts, "。")


def _near_sentence(standings: Standings, code: str, near: list[Area]) -> list[Sentence]:
    codes = {a.area_code for a in near}
    ranks = rank_by_rate(
        {f.area.area_code: f.completion for f in standings.figures if f.area.area_code in codes}
    )
    # alone there is nothing to be ranked against
    if len(ranks) == 1:
        return []
    return [
        sentence(
            "在本市州参加排名的",
            count(f"{TABLE}.near", len(ranks)),
            "个贫困县中居第",
            count(f"{TABLE}.near.rank", ranks[code]),
            "位。",
        )
    ]


def _sample_note(material: Material) -> list[Sentence]:
    if not material.own.target_is_sample:
        return []
    scaled = "，按示例数据规模折算" if material.is_sandbox else ""
    return [sentence(f"年度目标为示例数{scaled}。")]
