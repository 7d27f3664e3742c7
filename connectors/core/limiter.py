"""One rate limit for each app key, over all threads and feeds of this process.

Platforms count calls by application, not by connection, so two feeds with one key share a bucket.
Keep out: retries, quotas of a day.
"""

from __future__ import annotations

import math
import threading

from pyrate_limiter import InMemoryBucket, Limiter, Rate
from pyrate_limiter.clocks import MonotonicClock
from pyrate_limiter.limiter import SingleBucketFactory

_LEAK_EVERY = 500


class CallLimit:
    """Lets at most `requests_per_second` calls through; `wait` blocks until it is our turn."""

    def __init__(self, requests_per_second: float) -> None:
        calls = max(1, math.floor(requests_per_second))
        interval_ms = math.ceil(1000 * calls / requests_per_second)
        self._bucket = InMemoryBucket([Rate(calls, interval_ms)])
        # no leak thread: a process that reads a feed should end when its work is done
        self._limiter = Limiter(SingleBucketFactory(self._bucket, schedule_leak=False), buffer_ms=1)
        self._calls = 0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Return when the next call may go out."""
        self._limiter.try_acquire("call")
        with self._lock:
            self._calls += 1
            is_due = self._calls % _LEAK_EVERY == 0
        if is_due:
            self._bucket.leak(MonotonicClock().now())


_LIMITS: dict[tuple[str, str, float], CallLimit] = {}
_LIMITS_LOCK = threading.Lock()


def limit_for(platform: str, app_key: str, requests_per_second: float) -> CallLimit:
    """The one limit of this application on this platform."""
    key = (platform, app_key, requests_per_second)
    with _LIMITS_LOCK:
        if key not in _LIMITS:
            _LIMITS[key] = CallLimit(requests_per_second)
        return _LIMITS[key]
