"""Calls per second per app key, counted in the machine's own time.

Keep out: how a platform words its refusal.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable


class Throttle:
    """Lets `calls_per_second` calls of one key into any one second; None lets all in."""

    def __init__(
        self, calls_per_second: int | None, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit = calls_per_second
        self._monotonic = monotonic
        self._recent: dict[str, deque[float]] = {}

    def admits(self, app_key: str) -> bool:
        """Whether this call may pass; a refused call does not count."""
        if self._limit is None:
            return True
        now = self._monotonic()
        recent = self._recent.setdefault(app_key, deque())
        while recent and now - recent[0] >= 1:
            recent.popleft()
        if len(recent) >= self._limit:
            return False
        recent.append(now)
        return True
