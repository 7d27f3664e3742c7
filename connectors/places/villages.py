"""The villages of Hunan with their towns, and their county in the codes of a day.

Keep out: which villages are poor (a programme says so), addresses.
"""

from __future__ import annotations

import csv
import gzip
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from connectors.places.regions import code_on

_DATA = files("connectors.places") / "data"


class Village(NamedTuple):
    """A village or community of the 2023 list; codes are those of 2023."""

    village_code: str
    name: str
    town_code: str
    town_name: str
    village_kind: str

    def county_code(self, on: date) -> str:
        """The county that the village belonged to, in the codes of that day."""
        return county_code_of(self.village_code, on)


@cache
def all_villages() -> tuple[Village, ...]:
    """Every village of Hunan, by code."""
    text = gzip.decompress((_DATA / "villages_43.csv.gz").read_bytes()).decode()
    reader = csv.reader(text.splitlines())
    next(reader)
    return tuple(Village(*row) for row in reader)


def county_code_of(village_code: str, on: date) -> str:
    """The county of a village in the codes of a day (祁阳县 431121 in 2020).

    Raises KeyError for a code whose county did not exist on that day under any code.
    """
    found = _county_on(village_code[:6], on)
    if found is None:
        raise KeyError(village_code)
    return found


@cache
def _county_on(county_code: str, on: date) -> str | None:
    return code_on(county_code, on)
