"""What a fault can do to the sandbox: change the world, its lists, a request, or an answer.

Keep out: any single fault.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from connectors.sandbox.servers.gateway import Answer, Arrival, Gateway

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.faults.views import Tamper


class Call(msgspec.Struct, frozen=True):
    """One request on its way to a platform."""

    platform: str
    gateway: Gateway
    book: TokenBook
    arrival: Arrival
    # naive Beijing time of the sandbox, and seconds of a clock that only goes forward
    now: datetime
    seconds: float

    @property
    def shop_id(self) -> str | None:
        """The shop whose access token stands in the request, or None."""
        sent = b" ".join(
            (self.arrival.query, self.arrival.body, *map(str.encode, self.arrival.headers.values()))
        )
        found = (s for s, token in self.book.standing() if token.encode() in sent)
        return next(found, None)


class Strikes:
    """How often a fault had its chance and how often it struck."""

    def __init__(self, every: int, most: int | None = None) -> None:
        if every < 1:
            raise ValueError("a fault strikes every so many times, at least every 1")
        self.every = every
        self.most = most
        self.chances = 0
        self.count = 0
        #: what a reader did that no reader may do
        self.complaints: list[str] = []

    def is_due(self) -> bool:
        """Count one chance; whether the fault strikes now (no more than `most` times)."""
        self.chances += 1
        if self.chances % self.every or self.count == self.most:
            return False
        self.count += 1
        return True

    def struck(self) -> None:
        """Count a strike that needed no chance."""
        self.count += 1


class Effect(NamedTuple):
    """What one fault does; a part that is None does nothing."""

    strikes: Strikes
    #: what truly happened otherwise, or how lists are served
    tamper: Tamper | None = None
    #: an answer instead of the gateway's
    before: Callable[[Call], Answer | None] | None = None
    #: what becomes of the gateway's answer
    after: Callable[[Call, Answer], Answer] | None = None
    #: called between two pulls, for faults that are a difference between two looks
    turn: Callable[[], None] | None = None


def is_records(call: Call, answer: Answer) -> bool:
    """Whether the answer holds records."""
    return call.gateway.lens.look(answer.body) is not None
