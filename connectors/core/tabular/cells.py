"""One cell of an export file or register, read exactly or not at all.

Spreadsheet guards come off here, ids stay text, money goes through Decimal to whole fen, times are
naive Beijing time. Source: platforms.md, section 9 (common reader rules). Keep out: columns.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

#: beyond a hundred million yuan an amount of one order is a slip (reliability.md, fault 43)
ABSURD_FEN = 10_000_000_000

_FORMULA_GUARD = re.compile(r'="?([^"]*)"?')
_SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d+")
_AMOUNT = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_COUNT = re.compile(r"(\d{1,9})(\.0+)?")
_TIME = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?"
)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0{1,2}:00(?::00)?)?")
_MONTH = re.compile(r"(\d{4})([-/.年])(\d{1,2})月?")
# Chinese input methods write digits and signs twice as wide
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3002: ord(".")}
_SPACES = "\ufeff\u3000\u00a0 \t\r\n"


class CellError(ValueError):
    """A cell can't be read exactly; `reason` is a short code, and the cell's text stays out."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def plain(value: object) -> str:
    """The cell as text: a spreadsheet's numbers in full, blanks and guards (`="…"`, `'`) off."""
    if isinstance(value, str):
        return _unguarded(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _plain_number(value)
    if isinstance(value, datetime | date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    return str(value)


def _unguarded(text: str) -> str:
    text = text.strip(_SPACES)
    if text.startswith("="):
        guarded = _FORMULA_GUARD.fullmatch(text)
        if guarded:
            text = guarded[1].strip(_SPACES)
    return text.removeprefix("'").strip(_SPACES)


def _plain_number(value: float) -> str:
    # a double holds 15 digits for certain: beyond, the spreadsheet has already lost some
    if abs(value) >= 10**15:
        return f"{value:E}"
    if value == int(value):
        return str(int(value))
    return format(Decimal(format(value, ".15g")), "f")


def narrow(text: str) -> str:
    """The text with full-width digits, letters and signs as ASCII: `１２３．５０` is 123.50."""
    return text if text.isascii() else text.translate(_NARROW)


def identifier(text: str, pattern: re.Pattern[str]) -> str:
    """An id as text. Raises CellError where a spreadsheet mangled it or it has another form."""
    text = narrow(text)
    if not text:
        raise CellError("id-missing")
    if _SCIENTIFIC.fullmatch(text):
        raise CellError("id-in-scientific-notation")
    if not pattern.fullmatch(text):
        raise CellError("id-malformed")
    return text


def fen(text: str) -> int | None:
    """An amount in yuan as whole fen, None where the cell is empty.

    Raises CellError for what is no amount, negative, absurd, or has parts of a fen.
    """
    if not text or text == "-":
        return None
    bare = narrow(text.removeprefix("¥").removeprefix("￥")).removesuffix("元").strip()
    if not _AMOUNT.fullmatch(bare):
        raise CellError("amount-unreadable")
    scaled = Decimal(bare.replace(",", "")) * 100
    whole = int(scaled)
    if whole != scaled:
        raise CellError("amount-finer-than-fen")
    if whole < 0:
        raise CellError("amount-negative")
    if whole >= ABSURD_FEN:
        raise CellError("amount-absurd")
    return whole


def count(text: str) -> int | None:
    """A whole number of pieces, None where the cell is empty. Raises CellError otherwise."""
    if not text:
        return None
    found = _COUNT.fullmatch(narrow(text))
    if not found:
        raise CellError("quantity-unreadable")
    return int(found[1])


def moment(text: str) -> datetime | None:
    """`yyyy-MM-dd HH:mm:ss` or `yyyy/M/d H:mm` as naive Beijing time, None where empty.

    Raises CellError for anything else, also for an hour 24 and for dates that don't exist.
    """
    if not text or text == "-":
        return None
    found = _TIME.fullmatch(narrow(text))
    if not found:
        raise CellError("time-unreadable")
    year, month, day, hour, minute, second = found.groups(default="0")
    try:
        return datetime(int(year), int(month), int(day), int(hour), int(minute), int(second))
    except ValueError:
        raise CellError("time-unreadable") from None


def day(text: str) -> date | None:
    """`yyyy-MM-dd`, `yyyy/M/d`, `yyyy.M.d` or `yyyy年M月d日` as a date, None where empty."""
    if not text:
        return None
    found = _DATE.fullmatch(narrow(text))
    if not found:
        raise CellError("date-unreadable")
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise CellError("date-unreadable") from None


def month(text: str) -> date | None:
    """`2020.6`, `2020-06`, `2020年6月` as the month's first day, None where empty.

    Raises CellError for anything else, and for `2020.1`: a spreadsheet that takes a month for a
    number drops its last zero, so that January and October look the same.
    """
    if not text:
        return None
    found = _MONTH.fullmatch(narrow(text))
    if not found:
        raise CellError("month-unreadable")
    if found[2] == "." and found[3] == "1":
        raise CellError("month-january-or-october")
    try:
        return date(int(found[1]), int(found[3]), 1)
    except ValueError:
        raise CellError("month-unreadable") from None
