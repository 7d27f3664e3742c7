"""What a figure is made of: a choice of lines, or other figures of the same bulletin.

Keep out: reading anything; which figure has which basis (`ids`).
"""

from __future__ import annotations

from typing import Literal

import msgspec

Measure = Literal["gross", "refund", "net", "local_net", "line_count"]
Span = Literal["month", "cumulative"]
Axis = Literal["seller", "origin"]


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """Lines whose money (fen) or number makes a figure.

    `indicator` gives classes, flows, axis and region set; without one every line counts and
    `axis` must be told. `level` and `code` name the place; without `level` all places.
    """

    measure: Measure
    span: Span = "month"
    indicator: str | None = None
    axis: Axis | None = None
    level: str | None = None
    code: str | None = None
    platform: str | None = None
    goods_class: str | None = None
    grade: str | None = None
    # True: only what is pending, False: nothing that is pending, None: both
    is_pending: bool | None = None
    # places in the province that the figure holds; None: those of `level`
    leaves: tuple[str, ...] | None = None


class Formula(msgspec.Struct, frozen=True, kw_only=True):
    """A figure worked out of others of the same bulletin, by their ids, in the order of `text`."""

    text: str
    operands: tuple[str, ...]


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that no sale line makes: the public mart and key that tell it, in Chinese words."""

    mart: str
    text: str


Basis = Choice | Formula | Elsewhere
