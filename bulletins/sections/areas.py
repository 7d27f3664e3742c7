"""Tables of areas with target, completion, rank and movement: prefectures and poor counties.

Every area of the register has a row. One without data says 暂缺 and isn't ranked; a negative
month is printed as it is.
Keep out: villages and households, which are never ranked.
"""

from __future__ import annotations

import msgspec

from bulletins.facts import Column, Fact, Row, Sentence, Standing
from bulletins.figures import absent, completion, count, gap, money
from bulletins.periods import time_progress
from bulletins.published import Area, IndicatorRow
from bulletins.ranking import rank_by_rate
from bulletins.sections.comparison import is_small_base, small_base, why_no_yoy, yoy
from bulletins.sections.material import Material
from bulletins.wording import movement, names, sentence, with_unit

DASH = "—"
# more than so many are counted in a note, not named
NAMED_AREAS = 8


class AreaFigures(msgspec.Struct, frozen=True):
    """The figures of one area, each rounded once, and why it isn't ranked."""

    area: Area
    month: Fact
    cumulative: Fact
    local: Fact
    yoy: Fact
    target: Fact
    completion: Fact
    gap: Fact
    reason: str | None
    no_yoy: str | None
    is_small_base: bool


class Standings(msgspec.Struct, frozen=True):
    """Figures and ranks of all areas of one table."""

    table: str
    figures: list[AreaFigures]
    ranks: dict[str, int]
    ranks_before: dict[str, int]
    is_recalculated: bool
    unit: str

    def unranked(self) -> list[AreaFigures]:
        """Areas without a rank."""
        return [f for f in self.figures if f.area.area_code not in self.ranks]

    def published(self) -> list[Standing]:
        """The ranks as frozen for the next issue."""
        return [Standing(self.table, code, rank) for code, rank in sorted(self.ranks.items())]


def stand(material: Material, table: str, code: str, areas: list[Area], unit: str) -> Standings:
    """Figures and ranks of `areas` for an indicator, under the id of a table."""
    figures = [_figures(material, table, code, area, unit) for area in areas]
    before = _ranks_before(material, table, code, areas)
    return Standings(
        table=table,
        figures=figures,
        ranks=rank_by_rate({f.area.area_code: f.completion for f in figures}),
        ranks_before=before[0],
        is_recalculated=before[1],
        unit=unit,
    )


def columns(material: Material, name: str, unit: str) -> list[Column]:
    """The head of an area table."""
    return [
        Column("name", name, is_number=False),
        Column("month", "本月", unit),
        Column("local", "本地产", unit),
        Column("cumulative", f"{material.span}累计", unit),
        Column("yoy", "本月同比", "%"),
        Column("target", "年度目标", unit),
        Column("completion", "完成率", "%"),
        Column("gap", "比序时", "百分点"),
        Column("rank", "名次"),
        Column("movement", "比上月", is_number=False),
    ]


def area_row(standings: Standings, figures: AreaFigures) -> Row:
    """One area's row."""
    code = figures.area.area_code
    rank = standings.ranks.get(code)
    prefix = f"{standings.table}.{code}"
    return Row(
        code,
        [
            figures.area.name,
            figures.month,
            figures.local,
            figures.cumulative,
            figures.yoy,
            figures.target,
            figures.completion,
            figures.gap,
            count(f"{prefix}.rank", rank) if rank else DASH,
            _moved(prefix, rank, standings.ranks_before.get(code)),
        ],
    )


def unranked_note(standings: Standings) -> list[Sentence]:
    """Says who isn't ranked and why; nothing where everyone is."""
    by_reason: dict[str, list[str]] = {}
    for figures in standings.unranked():
        by_reason.setdefault(figures.reason or "无完成率", []).append(figures.area.name)
    return [
        sentence(f"暂不排名（{reason}）：{names(who)}。")
        for reason, who in sorted(by_reason.items())
    ]


