"""Paging over rows that move: nothing lost, nothing twice, or a loud end."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.errors import FatalFeedError
from connectors.core.paging import Page, WindowReader, newest
from connectors.core.windows import Window, add_months

START = datetime(2020, 6, 1)
WINDOW = Window(START, START + timedelta(hours=1))


class MovingList:
    """Rows as (id, moment, version), newest first unless told; `moves` come before requests."""

    def __init__(self, count, moves, *, newest_first=True):
        self.newest_first = newest_first
        self.moments = {number: START + timedelta(seconds=number) for number in range(count)}
        self.versions = dict.fromkeys(self.moments, 0)
        self.moves = moves
        self.requests = 0

    def ask(self, window, page, size=10):
        self.requests += 1
        for kind, row in self.moves.get(self.requests, ()):
            self.move(kind, row)
        rows = sorted(
            (
                (moment, row, self.versions[row])
                for row, moment in self.moments.items()
                if window.start <= moment < window.end
            ),
            reverse=self.newest_first,
        )
        page_rows = [(row, version) for _, row, version in rows]
        return Page(len(rows), page_rows[(page - 1) * size : page * size])

    def move(self, kind, row):
        if kind == "arrive":
            row = len(self.moments)
            self.moments[row] = WINDOW.end - timedelta(seconds=1 + row)
            self.versions[row] = 0
        elif row in self.moments:
            self.versions[row] += 1
            away = kind == "leave"
            self.moments[row] = (
                WINDOW.end + timedelta(days=1)
                if away
                else WINDOW.end - timedelta(milliseconds=self.versions[row])
            )

    def inside(self):
        return {row for row, moment in self.moments.items() if moment < WINDOW.end}


def read(moving):
    reader = WindowReader(
        moving.ask,
        identify=lambda row: row[0],
        version=lambda row: row[1],
        page_size=10,
        where="test",
    )
    return reader.read(WINDOW)


#: of a window that reaches into the present: nothing can leave it
present = st.dictionaries(
    st.integers(1, 12),
    st.lists(st.tuples(st.sampled_from(["change", "arrive"]), st.integers(0, 60)), max_size=3),
    max_size=4,
)


@given(
    count=st.integers(0, 60),
    leaving=st.dictionaries(
        st.integers(1, 30), st.lists(st.tuples(st.just("leave"), st.integers(0, 60)), max_size=4)
    ),
    newest_first=st.booleans(),
)
def test_rows_that_only_leave_never_take_another_with_them(count, leaving, newest_first):
    moving = MovingList(count, leaving, newest_first=newest_first)
    rows = read(moving)
    assert len({row for row, _ in rows}) == len(rows)
    assert moving.inside() <= {row for row, _ in rows}


@given(count=st.integers(0, 60), some=present, newest_first=st.booleans())
def test_rows_that_change_and_arrive_for_a_while_push_no_other_out(count, some, newest_first):
    moving = MovingList(count, some, newest_first=newest_first)
    rows = read(moving)
    assert len({row for row, _ in rows}) == len(rows)
    assert set(range(count)) <= {row for row, _ in rows}


@given(count=st.integers(0, 120))
def test_a_calm_window_costs_one_request_a_page(count):
    moving = MovingList(count, {})
    assert len(read(moving)) == count
    assert moving.requests == max(1, -(-count // 10))


def test_a_list_that_always_grows_is_halved_and_then_ends_loudly():
    total = 0

    def ask(window, page):
        nonlocal total
        total += 1
        return Page(total + 20, [(page * 1000 + total * 10 + n, 0) for n in range(10)])

    reader = WindowReader(
        ask, identify=lambda r: r[0], version=lambda r: r[1], page_size=10, where="feed X"
    )
    with pytest.raises(FatalFeedError, match="does not send all the rows"):
        reader.read(Window(START, START + timedelta(seconds=4)))


@given(st.integers(2, 10**6), st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)))
def test_halves_leave_no_gap(seconds, start):
    window = Window(start, start + timedelta(seconds=seconds))
    first, second = window.halves()
    assert first.start == window.start
    assert first.end == second.start
    assert second.end == window.end
    assert first.start < first.end < second.end


@given(st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)), st.integers(0, 400))
def test_month_pieces_leave_no_gap_and_none_is_longer_than_a_month(start, days):
    window = Window(start, start + timedelta(days=days))
    pieces = list(window.month_pieces())
    edges = [*(piece.start for piece in pieces), window.end]
    assert edges[0] == window.start
    assert all(a < b <= add_months(a, 1) for a, b in pairwise(edges))
    assert [piece.end for piece in pieces] == edges[1:]


def test_a_month_is_one_piece_whatever_its_length():
    for month in range(1, 13):
        start = datetime(2020, month, 1)
        window = Window(start, add_months(start, 1))
        assert list(window.month_pieces()) == [window]


def test_the_last_day_of_a_long_month_stays_within_a_short_one():
    assert add_months(datetime(2020, 1, 31), 1) == datetime(2020, 2, 29)
    assert add_months(datetime(2020, 3, 31), -1) == datetime(2020, 2, 29)
    assert add_months(datetime(2020, 12, 5), 1) == datetime(2021, 1, 5)


def test_of_two_readings_the_newest_stays_whichever_came_first():
    old, new, other = ("1", "2020-06-01"), ("1", "2020-06-02"), ("2", "2020-01-01")
    for rows in ([old, new, other], [new, old, other]):
        kept = newest(rows, lambda row: row[0], lambda row: row[1])
        assert kept == [new, other]


def test_a_window_that_is_too_deep_to_page_through_is_halved():
    moving = MovingList(95, {})
    deepest = []

    def ask(window, page):
        deepest.append(page * 10)
        return moving.ask(window, page)

    reader = WindowReader(
        ask,
        identify=lambda row: row[0],
        version=lambda row: row[1],
        page_size=10,
        most_rows=30,
        where="test",
    )

    assert {row for row, _ in reader.read(WINDOW)} == set(range(95))
    assert max(deepest) <= 30
