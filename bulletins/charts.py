"""Where the ink of a chart lies: shapes and words with coordinates, ready for the SVG macro.

Only marks with a value get ink, so nothing held back shows in a length or a height. Colour never
stands alone: each mark has its figure and a word. Bars start at zero; a negative completion has
its figure and no bar.
Keep out: what a chart says (sections), SVG syntax (templates/drawing.svg.j2).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Literal

import msgspec

from bulletins.facts import Chart, Fact, Mark
from bulletins.figures import printed

INK = "#222222"
QUIET = "#595959"
FILLS = {"快": "#2f6db3", "平": "#6f6f6f", "慢": "#b8622e", "—": "#ffffff"}
TINTS = {"快": "#dce9f6", "平": "#ececec", "慢": "#f8e5d8", "—": "#ffffff"}
FULL = Decimal(100)
# of the width of the text block on paper
PAPER_WIDTHS = {"bars": "80%", "tiles": "58%", "curve": "64%"}


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A rectangle, or a line where width or height is given as an end point."""

    kind: Literal["rect", "line"]
    x: str
    y: str
    x2: str
    y2: str
    fill: str = "none"
    stroke: str = "none"
    dash: str = "none"
    weight: str = "1"


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of text at its baseline."""

    x: str
    y: str
    text: str
    size: str = "13"
    anchor: Literal["start", "middle", "end"] = "start"
    fill: str = INK


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A finished chart; `description` is read to those who don't see it."""

    id: str
    title: str
    description: str
    width: str
    height: str
    paper_width: str
    shapes: list[Shape]
    words: list[Word]


def draw(chart: Chart, sandbox_note: str) -> Drawing:
    """Lay out a chart; the sandbox note stands at its foot."""
    builder = {"bars": _bars, "tiles": _tiles, "curve": _curve}[chart.kind]
    shapes, words, width, height = builder(chart)
    if sandbox_note:
        words.append(_word(width - 8, height + 14, sandbox_note, anchor="end", fill=QUIET))
        height += 22
    return Drawing(
        id=chart.id,
        title=chart.title,
        description=chart.description.text + sandbox_note,
        width=str(width),
        height=str(height),
        paper_width=PAPER_WIDTHS[chart.kind],
        shapes=shapes,
        words=words,
    )


Layout = tuple[list[Shape], list[Word], int, int]


def _bars(chart: Chart) -> Layout:
    left, length, step, top = 150, 350, 24, 34
    values = [printed(m.fact) for m in chart.marks if m.fact.raw is not None]
    scale = Decimal(length) / max([FULL, *values])
    bottom = top + step * len(chart.marks)
    shapes, words = [], []
    for position, mark in enumerate(chart.marks):
        y = top + step * position
        words.append(_word(left - 8, y + 16, mark.label, anchor="end"))
        words.append(_word(left + length + 10, y + 16, _labelled(mark)))
        if mark.fact.raw is not None and printed(mark.fact) > 0:
            shapes.append(_rect(left, y + 4, printed(mark.fact) * scale, 16, FILLS[mark.word]))
    shapes.append(_line(left, top, left, bottom))
    for mark in chart.reference:
        x = left + printed(mark.fact) * scale
        shapes.append(_line(x, top - 6, x, bottom, dash="5 3"))
        words.append(_word(x, top - 12, f"{mark.label}{mark.fact.text}%", anchor="middle"))
    return shapes, words, left + length + 100, bottom + 10


