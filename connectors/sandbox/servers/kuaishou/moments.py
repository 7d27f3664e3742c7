"""Times as Kuaishou writes them: Unix milliseconds, 0 for none.

The world counts in seconds. Which millisecond of its second a thing happened in is a function of
that second alone, so that rows in the world's order are in the order of their milliseconds too.
Keep out: limits of windows (arguments).
"""

from __future__ import annotations

import zlib
from datetime import datetime, timedelta

_EPOCH = datetime(1970, 1, 1) + timedelta(hours=8)
_SECOND = timedelta(seconds=1)
_LAST_MS = 7_258_089_600_000


def stamp(moment: datetime | None) -> int:
    """The moment (naive Beijing, whole seconds) as the platform tells it."""
    if moment is None:
        return 0
    seconds = (moment - _EPOCH) // _SECOND
    return seconds * 1000 + _part(seconds)


def plain_stamp(moment: datetime) -> int:
    """The moment without a made-up part of its second: for the clock and the limits."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def moment_of(milliseconds: int) -> datetime | None:
    """The naive Beijing time; None beyond all sense."""
    if not 0 <= milliseconds <= _LAST_MS:
        return None
    return _EPOCH + timedelta(milliseconds=milliseconds)


def first_second(begin: int) -> datetime:
    """The first second whose things are stamped at `begin` or later."""
    seconds, rest = divmod(begin, 1000)
    return _EPOCH + _SECOND * (seconds + (_part(seconds) < rest))


def second_after(end: int) -> datetime:
    """The first second whose things are stamped later than `end`."""
    seconds, rest = divmod(end, 1000)
    return _EPOCH + _SECOND * (seconds + (_part(seconds) <= rest))


def second_of(milliseconds: int) -> datetime:
    """The second that the millisecond lies in."""
    return _EPOCH + _SECOND * (milliseconds // 1000)


def _part(seconds: int) -> int:
    return zlib.crc32(seconds.to_bytes(6, "big")) % 1000
