"""What a figure is made of: a choice of lines, other figures, rows of a register or of a mart.

Keep out: reading anything; which figure has which basis (`ids`).
"""

from __future__ import annotations

from typing import Literal

import msgspec

Measure = Literal[
    "gross",
    "refund",
    "net",
    "local_net",
    "line_count",
    "household_count",
    "village_count",
    "shop_count",
    # of shops only those with a payment above nothing
    "selling_shop_count",
]
Span = Literal["month", "cumulative"]
Axis = Literal["seller", "origin"]
Outcome = Literal["growth", "magnitude", "difference", "multiple"]


class Scope(msgspec.Struct, frozen=True):
    """The issue that a figure stands in: area, headline's indicator, month (1 to 12)."""

    area_code: str
    headline: str
    month: int


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
    # why it is pending, and the area or the shop (PLATFORM/SHOP) that has to be told
    pending_kind: str | None = None
    shop_area: str | None = None
    shop: str | None = None
    # places in the province that the figure holds; None: those of `level`
    leaves: tuple[str, ...] | None = None
    # months before the bulletin's
    months_back: int = 0
    # shops that answered for the month and for that of the year before, at equal refund age:
    # the month itself (now) or that of the year before (base)
    compared: Literal["now", "base"] | None = None


class Formula(msgspec.Struct, frozen=True, kw_only=True):
    """A figure worked out of others of the same bulletin, by their ids, in the order of `text`."""

    text: str
    operands: tuple[str, ...]


class Growth(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that compares two choices of lines; `outcome` says what of the two is printed."""

    text: str
    now: Choice
    base: Choice
    outcome: Outcome


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A target as its document sets it: a row of the register `programme_targets`.

    Of several indicators the first that has a target for the place counts.
    """

    indicators: tuple[str, ...]
    level: str
    code: str


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Records, one by one, whose number or amount makes a figure: a query of `listings`.

    `values` are bound to the query; `is_amount` tells a sum in fen from a count.
    """

    query: str
    text: str
    values: dict[str, str]
    is_amount: bool = False


class Ranking(msgspec.Struct, frozen=True, kw_only=True):
    """A rank: the place of an area among others by the completion that is printed.

    `region_set` names those others, "" all of its level; `is_near` leaves those of its prefecture.
    `completion` is the id of the figure that decides.
    """

    text: str
    indicator: str
    code: str
    region_set: str
    completion: str
    is_near: bool = False


class Vintage(msgspec.Struct, frozen=True, kw_only=True):
    """The cumulative up to the month before: as it was printed then, or how it was revised since.

    `choice` names its lines in the newer build.
    """

    text: str
    choice: Choice
    is_revision: bool


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that no sale line makes: the public mart and key that tell it, in Chinese words."""

    mart: str
    text: str


Basis = Choice | Formula | Growth | Target | Listing | Ranking | Vintage | Elsewhere
