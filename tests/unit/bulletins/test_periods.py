"""Months and time progress."""

from __future__ import annotations

from datetime import date

import pytest

from bulletins.errors import MissingFactsError
from bulletins.periods import Month, day_name, parse_month, span_name, time_progress


@pytest.mark.parametrize(("number", "text"), [(1, "8.3"), (4, "33.3"), (6, "50.0"), (12, "100.0")])
def test_time_progress_is_twelfths(number, text):
    assert time_progress(Month(2020, number)).text == text


def test_month_knows_its_days_and_its_neighbour():
    february = parse_month("2020-02")
    assert (february.first_on, february.last_on) == (date(2020, 2, 1), date(2020, 2, 29))
    assert parse_month("2020-01").before == Month(2019, 12)


@pytest.mark.parametrize("period", ["2020", "2020-13", "2020-6-1", "june"])
def test_what_is_no_month_is_refused(period):
    with pytest.raises(MissingFactsError, match="2020-06"):
        parse_month(period)


def test_names_of_periods():
    assert span_name(date(2020, 4, 1), Month(2020, 6)) == "4—6月"
    assert span_name(date(2020, 6, 1), Month(2020, 6)) == "6月"
    assert day_name(date(2020, 7, 1)) == "2020年7月1日"
