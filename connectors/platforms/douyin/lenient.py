r"""Douyin's numbers, ids and times, which come as numbers, as texts, and as texts in quotes.

The platform's own samples have all three ("698", 698, "\"698\""), so a field's type says nothing.
Source: platforms reference, section 5 (lenient parsing). Keep out: what a field means.
"""

from __future__ import annotations

from datetime import datetime

from connectors.core.cells import fen_cell, optional_fen_cell, rejected
from connectors.core.errors import RecordRejected
from connectors.core.times import beijing_from_epoch

Number = int | str


def bare(value: Number | None) -> str | None:
    """The value as text without the quotes around it; null where absent or blank."""
    if value is None:
        return None
    return str(value).strip().strip('"') or None


def fen(value: Number | None, field: str) -> int:
    """Integer fen that must be there: an amount that is missing is not 0."""
    return fen_cell(bare(value), field)


def readable_fen(value: Number | None) -> int | None:
    """For the amount of a quarantined record: fen where it can be read, else null."""
    try:
        return optional_fen_cell(bare(value), "amount")
    except RecordRejected:
        return None


def code(value: Number | None, field: str) -> int:
    """A state or type by its number; one that is missing stands for none of them."""
    text = bare(value)
    if text is None:
        raise rejected(f"missing:{field}", f"{field} is missing")
    try:
        return int(text)
    except ValueError:
        raise rejected(f"bad_code:{field}", f"{field} is not a number") from None


def optional_time(value: Number | None, field: str) -> datetime | None:
    """Unix seconds as naive Beijing time; null where absent or 0."""
    if bare(value) is None:
        return None
    seconds = code(value, field)
    if seconds == 0:
        return None
    try:
        return beijing_from_epoch(seconds)
    except ValueError:
        raise rejected(f"bad_time:{field}", f"{field} is not a time in Unix seconds") from None


def required_time(value: Number | None, field: str) -> datetime:
    """Unix seconds that must be there, as naive Beijing time."""
    moment = optional_time(value, field)
    if moment is None:
        raise rejected(f"missing:{field}", f"{field} is missing")
    return moment


def readable_time(value: Number | None) -> datetime | None:
    """For the times of a quarantined record: the time where it can be read, else null."""
    try:
        return optional_time(value, "time")
    except RecordRejected:
        return None
