"""Ink only where there is a value; labels that would meet are kept apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bulletins.charts import draw
from bulletins.facts import Chart, Mark, Sentence
from bulletins.figures import absent, share


def chart(kind, marks, reference=()):
    return Chart(
        id="c",
        number="图1",
        kind=kind,
        title="完成率",
        description=Sentence(["完成率。"]),
        unit="%",
        marks=marks,
        reference=list(reference),
    )


def bars(drawing):
    return [s for s in drawing.shapes if s.kind == "rect"]


def test_only_positive_values_have_a_bar():
    marks = [
        Mark("甲", share("a", 60, 100), "快"),
        Mark("乙", share("b", -5, 100), "慢"),
        Mark("丙", absent("c", "missing", "%"), "—"),
    ]
    drawing = draw(chart("bars", marks, [Mark("序时进度", share("p", 1, 2))]), "")
    assert len(bars(drawing)) == 1
    said = [word.text for word in drawing.words]
    assert "60.0%　快" in said
    assert "-5.0%　慢" in said
    assert "暂缺" in said


def test_bar_is_as_long_as_its_value():
    marks = [Mark("甲", share("a", 80, 100), "快"), Mark("乙", share("b", 40, 100), "慢")]
    long, short = (Decimal(s.x2) for s in bars(draw(chart("bars", marks), "")))
    assert long == 2 * short


@pytest.mark.parametrize("kind", ["bars", "tiles"])
def test_word_stands_beside_every_colour(kind):
    drawing = draw(chart(kind, [Mark("甲", share("a", 1, 2), "平")]), "示例数据·非真实")
    said = [word.text for word in drawing.words]
    assert "50.0%　平" in said
    assert "示例数据·非真实" in said
    assert drawing.description.endswith("示例数据·非真实")


def test_month_without_data_breaks_the_curve():
    known = [share(str(n), n, 12) for n in range(1, 5)]
    known[1] = absent("2", "missing", "%")
    marks = [Mark(f"{n}月", fact, column=n) for n, fact in enumerate(known, start=1)]
    goal = [Mark(f"{n}月", share(f"g{n}", n, 12), column=n) for n in range(1, 5)]
    drawing = draw(chart("curve", marks, goal), "")
    # one line between March and April, none across February; three dots
    assert len([s for s in drawing.shapes if s.kind == "line" and s.weight == "3"]) == 1
    assert len(bars(drawing)) == 3


@pytest.mark.parametrize("done", [48, 50, 52])
def test_end_labels_never_overlap_and_keep_their_order(done):
    marks = [Mark("6月", share("d", done, 100), column=1)]
    goal = [Mark("6月", share("g", 50, 100), column=1)]
    words = draw(chart("curve", marks, goal), "").words
    at = {w.text[:4]: Decimal(w.y) for w in words if w.text.startswith(("累计", "序时"))}
    assert abs(at["累计完成"] - at["序时进度"]) >= 18
    assert (at["累计完成"] <= at["序时进度"]) == (done >= 50)
