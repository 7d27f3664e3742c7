"""Cells as clerks write them: full-width digits, months, guards; what is ambiguous is refused."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from connectors.core.tabular.cells import CellError, count, day, fen, identifier, moment, month


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("１２３．５０", 12350),
        ("¥1,234.50", 123450),
        ("￥8", 800),
        ("128.50元", 12850),
        ("", None),
        ("-", None),
        ("0", 0),
    ],
)
def test_amounts(text, expected):
    assert fen(text) == expected


@pytest.mark.parametrize("text", ["1.2万", "约10", "10.005", "1,2,3", "10元整", "1e3", "--"])
def test_what_is_no_exact_amount_is_refused(text):
    with pytest.raises(CellError):
        fen(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2020.6", 6), ("2020-06", 6), ("2020年10月", 10), ("２０２０．１２", 12), ("2020.10", 10)],
)
def test_months(text, expected):
    assert month(text) == date(2020, expected, 1)


def test_a_month_that_a_spreadsheet_may_have_cut_is_refused():
    with pytest.raises(CellError) as error:
        month("2020.1")
    assert error.value.reason == "month-january-or-october"
    assert month("2020.01") == date(2020, 1, 1)
    assert month("2020-1") == date(2020, 1, 1)


@pytest.mark.parametrize("text", ["2020.13", "2020", "6月", "2020.6.1"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(CellError):
        month(text)


def test_days_and_moments_in_the_ways_they_are_written():
    assert day("2020.6.5") == day("２０２０－０６－０５") == date(2020, 6, 5)
    assert moment("2020/6/5 8:05") == datetime(2020, 6, 5, 8, 5)
    assert moment("２０２０-06-05　08:05:09".replace("　", " ")) == datetime(2020, 6, 5, 8, 5, 9)


def test_ids_and_counts_are_narrowed_before_they_are_compared():
    assert identifier("８８０００１", re.compile(r"[0-9]{6}")) == "880001"
    assert count("１２") == 12
