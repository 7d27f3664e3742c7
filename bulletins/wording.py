"""Words that follow from a printed figure: direction, comparison, place in time.

The rule looks at the figure as printed, so text and table can't disagree. No cause and no
adjective ever comes from here.
Keep out: numbers (figures), which sentence stands where (sections).
Source: reference bulletins.md, part E; domain.md, part 3 (增长/下降 with the absolute value,
change of a rate in 个百分点).
"""

from __future__ import annotations

from decimal import Decimal

from bulletins.facts import Fact, Sentence
from bulletins.figures import TENTH, half_up, magnitude, printed
from bulletins.figures import gap as gap_between

Parts = list[str | Fact]
# from here on growth is told as a multiple
MULTIPLE_FROM = Decimal(200)


def sentence(*parts: str | Fact | Parts) -> Sentence:
    """A sentence from words, figures and clauses; neighbouring words are joined."""
    flat: Parts = []
    for part in parts:
        for piece in part if isinstance(part, list) else [part]:
            if isinstance(piece, str) and flat and isinstance(flat[-1], str):
                flat[-1] += piece
            elif piece != "":
                flat.append(piece)
    return Sentence(flat)


def with_unit(fact: Fact) -> Parts:
    """A figure and its unit; a word in place of a figure stands alone."""
    return [fact, fact.unit] if fact.status in {"value", "tiny"} else [fact]


def change(name: str, rate: Fact, base_name: str) -> Parts:
    """As in 同比增长5.1%; says so where there is nothing to compare with."""
    if rate.status == "missing":
        return [f"{base_name}无可比数据，不计算{name}"]
    if rate.status == "not_applicable":
        return [f"{base_name}或本期数据不为正，不计算{name}"]
    value = printed(rate)
    if value == 0:
        exact = Decimal(rate.raw or 0) == 0
        return [f"{name}持平" if exact else f"{name}基本持平"]
    if value >= MULTIPLE_FROM:
        return [f"{name}增长", _multiple(rate), "倍"]
    return [f"{name}{'增长' if value > 0 else '下降'}", magnitude(rate), "%"]


def turn(rate: Fact, rate_before: Fact, than: str) -> Parts:
    """How growth changed against the printed rate before: 加快, 收窄, 由增转降 and so on.

    Nothing where one of the two rates isn't there.
    """
    if rate.raw is None or rate_before.raw is None:
        return []
    now, before = printed(rate), printed(rate_before)
    if (now > 0) == (before > 0) and (now < 0) == (before < 0):
        return _same_side(rate, rate_before, than)
    words = {1: "增", 0: "平", -1: "降"}
    return [f"，{than}由{words[_sign(before)]}转{words[_sign(now)]}"]


def _same_side(rate: Fact, rate_before: Fact, than: str) -> Parts:
    now, before = printed(rate), printed(rate_before)
    if now == before == 0:
        return []
    noun, more, less = ("增速", "加快", "放缓") if now > 0 else ("降幅", "扩大", "收窄")
    if now == before:
        return [f"，{noun}{than}持平"]
    points = magnitude(gap_between(f"{rate.id}.turn", rate, rate_before))
    verb = more if abs(now) > abs(before) else less
    return [f"，{noun}{than}{verb}", points, points.unit]


def _sign(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def pace(gap: Fact) -> Parts:
    """Completion against time progress, as in 慢于序时进度3.5个百分点."""
    if gap.raw is None:
        return ["不与序时进度比较"]
    value = printed(gap)
    if value == 0:
        return ["与序时进度持平"]
    return [f"{'快于' if value > 0 else '慢于'}序时进度", magnitude(gap), "个百分点"]


def pace_word(gap: Fact) -> str:
    """One word for a table, tile or bar: 快, 平, 慢 or a dash."""
    if gap.raw is None:
        return "—"
    value = printed(gap)
    return "平" if value == 0 else ("快" if value > 0 else "慢")


def movement(rank: int | None, rank_before: int | None) -> tuple[str, int | None]:
    """How a rank moved: the word and the number of places, None where there is no number."""
    if rank is None:
        return "—", None
    if rank_before is None:
        return "上期未排名", None
    if rank == rank_before:
        return "持平", None
    return ("升", rank_before - rank) if rank < rank_before else ("降", rank - rank_before)


def names(items: list[str]) -> str:
    """Names in a row: 甲、乙、丙."""
    return "、".join(items)


def _multiple(rate: Fact) -> Fact:
    times = half_up(Decimal(rate.raw or 0) / 100, TENTH)
    return Fact(
        id=f"{rate.id}.multiple", text=f"{times}", unit="倍", raw=f"{times}", status="value"
    )
