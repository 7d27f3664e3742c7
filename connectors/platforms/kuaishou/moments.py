"""Kuaishou's times, Unix milliseconds, to naive Beijing times; 0 is no time.

Keep out: windows, what any time means.
"""

from __future__ import annotations

from datetime import datetime

from connectors.core.cells import rejected
from connectors.core.times import beijing_from_epoch_ms


def optional_moment(value: int | str | None, field: str) -> datetime | None:
    """The time, cut to the second; null where absent or 0.

    Raises:
        RecordRejected: not a number of milliseconds.
    """
    if value in (None, "", 0, "0"):
        return None
    moment = readable_moment(value)
    if moment is None:
        raise rejected(f"bad_time:{field}", f"{field} is not a number of milliseconds")
    return moment


def required_moment(value: int | str | None, field: str) -> datetime:
    """The time, cut to the second.

    Raises:
        RecordRejected: absent, or not a number of milliseconds.
    """
    moment = optional_moment(value, field)
    if moment is None:
        raise rejected(f"missing:{field}", f"{field} is missing")
    return moment


def readable_moment(value: int | str | None) -> datetime | None:
    """For the times of a record in doubt: the time where it can be read, else null."""
    text = str(value or "")
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()):
        return None
    try:
        return beijing_from_epoch_ms(int(text))
    except ValueError:
        return None
