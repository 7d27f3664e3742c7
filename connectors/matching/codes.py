"""Which registered code a merchant code on a line stands for, however it was typed.

What is proven is told apart from what is only near: a code in other letters, width or separators,
or within a longer text, is that code; one with characters confused is it only where the registered
code carries our check character. Anything else is a list for a person.
Keep out: what a code leads to (`catalogue`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from connectors.registers.identity.codes import code_fault, normalised

Way = Literal["exact", "spelling", "within", "check"]

_PIECES = re.compile(r"[0-9A-Za-z\uff10-\uff5a]+")
# characters that are taken for each other on labels and keyboards, each group for its first
_CONFUSED = str.maketrans("ODQILZSBVG", "00011258U6")
_MOST_PIECES = 5
_NEAR = 1


class Reading(NamedTuple):
    """A registered code, and how the typed text leads to it."""

    code: str
    way: Way


class CodeBook:
    """The registered codes of a deployment, by every form in which they are looked for."""

    def __init__(self, codes: Iterable[str], *, least_length: int) -> None:
        self._codes = frozenset(codes)
        self._least = least_length
        self._spelled: dict[str, set[str]] = defaultdict(set)
        self._folded: dict[str, set[str]] = defaultdict(set)
        for code in self._codes:
            self._spelled[normalised(code)].add(code)
            self._folded[_folded(code)].add(code)

    def read(self, typed: str) -> Reading | None:
        """The code that the text stands for for certain, or None."""
        if typed in self._codes:
            return Reading(typed, "exact")
        spelled = self._spelled.get(normalised(typed), set())
        if len(spelled) == 1:
            return Reading(next(iter(spelled)), "spelling")
        if len(spelled) > 1:
            return None
        within = self._within(typed)
        if len(within) == 1:
            return Reading(within.pop(), "within")
        if within:
            return None
        alike = self._folded.get(_folded(typed), set())
        if len(alike) == 1:
            (code,) = alike
            # no other sound code is one such slip away from a code with a check character
            if code_fault("label", normalised(code)) is None:
                return Reading(code, "check")
        return None

    def near(self, typed: str, among: Iterable[str], *, most: int) -> list[str]:
        """Codes of `among` that one slip of a finger makes the text, for a person to look at.

        A slip is one character wrong, missing, added, or two swapped; 0 for O is none at all.
        """
        text = _folded(typed)
        if len(text) < self._least:
            return []
        forms = {code: _folded(code) for code in sorted(set(among) & self._codes)}
        found = extract(text, forms, scorer=OSA.distance, score_cutoff=_NEAR, limit=most)
        return [str(code) for _, _, code in found]

    def _within(self, typed: str) -> set[str]:
        """Registered codes among the pieces of a text, alone or side by side."""
        pieces = _PIECES.findall(typed)
        found: set[str] = set()
        for first in range(len(pieces)):
            for last in range(first + 1, min(first + _MOST_PIECES, len(pieces)) + 1):
                form = normalised("".join(pieces[first:last]))
                if len(form) >= self._least:
                    found |= self._spelled.get(form, set())
        return found


def _folded(text: str) -> str:
    return normalised(text).translate(_CONFUSED)
