"""Progress of the prefectures: table, ranks, bars and tiles.

Keep out: the counties (`counties`).
"""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files

from bulletins.errors import FactsDisagreeError
from bulletins.facts import Chart, Fact, Mark, Row, Section, Sentence, Table
from bulletins.figures import absent, completion, count, gap, money, printed
from bulletins.periods import time_progress
from bulletins.ranking import first_ranks
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
from bulletins.sections.comparison import yoy
from bulletins.sections.material import Material
from bulletins.vocabulary import AGRI_RETAIL
from bulletins.wording import Parts, pace_word, sentence

TABLE = "prefectures"
NAMED_RANKS = 3


def prefectures(material: Material, unit: str) -> tuple[Section, Standings]:
    """The section and the ranks to freeze."""
    standings = stand(material, TABLE, AGRI_RETAIL, material.prefectures(), unit)
    table = Table(
        id=TABLE,
        number="表2",
        title="各市州电商销售农产品零售额",
        columns=columns(material, "市州", unit),
        rows=[
            _total_row(material, unit),
            *(area_row(standings, figures) for figures in standings.figures),
            _rest_row(material, unit),
        ],
        notes=[
            *movement_note(standings),
            *unranked_note(standings),
            *growth_note(standings),
            *_target_note(material),
        ],
    )
    charts = [_bars(material, standings), *_tiles(material, standings)]
    paragraphs = [progress_sentence(material, standings, "市州"), *_leading(material, standings)]
    section = Section("prefectures", "三、各市州进度", paragraphs, charts, [table])
    return section, standings


def progress_sentence(material: Material, standings: Standings, noun: str) -> Sentence:
    """How many reached time progress, how many didn't, how many aren't ranked; it must close."""
    prefix = standings.table
    ranked = [f for f in standings.figures if f.area.area_code in standings.ranks]
    reached = sum(1 for f in ranked if f.gap.raw is not None and printed(f.gap) >= 0)
    below = sum(1 for f in ranked if f.gap.raw is not None and printed(f.gap) < 0)
    unranked = len(standings.unranked())
    total = len(standings.figures)
    if reached + below + unranked != total:
        raise FactsDisagreeError(
            f"{reached} + {below} + {unranked} areas are not {total}",
            where=f"table {prefix}, {material.month.name}",
            advice="report this with the build id: a rank and its gap disagree",
        )
    parts: Parts = [count(f"{prefix}.total", total), f"个{noun}中，"]
    clauses = [
        (reached, "reached", "个达到或快于序时进度"),
        (below, "below", "个慢于序时进度"),
        (unranked, "unranked", "个暂不排名"),
    ]
    told = [(number, key, words) for number, key, words in clauses if number]
    for position, (number, key, words) in enumerate(told):
        parts += ["，" if position else "", count(f"{prefix}.{key}", number), words]
    return sentence(parts, "。")


def _leading(material: Material, standings: Standings) -> list[Sentence]:
    leading = first_ranks(standings.ranks, NAMED_RANKS)
    if not standings.ranks:
        return []
    if len(standings.ranks) <= NAMED_RANKS:
        return [sentence("按完成率由高到低为", _listed(standings, leading), "。")]
    limit = count(f"{TABLE}.named", NAMED_RANKS)
    found = [sentence("完成率居前", limit, "位的是", _listed(standings, leading), "。")]
    if not material.is_sandbox:
        last = max(standings.ranks.values()) - NAMED_RANKS
        trailing = [
            c
            for c in first_ranks(standings.ranks, len(standings.figures))
            if standings.ranks[c] > last
        ]
        found.append(sentence("居后的是", _listed(standings, trailing), "。"))
    return found


def _listed(standings: Standings, codes: list[str]) -> Parts:
    by_code = {f.area.area_code: f for f in standings.figures}
    held = Counter(standings.ranks.values())
    parts: Parts = []
    for position, code in enumerate(codes):
        figures = by_code[code]
        tie = "%，并列）" if held[standings.ranks[code]] > 1 else "%）"
        parts += ["、" if position else "", f"{figures.area.name}（", figures.completion, tie]
    return parts


def _total_row(material: Material, unit: str) -> Row:
    row = material.province
    prefix = f"{TABLE}.{material.area_code}"
    done = completion(f"{prefix}.completion", row.cumulative_net_fen, row.target_fen)
    target = (
        absent(f"{prefix}.target", "not_applicable", unit)
        if row.target_fen is None
        else money(f"{prefix}.target", row.target_fen, unit)
    )
    return Row(
        material.area_code,
        [
            "全省",
            money(f"{prefix}.month", row.net_fen, unit),
            money(f"{prefix}.local", row.local_net_fen, unit),
            money(f"{prefix}.cumulative", row.cumulative_net_fen, unit),
            yoy(f"{prefix}.yoy", row),
            target,
            done,
            gap(f"{prefix}.gap", done, time_progress(material.month)),
            DASH,
            DASH,
        ],
        "total",
    )


def _rest_row(material: Material, unit: str) -> Row:
    row = material.bucket(AGRI_RETAIL, "province_rest")
    prefix = f"{TABLE}.rest"
    cells: list[str | Fact] = [
        "省内未分",
        money(f"{prefix}.month", row.net_fen, unit),
        DASH,
        money(f"{prefix}.cumulative", row.cumulative_net_fen, unit),
    ]
    return Row(f"{material.area_code}-R", cells + [DASH] * 6, "rest")


def _target_note(material: Material) -> list[Sentence]:
    if any(r.target_is_sample for r in material.published.indicators if r.target_fen is not None):
        scaled = "，按示例数据规模折算" if material.is_sandbox else ""
        return [sentence(f"年度目标为示例数{scaled}。")]
    return []


def _bars(material: Material, standings: Standings) -> Chart:
    progress = time_progress(material.month)
    order = sorted(
        standings.figures,
        key=lambda f: (standings.ranks.get(f.area.area_code, 99), f.area.area_code),
    )
    marks = [Mark(f.area.name, f.completion, pace_word(f.gap)) for f in order]
    ranked = [f for f in order if f.area.area_code in standings.ranks]
    parts: Parts = ["各市州完成率条形图，竖线为序时进度", progress, "%。"]
    if ranked:
        parts += [f"最高为{ranked[0].area.name}", ranked[0].completion, "%，"]
        parts += [f"最低为{ranked[-1].area.name}", ranked[-1].completion, "%。"]
    return Chart(
        id="completion-bars",
        number="图2",
        kind="bars",
        title=f"{material.span}各市州完成率与序时进度",
        description=sentence(parts, "数据见表", count("table.two", 2), "。"),
        unit="%",
        marks=marks,
        reference=[Mark("序时进度", progress)],
    )


def _tiles(material: Material, standings: Standings) -> list[Chart]:
    resource = files("bulletins") / "layouts" / f"{material.area_code}.csv"
    if not resource.is_file():
        return []
    rows = csv.DictReader(resource.read_text(encoding="utf-8").splitlines())
    places = {row["area_code"]: (int(row["column"]), int(row["row"])) for row in rows}
    marks = [
        Mark(
            f.area.short_name or f.area.name,
            f.completion,
            pace_word(f.gap),
            *places[f.area.area_code],
        )
        for f in standings.figures
        if f.area.area_code in places
    ]
    return [
        Chart(
            id="completion-tiles",
            number="图3",
            kind="tiles",
            title=f"{material.span}各市州完成率示意",
            description=sentence(
                "按大致方位排列的格网图，一格一个市州，写明完成率和与序时进度相比的快、平、慢，"
                "不表示行政区域界线。"
            ),
            unit="%",
            marks=marks,
        )
    ]
