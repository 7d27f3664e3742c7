from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.windows import Window
from orchestration.errors import NothingToDo
from orchestration.windows import days_window, pull_window

JUNE_30 = Window(datetime(2020, 6, 30), datetime(2020, 7, 1))


def test_last_night_is_pulled_by_modification_up_to_now_less_the_lag():
    kind, window = pull_window(JUNE_30, datetime(2020, 7, 1, 1, 30))
    assert kind == "modified"
    assert window == Window(datetime(2020, 6, 30), datetime(2020, 7, 1, 1, 27))


def test_just_after_midnight_the_window_still_covers_the_day():
    _, window = pull_window(JUNE_30, datetime(2020, 7, 1, 0, 1))
    assert window.end == datetime(2020, 7, 1)


def test_an_older_day_is_pulled_by_creation():
    assert pull_window(JUNE_30, datetime(2020, 7, 2)) == ("created", JUNE_30)


def test_a_range_is_pulled_by_creation():
    month = Window(datetime(2020, 6, 1), datetime(2020, 7, 1))
    assert pull_window(month, datetime(2020, 7, 1, 2)) == ("created", month)


@given(
    st.dates(min_value=datetime(2019, 1, 2).date(), max_value=datetime(2099, 12, 31).date()),
    st.integers(1, 60),
)
def test_a_run_of_days_is_one_half_open_window(first, count):
    keys = [(first + timedelta(days=n)).isoformat() for n in range(count)]
    window = days_window(keys)
    assert window.end - window.start == timedelta(days=count)
    assert window.start.date() == first


def test_an_empty_range_is_an_error():
    with pytest.raises(NothingToDo, match="empty"):
        days_window([])


def test_a_range_with_a_gap_is_an_error():
    with pytest.raises(NothingToDo, match="gaps"):
        days_window(["2020-06-01", "2020-06-03"])
