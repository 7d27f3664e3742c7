"""Rounding happens once, half up, and what isn't a number says so in a word."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletins.figures import (
    CENT,
    TENTH,
    absent,
    completion,
    count,
    gap,
    growth,
    half_up,
    magnitude,
    money,
    money_unit,
    printed,
    share,
)

FEN = st.integers(min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [
        ("86.25", TENTH, "86.3"),
        ("0.15", TENTH, "0.2"),
        ("-0.04", TENTH, "0.0"),
        ("-0.05", TENTH, "-0.1"),
        ("2.675", CENT, "2.68"),
        ("-2.675", CENT, "-2.68"),
    ],
)
def test_halves_round_away_from_zero(value, step, text):
    assert str(half_up(Decimal(value), step)) == text


@given(FEN)
def test_money_is_within_half_of_its_last_place(fen):
    fact = money("x", fen)
    if fact.status == "tiny":
        assert 0 < abs(fen) < 5_000
    else:
        assert abs(Fraction(fact.text) * 1_000_000 - fen) <= 5_000
        assert fact.text != "-0.00"
    assert fact.raw == str(fen)


@given(FEN)
def test_yuan_is_exact(fen):
    assert Fraction(money("x", fen, "元").text.replace(",", "")) * 100 == fen


def test_words_stand_where_there_is_no_number():
    assert money("x", None).text == "暂缺"
    assert money("x", 4_999).text == "不足0.01"
    assert money("x", -4_999).text == "负不足0.01"
    assert money("x", 5_000).text == "0.01"
    assert money("x", 0).text == "0.00"
    assert count("x", None).text == "暂缺"
    assert share("x", 1, 0).text == "不适用"
    assert absent("x", "suppressed").raw is None


def test_unit_follows_the_largest_amount():
    assert money_unit([None, -(10**10), 5]) == "亿元"
    assert money_unit([10**10 - 1]) == "万元"
    assert money_unit([None]) == "万元"


def test_growth_divides_by_the_base():
    # 2865 over 4015 is 40.1 % up from the base, not 28.7 % of the new value
    assert growth("x", 4_015, 2_865).text == "40.1"


@given(st.integers(0, 10**12), st.integers(1, 10**12))
def test_growth_has_the_sign_of_the_change(current, base):
    value = printed(growth("x", current, base))
    assert value == 0 or (value > 0) == (current > base)


@pytest.mark.parametrize(
    ("current", "base", "text"),
    [(None, 5, "暂缺"), (5, None, "暂缺"), (5, 0, "不适用"), (5, -1, "不适用"), (-1, 5, "不适用")],
)
def test_growth_without_a_base_is_a_word(current, base, text):
    assert growth("x", current, base).text == text


def test_what_is_short_of_a_target_never_reads_as_reached():
    assert completion("x", 99_999, 100_000).text == "99.9以上"
    assert completion("x", 100_000, 100_000).text == "100.0"
    assert completion("x", 5, None).text == "不适用"


@given(st.integers(0, 10**12), st.integers(1, 10**12), st.integers(0, 10**12))
def test_gap_is_the_difference_of_what_is_printed(part, whole, other):
    left, right = share("a", part, whole), share("b", other, whole)
    assert Decimal(gap("g", left, right).text) == Decimal(left.text) - Decimal(right.text)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9))
def test_kept_value_rounds_to_the_printed_text(part, whole):
    fact = share("x", part, whole)
    assert str(half_up(Decimal(fact.raw), TENTH)) == fact.text


def test_magnitude_drops_the_sign_only():
    fact = magnitude(growth("x", 90, 100))
    assert (fact.text, fact.raw) == ("10.0", "10.000000")
