"""WeChat's times, Unix seconds as numbers or texts, to naive Beijing times; 0 is no time.

Keep out: windows, what any time means.
"""

from __future__ import annotations

from datetime import datetime

from connectors.core.cells import rejected
from connectors.core.times import beijing_from_epoch


def optional_moment(value: int | str | None, field: str) -> datetime | None:
    """The time; null where absent or 0.

    Raises:
        RecordRejected: not a number of seconds.
    """
    if value in (None, "", 0, "0"):
        return None
    text = str(value)
    if not (text.isascii() and text.isdigit()):
        raise rejected(f"bad_time:{field}", f"{field} is not a number of seconds")
    try:
        return beijing_from_epoch(int(text))
    except ValueError:
        raise rejected(f"bad_time:{field}", f"{field} is not a number of seconds") from None


def required_moment(value: int | str | None, field: str) -> datetime:
    """The time.

    Raises:
        RecordRejected: absent, or not a number of seconds.
    """
    moment = optional_moment(value, field)
    if moment is None:
        raise rejected(f"missing:{field}", f"{field} is missing")
    return moment


def readable_moment(value: int | str | None) -> datetime | None:
    """For the times of a record in doubt: the time where it can be read, else null."""
    text = str(value or "")
    if not (text.isascii() and text.isdigit()):
        return None
    try:
        return beijing_from_epoch(int(text))
    except ValueError:
        return None
