"""Beginnings of addresses that lead to one county whatever follows them, learned as they are met.

湖南省永州市道县 leads to 道县 in every address that begins so: the county's name is full, no other
place has one of the names there, none of them may be another's beginning, and no longer name begins
with what is left of the text. Lists of addresses have few beginnings, and a known one saves the
steps that lead to its county.
Keep out: reading what is no such beginning, and what follows one (`addresses`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple

from connectors.places.atlas import COUNTY, PROVINCE, Place, names_below, nation
from connectors.places.naming import PART_OF_ANOTHER

# characters that tell the beginnings of a few counties from all others: 湖南省永州
_HEAD = 5
# after so many lines in vain a head (湖南省 永, with its space) is not looked at again; so many
# heads are remembered
_PATIENCE = 8
_MOST_FAILED = 65_536
# shorter beginnings are a county's name alone
_SHORT = (4, 3, 2)
# with one of these at its end a text that begins so can't be part of a road's or a town's name
_ENDS = "县市区旗"


class Beginning(NamedTuple):
    """A county, and how many characters lead to it."""

    county: Place
    length: int
    # begins with the full name of a province, and not of a city that is one
    has_province: bool


class Beginnings:
    """Beginnings by their text. What is not known is looked at once and kept or refused."""

    def __init__(self) -> None:
        self._known: dict[str, Beginning] = {}
        # the first characters of a beginning → the lengths of those that begin so
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._counts: dict[str, Counter[int]] = defaultdict(Counter)
        self._refused: set[str] = set()
        # the first characters of lines that had no beginning, and how often
        self._failed: dict[str, int] = {}

    def known(self, line: str, start: int) -> Beginning | None:
        """A beginning met before that a line has from `start` on."""
        for length in self._lengths.get(line[start : start + _HEAD], ()):
            found = self._known.get(line[start : start + length])
            if found is not None:
                return found
        for length in _SHORT:
            found = self._known.get(line[start : start + length])
            if found is not None:
                return found
        return None

    def learned(self, line: str, start: int) -> Beginning | None:
        """The beginning of a line, now known, or None where it has none that settles."""
        head = line[start : start + _HEAD]
        failures = self._failed.get(head, 0)
        if failures > _PATIENCE:
            return None
        names = _straight(line, start)
        if not names:
            if len(self._failed) < _MOST_FAILED:
                self._failed[head] = failures + 1
            return None
        text = line[start : names[-1][1]]
        if text in self._refused:
            return None
        if not _settles(line, start, names):
            self._refused.add(text)
            return None
        first = names[0][0]
        # as full as the reader's own search for a province
        has_province = first.level == PROVINCE and text.startswith(first.full[0])
        has_province = has_province and not first.full[0].endswith("市")
        found = Beginning(names[-1][0], len(text), has_province)
        # the lengths last: a thread that sees them finds the text
        self._known[text] = found
        if len(text) >= _HEAD:
            counts = self._counts[head]
            counts[len(text)] += 1
            # the likeliest first
            self._lengths[head] = tuple(length for length, _ in counts.most_common())
        return found


@cache
def beginnings() -> Beginnings:
    """Those of this process."""
    return Beginnings()


_Named = tuple[Place, int]


def _straight(line: str, start: int) -> list[_Named]:
    """The places whose names stand right behind each other down to a county, and where each ends.

    None where they lead to no county, or where one of them may be several places'.
    """
    place, at = nation(), start
    names: list[_Named] = []
    while place.level < COUNTY:
        index = names_below(place)
        for length in index.lengths.get(line[at : at + 2], ()):
            name = line[at : at + length]
            if name in index.names:
                break
        else:
            return []
        full, stems = index.names[name]
        found = full or stems
        at += len(name)
        if len(found) != 1 or (not full and PART_OF_ANOTHER.match(line, at)):
            return []
        place = found[0]
        names.append((place, at))
        if place.level == COUNTY and not (full and name[-1] in _ENDS):
            return []
    return names if place.level == COUNTY else []


def _settles(line: str, start: int, names: list[_Named]) -> bool:
    """Whether no name that is longer than the text begins with what is left of it at any step."""
    text = line[: names[-1][1]]
    place, at = nation(), start
    for named, end in names:
        left, known = text[at:], _sorted_names(place)
        # names that begin with what is left and go on stand right behind it in the order of texts
        after = bisect_right(known, left)
        if after < len(known) and known[after].startswith(left):
            return False
        place, at = named, end
    return True


@cache
def _sorted_names(place: Place) -> list[str]:
    return sorted(names_below(place).names)
