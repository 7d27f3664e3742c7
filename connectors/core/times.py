"""Platform times in text to naive Beijing times.

Keep out: the clock, time zones other than Beijing's.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

#: epoch 0 in Beijing
_EPOCH = datetime(1970, 1, 1) + timedelta(hours=8)
_LAST = 253_402_271_999
_LENGTH = len("2020-06-01 00:00:00")


# the times of one record are looked at several times: for its window, its buyer, its columns
@lru_cache(maxsize=4_096)
def beijing_from_text(text: str) -> datetime:
    """`yyyy-MM-dd HH:mm:ss` (Beijing time) as a naive datetime.

    Raises:
        ValueError: another form, or no such moment.
    """
    # fromisoformat is ten times as fast as strptime but takes other forms too: the length and
    # the two separators leave only ours
    if len(text) != _LENGTH or text[10] != " " or text[4] != "-":
        raise ValueError("not a time of the form yyyy-MM-dd HH:mm:ss")
    return datetime.fromisoformat(text)


def text_from_beijing(moment: datetime) -> str:
    """The naive Beijing time as `yyyy-MM-dd HH:mm:ss`."""
    return moment.isoformat(sep=" ", timespec="seconds")


def beijing_from_epoch(seconds: int) -> datetime:
    """Unix seconds as naive Beijing time.

    Raises:
        ValueError: not a number of seconds between 1970 and 9999 (milliseconds, say).
    """
    if not 0 <= seconds <= _LAST:
        raise ValueError("not a number of seconds since 1970")
    return _EPOCH + timedelta(seconds=seconds)


def beijing_from_epoch_ms(milliseconds: int) -> datetime:
    """Unix milliseconds as naive Beijing time, cut to the second.

    Raises:
        ValueError: before 2001 or after 9999: a number that small counts seconds.
    """
    if milliseconds < 10**12:
        raise ValueError("not a number of milliseconds since 1970")
    return beijing_from_epoch(milliseconds // 1000)


def epoch_from_beijing(moment: datetime) -> int:
    """The naive Beijing time as Unix seconds."""
    return int((moment - _EPOCH).total_seconds())
