"""From the id of a figure to its basis: one pattern for each kind of figure of a monthly bulletin.

A section's new figures need their patterns in `money_ids`, `rate_ids` or `count_ids`; a test walks
through every id of a bulletin and fails where one has none. Keep out: reading marts.
"""

from __future__ import annotations

import re

from bulletins.errors import MissingFactsError
from bulletins.tracing.basis import Basis, Scope
from bulletins.tracing.count_ids import COUNTS
from bulletins.tracing.money_ids import AMOUNTS
from bulletins.tracing.rate_ids import RATES

# the first that fits wins: what is told in general stands last
PATTERNS = [*AMOUNTS, *RATES, *COUNTS]


def basis_of(fact_id: str, scope: Scope) -> Basis:
    """What the figure `fact_id` of an issue is made of.

    Raises MissingFactsError for an id of no known kind.
    """
    for pattern, make in PATTERNS:
        found = re.fullmatch(pattern, fact_id)
        if found:
            return make(found, scope)
    raise MissingFactsError(
        f"nothing says what a figure named {fact_id} is made of",
        where="bulletins/tracing/ids.py",
        advice="report this id; figures of this kind need a pattern there",
    )
