"""Unix seconds and the sandbox's naive Beijing time. Keep out: limits of windows."""

from __future__ import annotations

from datetime import datetime, timedelta

_EPOCH = datetime(1970, 1, 1, 8)


def seconds_of(moment: datetime | None) -> int:
    """Unix seconds; 0 where there is no time."""
    return 0 if moment is None else int((moment - _EPOCH).total_seconds())


def moment_of(seconds: int) -> datetime:
    """Naive Beijing time of Unix seconds up to the year 5000."""
    return _EPOCH + timedelta(seconds=seconds)
