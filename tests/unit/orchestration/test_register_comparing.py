"""Histories day by day: what differs, what is cut around other rows, where a key ends."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from orchestration.registers.comparing import (
    change_of,
    closed_on,
    differing_spans,
    is_in_force,
    outside,
)

BEGIN = date(2020, 1, 1)
DAYS = [BEGIN + timedelta(days=n) for n in range(-1, 42)]


def row(value, start=None, end=None):
    return {"key": "k", "value": value, "valid_from": start, "valid_to": end}


days = st.one_of(st.none(), st.integers(0, 40).map(lambda n: BEGIN + timedelta(days=n)))
rows = st.tuples(st.sampled_from("ab"), days, days).map(lambda parts: row(*parts))
sound_rows = rows.filter(lambda r: (r["valid_from"] or date.min) < (r["valid_to"] or date.max))


def said(history, day):
    return {r["value"] for r in history if is_in_force([r], day)}


@given(st.lists(sound_rows, max_size=4), st.lists(sound_rows, max_size=4))
def test_spans_hold_exactly_the_days_that_differ(before, after):
    spans = differing_spans(before, after)
    for day in [*DAYS, date.min, date.max - timedelta(days=1)]:
        differs = said(before, day) != said(after, day)
        assert differs == any(start <= day < end for start, end in spans)
    assert spans == sorted(spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))


@given(sound_rows, st.lists(sound_rows, max_size=4))
def test_a_row_cut_around_others_keeps_its_other_days_and_no_more(kept, covering):
    parts = outside(kept, covering)
    for day in DAYS:
        wanted = is_in_force([kept], day) and not is_in_force(covering, day)
        assert is_in_force(parts, day) == wanted
    assert all(part["value"] == kept["value"] for part in parts)
    assert all((p["valid_from"] or date.min) < (p["valid_to"] or date.max) for p in parts)


@given(st.lists(sound_rows, min_size=1, max_size=4), st.integers(0, 40))
def test_a_key_that_ends_says_the_same_before_and_nothing_after(history, offset):
    last = BEGIN + timedelta(days=offset)
    ended = closed_on(history, last)
    for day in DAYS:
        assert said(ended, day) == (said(history, day) if day < last else set())


def test_nothing_changes_where_the_days_say_the_same():
    whole = [row("a", None, None)]
    halves = [row("a", None, BEGIN), row("a", BEGIN, None)]
    assert change_of(("k",), "changed", whole, halves) is None


def test_a_change_takes_effect_on_its_first_day():
    change = change_of(
        ("k",), "changed", [row("a")], [row("a", None, BEGIN), row("b", BEGIN, None)]
    )
    assert change.takes_effect_on == BEGIN
    assert change_of(("k",), "added", [], [row("a")]).takes_effect_on == date.min
