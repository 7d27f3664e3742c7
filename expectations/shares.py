"""Sharing a whole number by weight, so that the parts sum to it exactly.

Keep out: money of any kind in particular, rounding for print.
"""

from __future__ import annotations

from collections.abc import Mapping


def largest_remainder(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Share `total` by weight: parts sum to it exactly, ties fall to the first.

    Weights are not negative; where all are 0, every part is 0, so `total` must be 0 too.
    """
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    parts = {key: total * weight // whole for key, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda key: -(total * weights[key] % whole))
    for key in by_remainder[: total - sum(parts.values())]:
        parts[key] += 1
    return parts
