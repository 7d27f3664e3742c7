"""Competition ranks, and held-back rows that a total can't give away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bulletins.figures import absent, share
from bulletins.ranking import first_ranks, rank_by_rate
from bulletins.suppression import MINIMUM_HOUSEHOLDS, hidden_rows


def test_ties_share_a_rank_and_the_next_skips():
    rates = {code: share(code, part, 100) for code, part in zip("abcd", (9, 7, 7, 3), strict=True)}
    assert rank_by_rate(rates) == {"a": 1, "b": 2, "c": 2, "d": 4}
    assert first_ranks(rank_by_rate(rates), 2) == ["a", "b", "c"]


def test_areas_that_print_the_same_rate_tie():
    assert set(
        rank_by_rate({"a": share("a", 50_001, 100_000), "b": share("b", 1, 2)}).values()
    ) == {1}


def test_area_without_a_rate_has_no_rank():
    assert rank_by_rate({"a": absent("a", "missing", "%"), "b": share("b", 1, 2)}) == {"b": 1}


def test_single_small_row_takes_the_next_smallest_with_it():
    assert hidden_rows({"a": 2, "b": 9, "c": 6}) == {"a", "c"}
    assert hidden_rows({"a": 2, "b": 3, "c": 6}) == {"a", "b"}
    assert hidden_rows({"a": 0, "b": None, "c": 6}) == frozenset()


@given(st.dictionaries(st.text(min_size=1), st.none() | st.integers(0, 40)))
def test_no_hidden_row_can_be_found_by_subtraction(households):
    hidden = hidden_rows(households)
    assert all(code in hidden for code, n in households.items() if n and n < MINIMUM_HOUSEHOLDS)
    others = [n for code, n in households.items() if n and code not in hidden]
    assert len(hidden) != 1 or not others
