"""The towns, townships and subdistricts of all China, in the codes of 2023.

Keep out: counties (regions), villages, addresses.
"""

from __future__ import annotations

import csv
import gzip
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_DATA = files("connectors.places") / "data"


class Town(NamedTuple):
    """A town of the 2023 list; the first six digits of its code are its county's."""

    town_code: str
    name: str


@cache
def all_towns() -> tuple[Town, ...]:
    """Every town, by code."""
    text = gzip.decompress((_DATA / "towns.csv.gz").read_bytes()).decode()
    reader = csv.reader(text.splitlines())
    next(reader)
    return tuple(Town(*row) for row in reader)
