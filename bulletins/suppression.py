"""Which rows must not show their figures, and which others go with them.

A row that fewer than a minimum of households (or shops) stand behind is held back (保密). Whoever
has the total could work out what the held-back rows have together, so rows are added, those with
the fewest first, until at least two are held back that the minimum stands behind together. Where
that can't be reached, the total is held back too.
Keep out: how a held-back figure looks (`figures.absent`).
Source: reference domain.md, part 6; bulletins.md, part B6.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

# cells of fewer households than this are held back
MINIMUM_HOUSEHOLDS = 5
# and of what is pending, cells of fewer shops
MINIMUM_SHOPS = 3


class Hidden(msgspec.Struct, frozen=True):
    """Codes of the rows that are held back, and whether their total is."""

    rows: frozenset[str]
    total: bool


NOTHING_HIDDEN = Hidden(rows=frozenset(), total=False)


def hidden_rows(households: Mapping[str, int | None]) -> frozenset[str]:
    """Codes of the rows to hold back, by selling households of each row (None = unknown)."""
    counts = {code: number for code, number in households.items() if number}
    small = {code for code, number in counts.items() if number < MINIMUM_HOUSEHOLDS}
    rest = sorted((number, code) for code, number in counts.items() if code not in small)
    if len(small) == 1 and rest:
        small.add(rest[0][1])
    return frozenset(small)


def hidden_block(behind: Mapping[str, int], *, minimum: int) -> Hidden:
    """What to hold back of rows that close on a printed total.

    `behind` has every row with money, and how many households or shops stand behind it; rows
    without money are not in it.
    """
    hidden = {code for code, number in behind.items() if number < minimum}
    if not hidden:
        return NOTHING_HIDDEN
    rest = sorted((number, code) for code, number in behind.items() if code not in hidden)
    while not _is_safe(behind, hidden, minimum) and rest:
        hidden.add(rest.pop(0)[1])
    return Hidden(frozenset(hidden), not _is_safe(behind, hidden, minimum))


def _is_safe(behind: Mapping[str, int], hidden: set[str], minimum: int) -> bool:
    return len(hidden) > 1 and sum(behind[code] for code in hidden) >= minimum
