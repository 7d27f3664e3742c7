"""Windows that a platform can't answer whole: a record it fails on, more pages than it serves."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

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
