"""The words, characters and units of `words.toml`, read once.

Keep out: taking a title apart.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


class Unit(NamedTuple):
    """What a unit measures (mass in grams, volume in millilitres, or itself) and how much."""

    kind: str
    size: int


class Words(NamedTuple):
    """The lists, ready to be used on a title in half-width small letters."""

    characters: dict[int, str]
    noise: re.Pattern[str]
    amount: re.Pattern[str]
    units: dict[str, Unit]


@cache
def words() -> Words:
    """The words that ship with the program."""
    text = (files("connectors.matching") / "words.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    units = _units(table["units"])
    unit = _either(units)
    number = r"\d+(?:\.\d+)?|半|[一二两三四五六七八九十]{1,3}"
    return Words(
        characters=_characters(table["characters"]),
        noise=re.compile(_either({*table["selling"], *table["packing"]})),
        amount=re.compile(rf"({number})\s*({unit})装?(?:\s*[*x×]\s*(\d{{1,3}})(?:{unit})?)?"),
        units=units,
    )


def _characters(table: dict[str, str]) -> dict[int, str]:
    pairs = zip(table["traditional"], table["simplified"], strict=True)
    return {ord(old): new for old, new in pairs if old != new}


def _units(table: dict[str, Any]) -> dict[str, Unit]:
    return {
        name: Unit(name if kind == "count" else kind, size)
        for kind, sizes in table.items()
        for name, size in sizes.items()
    }


def _either(found: set[str] | dict[str, Unit]) -> str:
    # the longest first: 礼盒装 before 礼盒
    return "|".join(re.escape(word) for word in sorted(found, key=lambda w: (-len(w), w)))
