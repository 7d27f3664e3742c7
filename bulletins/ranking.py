"""Ranks areas by printed completion: ties share a rank, the next rank skips (1, 2, 2, 4).

Villages and households are never ranked; nothing here takes them.
Keep out: words about ranks.
"""

from __future__ import annotations

from collections.abc import Mapping

from bulletins.facts import Fact
from bulletins.figures import printed


def rank_by_rate(rates: Mapping[str, Fact]) -> dict[str, int]:
    """Ranks by area code, the highest printed rate first; areas without a rate get none."""
    known = {code: printed(rate) for code, rate in rates.items() if rate.raw is not None}
    return {
        code: 1 + sum(1 for other in known.values() if other > value)
        for code, value in known.items()
    }


def first_ranks(ranks: Mapping[str, int], limit: int) -> list[str]:
    """Codes of the first `limit` ranks, ties at the edge included, in order."""
    return sorted((c for c, r in ranks.items() if r <= limit), key=lambda c: (ranks[c], c))
