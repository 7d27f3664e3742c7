"""Direction words follow the printed figure, never the sign of what was rounded away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletins.figures import absent, gap, growth, printed, share
from bulletins.wording import change, movement, pace, pace_word, sentence, turn, with_unit


@pytest.mark.parametrize(
    ("current", "base", "said"),
    [
        (1051, 1000, "同比增长5.1%"),
        (939, 1000, "同比下降6.1%"),
        (1000, 1000, "同比持平"),
        (100_049, 100_000, "同比基本持平"),
        (99_951, 100_000, "同比基本持平"),
        (100_050, 100_000, "同比增长0.1%"),
        (350, 100, "同比增长2.5倍"),
        (299, 100, "同比增长199.0%"),
        (5, None, "上年同期无可比数据，不计算同比"),
        (5, 0, "上年同期或本期数据不为正，不计算同比"),
    ],
)
def test_change_in_words(current, base, said):
    assert sentence(change("同比", growth("x", current, base), "上年同期")).text == said


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_no_sentence_carries_a_minus_sign(current, base):
    said = sentence(change("同比", growth("x", current, base), "上年同期")).text
    assert "-" not in said
    assert ("下降" in said) <= (current < base)
    assert ("增长" in said) <= (current > base)


@pytest.mark.parametrize(
    ("done", "said", "word"),
    [
        (60, "快于序时进度10.0个百分点", "快"),
        (50, "与序时进度持平", "平"),
        (30, "慢于序时进度20.0个百分点", "慢"),
    ],
)
def test_pace_in_words(done, said, word):
    apart = gap("g", share("a", done, 100), share("b", 50, 100))
    assert sentence(pace(apart)).text == said
    assert pace_word(apart) == word


def test_without_a_rate_there_is_no_pace():
    apart = gap("g", absent("a", "missing", "%"), share("b", 50, 100))
    assert pace_word(apart) == "—"
    assert sentence(pace(apart)).text == "不与序时进度比较"


@pytest.mark.parametrize(
    ("rank", "before", "moved"),
    [
        (2, 5, ("升", 3)),
        (5, 2, ("降", 3)),
        (4, 4, ("持平", None)),
        (4, None, ("上期未排名", None)),
        (None, 4, ("—", None)),
    ],
)
def test_movement_is_told_by_a_word(rank, before, moved):
    assert movement(rank, before) == moved


def test_word_in_place_of_a_figure_has_no_unit():
    assert sentence(with_unit(absent("x", "missing", "万元"))).text == "暂缺"


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (120, 110, "，增速比上月加快10.0个百分点"),
        (105, 110, "，增速比上月放缓5.0个百分点"),
        (110, 110, "，增速比上月持平"),
        (95, 90, "，降幅比上月收窄5.0个百分点"),
        (80, 90, "，降幅比上月扩大10.0个百分点"),
        (90, 90, "，降幅比上月持平"),
        (110, 90, "，比上月由降转增"),
        (90, 110, "，比上月由增转降"),
        (110, 100, "，比上月由平转增"),
        (100, 110, "，比上月由增转平"),
        (90, 100, "，比上月由平转降"),
        (100, 100, ""),
    ],
)
def test_turn_of_growth_in_words(now, before, said):
    rates = (growth("x", now, 100), growth("y", before, 100))
    assert sentence(turn(*rates, "比上月")).text == said


def test_without_one_of_the_rates_nothing_turned():
    assert turn(growth("x", 110, 100), growth("y", 1, None), "比上月") == []
    assert turn(growth("x", -1, 100), growth("y", 110, 100), "比上月") == []


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**6))
def test_turn_agrees_with_the_two_printed_rates(now, before, base):
    rates = (growth("x", now, base), growth("y", before, base))
    said = sentence(turn(*rates, "比上月")).text
    values = [printed(rate) for rate in rates]
    assert "-" not in said
    assert ("加快" in said) <= (values[0] > values[1] > 0)
    assert ("收窄" in said) <= (0 > values[0] > values[1])
    assert ("转" in said) <= (values[0] * values[1] <= 0)