def _tiles(chart: Chart) -> Layout:
    wide, high, pitch = 116, 66, 4
    shapes, words = [], []
    for mark in chart.marks:
        x, y = 4 + mark.column * (wide + pitch), 4 + mark.row * (high + pitch)
        tint = TINTS[mark.word] if mark.fact.raw is not None else TINTS["—"]
        shapes.append(_rect(x, y, wide, high, tint, stroke=QUIET))
        words.append(_word(x + wide // 2, y + 27, mark.label, size="15", anchor="middle"))
        words.append(_word(x + wide // 2, y + 51, _labelled(mark), size="15", anchor="middle"))
    columns = 1 + max((m.column for m in chart.marks), default=0)
    rows = 1 + max((m.row for m in chart.marks), default=0)
    return shapes, words, 8 + columns * (wide + pitch) - pitch, 8 + rows * (high + pitch) - pitch


def _curve(chart: Chart) -> Layout:
    left, right, top, bottom = 30, 520, 34, 250
    known = [printed(m.fact) for m in [*chart.marks, *chart.reference] if m.fact.raw is not None]
    low = min([Decimal(0), *known])
    scale = Decimal(bottom - top) / max(max([Decimal(1), *known]) - low, Decimal(1))
    pitch = Decimal(right - left) / max(len(chart.marks) - 1, 1)

    def at(mark: Mark) -> tuple[Decimal, Decimal]:
        return left + pitch * (mark.column - 1), bottom - (printed(mark.fact) - low) * scale

    zero = bottom + low * scale
    shapes = [_line(left, zero, right, zero)]
    words = [
        _word(left + pitch * (m.column - 1), bottom + 22, m.label, anchor="middle")
        for m in chart.marks
    ]
    shapes += _joined(chart.reference, at, QUIET, "1.5", "5 3")
    shapes += _joined(chart.marks, at, FILLS["快"], "3", "none")
    for mark in chart.marks:
        if mark.fact.raw is not None:
            x, y = at(mark)
            shapes.append(_rect(x - 4, y - 4, 8, 8, FILLS["快"]))
    words += _ends(chart, at)
    return shapes, words, right + 130, bottom + 34


def _ends(chart: Chart, at: object) -> list[Word]:
    """The two labels at the right end, kept apart where the lines meet."""
    last, goal = chart.marks[-1], chart.reference[-1]
    goal_y = at(goal)[1]  # type: ignore[operator]
    x = at(goal)[0] + 12  # type: ignore[operator]
    if last.fact.raw is None:
        return [_word(x, goal_y + 5, f"序时进度{goal.fact.text}%", fill=QUIET)]
    last_y = at(last)[1]  # type: ignore[operator]
    if abs(last_y - goal_y) < 18:
        middle, side = (last_y + goal_y) / 2, -9 if last_y <= goal_y else 9
        last_y, goal_y = middle + side, middle - side
    return [
        _word(x, last_y + 5, f"累计完成{last.fact.text}%", fill=FILLS["快"]),
        _word(x, goal_y + 5, f"序时进度{goal.fact.text}%", fill=QUIET),
    ]


def _joined(marks: list[Mark], at: object, stroke: str, weight: str, dash: str) -> list[Shape]:
    """Lines between neighbours that both have a value."""
    shapes = []
    for before, after in pairwise(marks):
        if before.fact.raw is not None and after.fact.raw is not None:
            start, end = at(before), at(after)  # type: ignore[operator]
            shapes.append(_line(*start, *end, dash=dash, stroke=stroke, weight=weight))
    return shapes


def _labelled(mark: Mark) -> str:
    fact: Fact = mark.fact
    if fact.raw is None:
        return fact.text
    return f"{fact.text}%　{mark.word}"


def _rect(x: object, y: object, w: object, h: object, fill: str, stroke: str = "none") -> Shape:
    return Shape(kind="rect", x=_at(x), y=_at(y), x2=_at(w), y2=_at(h), fill=fill, stroke=stroke)


def _line(  # one straight line in the chart's own units
    x: object, y: object, x2: object, y2: object, *, dash: str = "none", stroke: str = INK,
    weight: str = "1",
) -> Shape:  # fmt: skip
    return Shape(
        kind="line", x=_at(x), y=_at(y), x2=_at(x2), y2=_at(y2), stroke=stroke, dash=dash,
        weight=weight,
    )  # fmt: skip


def _word(
    x: object, y: object, text: str, *, size: str = "13",
    anchor: Literal["start", "middle", "end"] = "start", fill: str = INK,
) -> Word:  # fmt: skip
    return Word(x=_at(x), y=_at(y), text=text, size=size, anchor=anchor, fill=fill)


def _at(value: object) -> str:
    """A coordinate to a tenth of a unit, without a needless .0."""
    return str(Decimal(str(value)).quantize(Decimal("0.1"))).removesuffix(".0")
