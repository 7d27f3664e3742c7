"""Days on which more or less is sold than on others of their weekday, from `festivals.csv`.

A row is either of every year (`06-01`) or of one (`2020-01-18`). First days of 春节, 端午 and 中秋
are those of the lunar calendar by GB/T 33661-2017, 2018 to 2027; a festival's span takes in the
weeks in which gifts are bought. The percentages say how far the usual bounds are widened there:
they are ours, from no document. Keep out: what is done with a day that is out of bounds.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_FILE = files("expectations") / "festivals.csv"


class Festival(NamedTuple):
    """A span of days, both ends inside, and what may be sold there in percent of the bounds."""

    name_zh: str
    first_day: str
    last_day: str
    least_percent: int
    most_percent: int


def festivals_of(days: Iterable[date]) -> list[Festival]:
    """The festivals that one of the days lies in, in the order of the file."""
    wanted = list(days)
    return [each for each in _festivals() if any(_is_in(each, day) for day in wanted)]


def days_between(first: date, until: date) -> list[date]:
    """The days from the first to the one before `until`."""
    return [first + timedelta(days=n) for n in range((until - first).days)]


def _is_in(festival: Festival, day: date) -> bool:
    # text of the same form compares as the days do
    text = day.isoformat()[-len(festival.first_day) :]
    return festival.first_day <= text <= festival.last_day


@cache
def _festivals() -> tuple[Festival, ...]:
    return tuple(
        Festival(
            row["name_zh"],
            row["first_day"],
            row["last_day"],
            int(row["least_percent"]),
            int(row["most_percent"]),
        )
        for row in csv.DictReader(_FILE.read_text("utf-8").splitlines())
    )
