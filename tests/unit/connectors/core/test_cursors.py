"""Lists that are paged by a cursor."""

from __future__ import annotations

import pytest

from connectors.core.cursors import CursorExpired, CursorPage, read_cursor
from connectors.core.errors import FatalFeedError

WHERE = "test/orders shop 1"


def read(ask):
    return read_cursor(ask, identify=lambda row: row[0], version=lambda row: row[1], where=WHERE)


def test_every_page_is_read_and_the_newest_version_stays():
    pages = {
        "": CursorPage([("a", 1), ("b", 1)], "k1"),
        "k1": CursorPage([], "k2"),
        "k2": CursorPage([("b", 2), ("c", 1)], None),
    }
    assert read(pages.__getitem__) == [("a", 1), ("b", 2), ("c", 1)]


def test_a_cursor_that_comes_back_is_found_out():
    with pytest.raises(FatalFeedError, match="never end"):
        read(lambda _: CursorPage([("a", 1)], "again"))


def test_a_cursor_that_was_let_go_begins_the_window_anew():
    asked = []

    def ask(cursor):
        asked.append(cursor)
        if len(asked) == 2:
            raise CursorExpired("gone", where=WHERE, advice="again")
        return CursorPage([("a", 1)], "k1") if cursor == "" else CursorPage([("b", 1)], None)

    assert read(ask) == [("a", 1), ("b", 1)]
    assert asked == ["", "k1", "", "k1"]


def test_a_cursor_that_is_always_let_go_ends_loudly():
    def ask(_):
        raise CursorExpired("gone", where=WHERE, advice="again")

    with pytest.raises(CursorExpired):
        read(ask)


def test_a_page_that_comes_again_under_another_cursor_is_found_out():
    numbers = iter(range(1, 100))

    def ask(_):
        return CursorPage([("a", 1), ("b", 1)], f"cursor {next(numbers)}")

    with pytest.raises(FatalFeedError, match="the cursor is ignored"):
        read(ask)


def test_empty_pages_may_follow_each_other():
    pages = {"": CursorPage([], "c1"), "c1": CursorPage([], "c2"), "c2": CursorPage([], None)}
    assert read(pages.__getitem__) == []