def growth_note(standings: Standings) -> list[Sentence]:
    """Says where growth isn't worked out and why, and where it stands on a small base."""
    by_reason: dict[str, list[str]] = {}
    for figures in standings.figures:
        if figures.no_yoy:
            by_reason.setdefault(figures.no_yoy, []).append(figures.area.name)
    told = [
        sentence(f"不计算同比（{reason}）：{names(who)}。")
        for reason, who in sorted(by_reason.items())
    ]
    small = [f.area.name for f in standings.figures if f.is_small_base]
    if small:
        limit = small_base(f"{standings.table}.small_base")
        few = names(small) if len(small) <= NAMED_AREAS else ""
        number = count(f"{standings.table}.small_base.number", len(small))
        told.append(
            sentence(
                "上年同期可比数不足",
                with_unit(limit),
                "的地区有",
                number,
                "个，增速仅供参考",
                f"：{few}。" if few else "。",
            )
        )
    return told


def movement_note(standings: Standings) -> list[Sentence]:
    """Says what the movement compares with."""
    tied = len(set(standings.ranks.values())) < len(standings.ranks)
    base = "上月名次按本期数据回算" if standings.is_recalculated else "上月名次以上期印发数为准"
    note = f"名次按完成率由高到低排列，{'完成率相同的名次并列，' if tied else ''}{base}。"
    return [sentence(note)]


def _figures(material: Material, table: str, code: str, area: Area, unit: str) -> AreaFigures:
    row = material.area_row(code, area)
    prefix = f"{table}.{area.area_code}"
    if row is None:
        planned = material.row(code, area.area_code, level=area.level)
        return _without_data(prefix, area, planned, unit)
    done = completion(f"{prefix}.completion", row.cumulative_net_fen, row.target_fen)
    reason = None
    if done.raw is None:
        reason = "无年度目标" if row.target_fen is None else "无累计数据"
    return AreaFigures(
        area=area,
        month=money(f"{prefix}.month", row.net_fen, unit),
        local=money(f"{prefix}.local", row.local_net_fen, unit),
        cumulative=money(f"{prefix}.cumulative", row.cumulative_net_fen, unit),
        yoy=yoy(f"{prefix}.yoy", row),
        target=_target(f"{prefix}.target", row.target_fen, unit),
        completion=done,
        gap=gap(f"{prefix}.gap", done, time_progress(material.month)),
        reason=reason,
        no_yoy=why_no_yoy(row),
        is_small_base=is_small_base(row),
    )


def _without_data(prefix: str, area: Area, row: IndicatorRow | None, unit: str) -> AreaFigures:
    missing = {
        key: absent(f"{prefix}.{key}", "missing", key_unit)
        for key, key_unit in (
            ("month", unit),
            ("local", unit),
            ("cumulative", unit),
            ("yoy", "%"),
            ("completion", "%"),
            ("gap", "个百分点"),
        )
    }
    target = _target(f"{prefix}.target", row.target_fen if row else None, unit)
    return AreaFigures(
        area=area,
        target=target,
        reason="无登记网店或本期无数据",
        no_yoy=None,
        is_small_base=False,
        **missing,
    )


def _target(fact_id: str, fen: int | None, unit: str) -> Fact:
    return absent(fact_id, "not_applicable", unit) if fen is None else money(fact_id, fen, unit)


def _ranks_before(
    material: Material, table: str, code: str, areas: list[Area]
) -> tuple[dict[str, int], bool]:
    if material.previous is not None:
        found = {s.area_code: s.rank for s in material.previous.standings if s.table == table}
        return found, False
    if material.month.number == 1:
        return {}, False
    rates = {}
    for area in areas:
        row = material.row(code, area.area_code, level=area.level, month=material.month.before)
        # an area that is watched now was watched then, if the month has its row
        if row is not None and material.area_row(code, area) is not None:
            rates[area.area_code] = completion("", row.cumulative_net_fen, row.target_fen)
    return rank_by_rate(rates), True


def _moved(prefix: str, rank: int | None, before: int | None) -> str | Fact:
    word, places = movement(rank, before)
    if places is None:
        return word
    return Fact(
        id=f"{prefix}.movement",
        text=f"{word}{places}位",
        unit="",
        raw=str(places if word == "升" else -places),
        status="value",
    )
