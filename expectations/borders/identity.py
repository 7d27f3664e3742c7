"""An identity: two sums that must be equal to the fen, read on the two sides of a border.

Keep out: where the sums come from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, TypeAlias

import msgspec

#: fen by part, whatever names the part (a code, or platform and order); None = unknown
Parts: TypeAlias = Mapping[Any, int | None]


class Amounts(NamedTuple):
    """Gross and refunds of one thing, in fen."""

    gross_fen: int
    refund_fen: int


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """Two sums in fen; `difference_fen` is never negative.

    Where the sides are compared part by part, it is the sum of the parts' differences, so that
    two errors of opposite sign do not hide each other.
    """

    name: str
    left_fen: int
    right_fen: int
    difference_fen: int


class Border(msgspec.Struct, frozen=True, kw_only=True):
    """A border is closed where every identity is; its difference is the largest of theirs."""

    name: str
    difference_fen: int
    identities: list[Identity]


def equal(name: str, left_fen: int, right_fen: int) -> Identity:
    """One sum on each side."""
    return Identity(
        name=name,
        left_fen=left_fen,
        right_fen=right_fen,
        difference_fen=abs(left_fen - right_fen),
    )


def equal_by_part(name: str, left: Parts, right: Parts) -> Identity:
    """The same parts on each side; a part that one side lacks counts with all it has.

    An unknown amount (None) equals only an unknown amount: against a number, even 0, it counts as
    at least a fen, for unknown must never be printed as 0.
    """
    difference = sum(
        _part_difference(left.get(key, 0), right.get(key, 0)) for key in {*left, *right}
    )
    return Identity(
        name=name,
        left_fen=sum(value or 0 for value in left.values()),
        right_fen=sum(value or 0 for value in right.values()),
        difference_fen=difference,
    )


def border(name: str, identities: list[Identity]) -> Border:
    """The border that these identities make."""
    return Border(
        name=name,
        difference_fen=max(identity.difference_fen for identity in identities),
        identities=identities,
    )


def _part_difference(left: int | None, right: int | None) -> int:
    if left is None or right is None:
        return 0 if left == right else max(1, abs((left or 0) - (right or 0)))
    return abs(left - right)
