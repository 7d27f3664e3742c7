"""Which rows of the village table must not show their figures.

A row with one to four selling households is held back (保密). If that leaves a single hidden row,
the total would give it away, so the row with the next fewest households goes too.
Keep out: how a held-back figure looks (`figures.absent`).
Source: reference domain.md, part 6; bulletins.md, part B6.
"""

from __future__ import annotations

from collections.abc import Mapping

# cells of fewer households than this are held back
MINIMUM_HOUSEHOLDS = 5


def hidden_rows(households: Mapping[str, int | None]) -> frozenset[str]:
    """Codes of the rows to hold back, by selling households of each row (None = unknown)."""
    counts = {code: number for code, number in households.items() if number}
    small = {code for code, number in counts.items() if number < MINIMUM_HOUSEHOLDS}
    rest = sorted((number, code) for code, number in counts.items() if code not in small)
    if len(small) == 1 and rest:
        small.add(rest[0][1])
    return frozenset(small)
