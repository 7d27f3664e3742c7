"""Minutes since the sandbox's epoch, and back.

Keep out: shops, days without trade.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

EPOCH = datetime(2019, 1, 1)


def minute_of(moment: datetime) -> int:
    """The whole minute that a naive Beijing moment lies in."""
    return (moment - EPOCH) // timedelta(minutes=1)


def moment_at(minute: int, second: int = 0) -> datetime:
    """The moment that many minutes and seconds after the epoch."""
    return EPOCH + timedelta(minutes=minute, seconds=second)


def day_at(minute: int) -> date:
    """The day that a minute lies in."""
    return moment_at(minute).date()
