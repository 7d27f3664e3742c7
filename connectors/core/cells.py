"""Texts of a record to exact values, or RecordRejected with the reason.

Keep out: any platform's field names and states.
"""

from __future__ import annotations

from datetime import datetime
from typing import NoReturn

from connectors.core.drift import state_code
from connectors.core.errors import RecordRejected
from connectors.core.money import fen_from_yuan
from connectors.core.times import beijing_from_text

#: ¥ 100 million, in fen: no order of a shop, and no part of one, comes near
ABSURD_FEN = 10_000_000_000
#: most protocols state two places; a few prices make up most of a month, so their texts are read
#: once (a plain dict is twice as fast as lru_cache, and this is asked ten times an order)
_USUAL = 2
_MOST_SEEN = 32_768
_SEEN: dict[str, int] = {}

_ADVICE = "look the record up in the platform's back office; replay the quarantine after a fix"


def rejected(reason: str, what: str, *, amount_fen: int | None = None) -> RecordRejected:
    """The error for a record that can't be read exactly. `reason` is a short code for counting."""
    return RecordRejected(
        what, where="record", advice=_ADVICE, reason=reason, amount_fen=amount_fen
    )


def unknown_state(what: str, *states: object) -> RecordRejected:
    """The error for a record in a state that we don't know; the states' codes are counted."""
    return RecordRejected(
        what,
        where="record",
        advice=_ADVICE,
        reason="unknown_state",
        state=state_code(*states),
    )


def optional_fen(text: str | None, field: str, *, decimals: int = 2) -> int | None:
    """The yuan text as fen; null where the field is absent or blank.

    `decimals` is the number of places that the platform's protocol states.
    """
    if not text:
        return None
    if decimals == _USUAL and (seen := _SEEN.get(text)) is not None:
        return seen
    try:
        fen = fen_from_yuan(text, decimals=decimals)
    except ValueError:
        raise rejected(f"bad_amount:{field}", f"{field} is not an amount in yuan") from None
    if not -ABSURD_FEN < fen < ABSURD_FEN:
        _refuse_absurd(fen, field)
    if decimals == _USUAL:
        _remember(text, fen)
    return fen


def _remember(text: str, fen: int) -> None:
    if len(_SEEN) >= _MOST_SEEN:
        _SEEN.clear()
    _SEEN[text] = fen


def _refuse_absurd(fen: int, field: str) -> NoReturn:
    raise rejected(f"absurd_amount:{field}", f"{field} is {fen} fen, beyond any order")


def required_fen(text: str | None, field: str, *, decimals: int = 2) -> int:
    """The yuan text as fen."""
    fen = optional_fen(text, field, decimals=decimals)
    if fen is None:
        raise rejected(f"missing:{field}", f"{field} is missing")
    return fen


def optional_fen_cell(value: int | str | None, field: str) -> int | None:
    """Integer fen that a platform sends as a number or as its text; null where absent or blank."""
    if value is None or value == "":
        return None
    text = str(value)
    digits = text.removeprefix("-")
    # a bool is an int to Python, and isdigit takes the digits of other scripts
    if isinstance(value, bool) or not (digits.isascii() and digits.isdigit()):
        raise rejected(f"bad_amount:{field}", f"{field} is not a whole number of fen")
    fen = int(text)
    return fen if -ABSURD_FEN < fen < ABSURD_FEN else _refuse_absurd(fen, field)


def fen_cell(value: int | str | None, field: str) -> int:
    """Integer fen that must be there."""
    fen = optional_fen_cell(value, field)
    if fen is None:
        raise rejected(f"missing:{field}", f"{field} is missing")
    return fen


def text_cell(value: int | str | None) -> str | None:
    """An id or code as text; null where absent or blank."""
    return None if value is None or value == "" else str(value)


def optional_time(text: str | None, field: str, *, none: str = "") -> datetime | None:
    """The time, naive Beijing; null where absent, blank or the platform's sign for none."""
    if not text or text == none:
        return None
    try:
        return beijing_from_text(text)
    except ValueError:
        raise rejected(f"bad_time:{field}", f"{field} is not a time") from None


def required_time(text: str | None, field: str, *, none: str = "") -> datetime:
    """The time, naive Beijing."""
    moment = optional_time(text, field, none=none)
    if moment is None:
        raise rejected(f"missing:{field}", f"{field} is missing")
    return moment


def readable_fen(text: str | None, *, decimals: int = 2) -> int | None:
    """For the amount of a quarantined record: fen where it can be read, else null."""
    try:
        return fen_from_yuan(text, decimals=decimals) if text else None
    except ValueError:
        return None


def readable_time(text: str | None) -> datetime | None:
    """For the times of a quarantined record: the time where it can be read, else null."""
    try:
        return beijing_from_text(text) if text else None
    except ValueError:
        return None
