"""What a title or a registered name says: the goods, how much of them, and which places.

Selling words, packing and marks are taken out; what is left is the core. Two texts of the same core
may still mean different goods (another county's, another size): that is for `candidates`.
Keep out: products, scores, decisions.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from connectors.matching.words import DIGITS, Unit, words
from connectors.places.regions import all_regions, lineage

_SPLIT = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
# pictures, invisible signs, marks of tone
_UNSAID = ("So", "Cf", "Sk", "Mn")
_PLAIN_NUMBER = re.compile(r"^[0-9a-z]+$")


class Said(NamedTuple):
    """What a title says.

    `core` is what is left of it; `amounts` are (kind, millionths of the unit) as (mass, 500 g);
    `places` are the codes of every county and prefecture that its place names may mean, one set a
    name; `words` are its pieces, for the likeness.
    """

    core: str
    words: tuple[str, ...]
    amounts: frozenset[tuple[str, int]]
    places: tuple[frozenset[str], ...]


def said(title: str, *, province_stem: str, shop_name: str = "") -> Said:
    """What a title says; a piece that stands in the shop's name says who sells, and goes.

    `province_stem` are the first two digits of the province whose places are looked for.
    """
    text = plain(title)
    seller = plain(shop_name)
    amounts = frozenset(_amounts(text))
    text = words().amount.sub(" ", text)
    pieces = [p for p in _SPLIT.split(text) if p and not (len(p) >= 3 and p in seller)]
    found, kept = [], []
    for piece in pieces:
        codes, rest = _without_places(piece, province_stem)
        found += codes
        kept += [part for part in words().noise.sub(" ", rest).split() if part]
    # a lone number or mark (a year, a grade, an article number) names no goods
    told = tuple(part for part in kept if not _PLAIN_NUMBER.match(part)) or tuple(kept)
    return Said("".join(told), told, amounts, tuple(found))


def plain(text: str) -> str:
    """Half width, small letters, our characters, without invisible signs and pictures."""
    # pictures first: half width would make characters of some (㊙)
    shown = "".join(" " if unicodedata.category(c) in _UNSAID else c for c in text)
    return unicodedata.normalize("NFKC", shown).lower().translate(words().characters)


def _amounts(text: str) -> list[tuple[str, int]]:
    """Each amount in millionths of gram, millilitre or piece, times how many of it."""
    found = []
    for number, unit, times in words().amount.findall(text):
        measure: Unit = words().units[unit]
        millionths = _millionths(number) * measure.size * int(times or 1)
        found.append((measure.kind, millionths))
    return found


def _millionths(number: str) -> int:
    if number == "半":
        return 500_000
    if number[0] in DIGITS:
        return _chinese_number(number) * 1_000_000
    whole, _, part = number.partition(".")
    return int(whole) * 1_000_000 + int(part[:6].ljust(6, "0"))


def _chinese_number(number: str) -> int:
    """一 … 九十九; 十二 is 12, 二十 is 20."""
    tens, ten, ones = number.partition("十")
    if not ten:
        return DIGITS[number[-1]]
    return (DIGITS[tens[-1]] if tens else 1) * 10 + (DIGITS[ones[0]] if ones else 0)


def _without_places(piece: str, stem: str) -> tuple[list[frozenset[str]], str]:
    """The places that a piece names, longest names first, and what is left of it."""
    names = _names(stem)
    found = []

    def take(match: re.Match[str]) -> str:
        codes = names.codes[match.group()]
        if codes:
            found.append(codes)
        return " "

    return found, names.pattern.sub(take, piece)


class _Names(NamedTuple):
    pattern: re.Pattern[str]
    codes: dict[str, frozenset[str]]


@cache
def _names(stem: str) -> _Names:
    """Names of a province's regions, whatever their day; the province's own names no place."""
    codes: dict[str, set[str]] = {}
    for region in all_regions():
        if not region.region_code.startswith(stem):
            continue
        for name in region.names:
            if len(name) < 2:
                continue
            meant = codes.setdefault(name, set())
            if region.level != "province":
                # a title's day says nothing about the name it uses: every code the place ever had
                meant |= lineage(region.region_code)
    either = "|".join(re.escape(n) for n in sorted(codes, key=lambda n: (-len(n), n)))
    return _Names(re.compile(either), {name: frozenset(found) for name, found in codes.items()})
