"""What every platform's gateway in the sandbox is, and what its author supplies.

A gateway is a pure answerer: a request as it arrived and the sandbox's time in, an answer out. It
owns its platform's protocol whole: signature, clock window, token, limits of windows and pages,
envelopes, error words (HTTP 200 where the platform answers so), masked buyers. It never raises
for a request, however broken: it refuses in the platform's own words.

To add a platform, write `servers/<platform>/gateway.py` with

    def make_gateway(world, book, throttle, *, lenient_clock=False) -> Gateway

and name the module in `registry.py`. Supply, beside `answer`:

- `paths`: exact paths, or prefixes that end in "/". Two platforms may share a path (JD's and
  Kuaishou's /oauth2/…): the request then goes to the one whose app key stands in it.
- `throttled` and `busy`: the platform's words for "too often" and "failed on our side, try again".
- `refused`: its words for the rarer refusals, or None where nobody knows them.
- `lens`: one Shape for each answer with records, the page of a list and the single record alike.

The order of checks is the platform's; where unknown: application, clock, signature, throttle
(`throttle.admits(app_key)`), token (`book.shop_of(token, now)`), arguments. `lenient_clock` admits
any readable timestamp. Refuse an argument whose effect the gateway lacks rather than ignore it.
Keep out: faults (they stand around gateways), the transport (app.py).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from connectors.sandbox.servers.lens import Lens

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.throttle import Throttle
    from connectors.sandbox.world import World

#: quota: the day's calls are used up. permission: the shop took the method back.
#: address: the caller's IP is on no whitelist. clock: the request's time is too far off.
#: cursor: the platform let a cursor go (platforms that page by cursors).
Why = Literal["quota", "permission", "address", "clock", "cursor"]


class Arrival(msgspec.Struct, frozen=True):
    """A request as it came. Names of headers are in lower case; the query is still encoded."""

    method: str
    path: str
    query: bytes
    headers: dict[str, str]
    body: bytes
    # made by the sandbox; platforms that tell a request id tell this one
    request_id: str


class Answer(msgspec.Struct, frozen=True):
    """What is sent back. A gateway leaves the last two alone: they are for faults of the line."""

    body: bytes
    content_type: str
    status: int = 200
    headers: dict[str, str] = msgspec.field(default_factory=dict)
    # the connection ends after so many bytes of the body; None: after the last
    cut_after: int | None = None
    # seconds between two pieces of PIECE_BYTES bytes
    pause_seconds: float = 0.0


#: how much is sent at once where the line is slow
PIECE_BYTES = 256


class Gateway(Protocol):
    """One platform's front door."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Exact paths, or prefixes that end in "/"."""
        ...

    @property
    def lens(self) -> Lens:
        """Where its answers hold records."""
        ...

    def answer(self, arrival: Arrival, now: datetime) -> Answer:
        """The answer at `now` (naive Beijing time)."""
        ...

    def throttled(self, arrival: Arrival) -> Answer:
        """The platform's refusal of a call that came too soon."""
        ...

    def busy(self, arrival: Arrival) -> Answer:
        """The platform's words for a fault of its own that passes."""
        ...

    def refused(self, arrival: Arrival, why: Why) -> Answer | None:
        """The platform's words for a rarer refusal; None where they are not known."""
        ...


class MakeGateway(Protocol):
    """How a platform's module makes its gateway."""

    def __call__(
        self, world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False
    ) -> Gateway:
        """A gateway over one world."""
        ...
