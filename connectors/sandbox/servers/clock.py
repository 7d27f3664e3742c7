"""The sandbox's clock: what time it is in the province, and how that time moves.

Keep out: limits measured against the clock (each platform's gate), the world.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta


class SandboxClock:
    """Naive Beijing time in whole seconds.

    running: starts at `now` and goes as fast as real time. frozen: moves only by `set`.
    tick: each request moves it by `tick_seconds`, so rows move while a client pages, and the same
    requests in the same order always see the same rows.
    """

    def __init__(
        self,
        now: datetime,
        *,
        frozen: bool = False,
        tick_seconds: int = 0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if frozen and tick_seconds:
            raise ValueError("a clock is either frozen or moved by requests, not both")
        self._start = now.replace(microsecond=0)
        self._running = not frozen and not tick_seconds
        self._tick = timedelta(seconds=tick_seconds)
        self._monotonic = monotonic
        self._since = monotonic()

    def now(self) -> datetime:
        """The time now."""
        if not self._running:
            return self._start
        return self._start + timedelta(seconds=int(self._monotonic() - self._since))

    def request_came(self) -> datetime:
        """The time at which the request that has just come in is answered."""
        self._start += self._tick
        return self.now()

    def set(self, now: datetime, *, frozen: bool | None = None) -> None:
        """Go to `now`; with `frozen` given also stop there (True) or run on (False)."""
        self._start = now.replace(microsecond=0)
        self._since = self._monotonic()
        if frozen is not None:
            self._running = not frozen
            self._tick = timedelta()
