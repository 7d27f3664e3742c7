"""Windows that a platform can't answer whole: a record it fails on, more pages than it serves."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from connectors.core import paging
from connectors.core.errors import FatalFeedError, RequestFailed, RetriableFeedError
from connectors.core.paging import DEEPEST_PAGE, Page, WindowReader
from connectors.core.windows import Window

START = datetime(2020, 6, 1)
WINDOW = Window(START, START + timedelta(hours=1))
POISON = START + timedelta(minutes=17, seconds=5)


def failed(kind):
    return kind("the server answered HTTP 500", where="test", advice="wait")


def make_reader(ask, size=10):
    return WindowReader(
        ask, identify=lambda row: row, version=lambda row: row, page_size=size, where="test"
    )


def pages_of(moments, size=10):
    def ask(window, page):
        rows = sorted(m for m in moments if window.start <= m < window.end)[::-1]
        return Page(len(rows), rows[(page - 1) * size : page * size])

    return ask


def test_the_second_that_a_server_fails_on_is_named():
    answer = pages_of([START + timedelta(seconds=n) for n in range(3600)])
    asked = []

    def ask(window, page):
        asked.append(window)
        if window.start <= POISON < window.end:
            raise failed(RequestFailed)
        return answer(window, page)

    with pytest.raises(FatalFeedError, match=r"2020-06-01T00:17:05, 2020-06-01T00:17:06") as loud:
        make_reader(ask).read(WINDOW)
    assert "one record" in loud.value.advice
    assert len(asked) < 300


def test_a_server_that_fails_on_large_windows_only_loses_nothing():
    moments = [START + timedelta(seconds=n) for n in range(0, 3600, 7)]
    answer = pages_of(moments)

    def ask(window, page):
        if window.end - window.start > timedelta(minutes=5):
            raise failed(RequestFailed)
        return answer(window, page)

    assert set(make_reader(ask).read(WINDOW)) == set(moments)


def test_any_other_passing_fault_is_not_answered_with_more_requests():
    asked = []

    def ask(window, _):
        asked.append(window)
        raise failed(RetriableFeedError)

    with pytest.raises(RetriableFeedError):
        make_reader(ask).read(WINDOW)
    assert asked == [WINDOW]


def test_pages_beyond_the_deepest_are_reached_by_smaller_windows():
    moments = [START + timedelta(seconds=n) for n in range(3600)]
    answer = pages_of(moments)
    deepest = 0

    def ask(window, page):
        nonlocal deepest
        deepest = max(deepest, page)
        return answer(window, page)

    assert set(make_reader(ask).read(WINDOW)) == set(moments)
    assert deepest <= DEEPEST_PAGE


def test_a_page_from_an_old_copy_is_never_believed():
    """Page 2 is always one row behind: one row comes twice, another never, the count is right."""
    rows = list(range(40))

    def ask(window, page):
        if not window.start <= POISON < window.end:
            return Page(0, [])
        start = (page - 1) * 10 - (page == 2)
        return Page(len(rows), rows[start : start + 10])

    with pytest.raises(FatalFeedError, match="does not send all the rows"):
        make_reader(ask).read(WINDOW)


def test_a_platform_that_always_gives_the_same_page_is_not_believed():
    asked = []

    def ask(window, page):
        asked.append(page)
        # the first count differs, so that the calm reading, which looks for loops, is given up
        return Page(21 if len(asked) == 1 else 20, list(range(10)))

    with pytest.raises(FatalFeedError, match="page number is ignored"):
        make_reader(ask).read(WINDOW)


def test_a_list_that_empties_while_it_is_read_is_empty():
    asked = []

    def ask(window, page):
        asked.append(page)
        return Page(15, list(range(10))) if len(asked) == 1 else Page(0, [])

    assert make_reader(ask).read(WINDOW) == []


def test_a_list_with_rows_twice_in_it_is_read_for_a_few_requests_a_page():
    """Every seventh row is listed and counted twice, on either side of a page's edge."""
    moments = [START + timedelta(seconds=9 * n) for n in range(160)]
    asked = []

    def ask(window, page):
        asked.append(page)
        rows = sorted((m for m in moments if window.start <= m < window.end), reverse=True)
        listed = [row for n, row in enumerate(rows) for _ in range(2 if n % 7 == 3 else 1)]
        return Page(len(listed), listed[(page - 1) * 2 : page * 2])

    assert set(make_reader(ask, size=2).read(WINDOW)) == set(moments)
    pages = len(moments) * 8 // 7 // 2
    assert len(asked) < 10 * pages


def test_a_second_with_more_rows_than_a_part_should_have_is_read_as_one(monkeypatch):
    monkeypatch.setattr(paging, "PART_ROWS", 15)
    moments = [POISON.replace(microsecond=n) for n in range(70)]
    moments += [START + timedelta(minutes=n) for n in range(30)]
    reader = make_reader(pages_of(moments))
    assert sorted(reader.rows([WINDOW])) == sorted(moments)


def test_no_more_rows_than_a_part_are_asked_for_at_once(monkeypatch):
    monkeypatch.setattr(paging, "PART_ROWS", 25)
    moments = [START + timedelta(seconds=n) for n in range(0, 3600, 9)]
    answer = pages_of(moments)
    deepest = 0

    def ask(window, page):
        nonlocal deepest
        deepest = max(deepest, page)
        return answer(window, page)

    assert sorted(make_reader(ask).rows(WINDOW.parts(2))) == moments
    assert 1 < deepest <= 3
