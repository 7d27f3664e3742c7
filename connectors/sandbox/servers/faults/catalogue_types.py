"""What a fault is: its number and name, what it does, what a reader must make of it, and where.

Keep out: the faults themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

import msgspec

from connectors.sandbox.servers.faults.effects import Effect, Strikes

#: exact: every fen as in truth. held: what can't be read stands in quarantine, all the rest is
#: exact. loud: the pull or the shop fails, says why, and what did land is exact.
Outcome = Literal["exact", "held", "loud"]

#: platforms whose lists are paged by a cursor, for all or some of their kinds
CURSOR = frozenset({"wechat", "kuaishou"})
#: platforms whose order lists tell ids only: each record is asked for by itself
ONE_BY_ONE = frozenset({"wechat"})
ALL_KINDS = frozenset({"orders", "refunds", "items"})


class Limit(NamedTuple):
    """Where a fault does not apply, and why; an empty set means any.

    A kind may be narrowed by its windows: "orders/modified".
    """

    reason: str
    platforms: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()

    def covers(self, platform: str, kind: str, window_kind: str) -> bool:
        """Whether the fault does not apply there."""
        return (not self.platforms or platform in self.platforms) and (
            not self.kinds or bool({kind, f"{kind}/{window_kind}"} & self.kinds)
        )


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One switch."""

    number: int
    name: str
    group: str
    # what goes wrong, in one sentence
    what: str
    expected: Outcome
    # null: made at the transport, at the clock or on the disk by whoever tests it
    begin: Callable[[Strikes], Effect] | None = None
    # strikes every so many chances, and so often at most, unless told otherwise
    every: int = 1
    most: int | None = None
    limits: tuple[Limit, ...] = ()
    # platforms of which another outcome is due, with the reason
    elsewhere: dict[str, tuple[Outcome, str]] = {}

    def strikes(self, rhythm: str = "") -> Strikes:
        """A count of strikes from the beginning; `rhythm` is "every" or "every:most" or nothing.

        Told how often, there is no most unless that is told as well. Raises ValueError.
        """
        if not rhythm:
            return Strikes(self.every, self.most)
        every, _, most = rhythm.partition(":")
        if not every.isdigit() or not (most or "1").isdigit():
            raise ValueError(f"{rhythm!r} is no rhythm: write {self.name}:3 or {self.name}:3:8")
        return Strikes(int(every), int(most) if most else None)

    def not_applicable(self, platform: str, kind: str, window_kind: str) -> str | None:
        """Why the fault can't strike there, or None."""
        found = (limit for limit in self.limits if limit.covers(platform, kind, window_kind))
        return next((limit.reason for limit in found), None)

    def due(self, platform: str) -> Outcome:
        """What a reader must make of it."""
        return self.elsewhere.get(platform, (self.expected, ""))[0]


def only(kinds: str, reason: str) -> Limit:
    """A fault for these kinds alone (names with blanks between them)."""
    return Limit(reason, kinds=ALL_KINDS - set(kinds.split()))
