"""Pinduoduo's business arguments: windows in Unix seconds, filters, pages.

Every method knows its arguments by name: one whose effect the sandbox lacks is refused.
Source: platforms reference, section 4 (APIs). Keep out: what is answered.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from connectors.sandbox.servers.pdd.errors import invalid, missing

if TYPE_CHECKING:
    from connectors.sandbox.servers.pdd.gate import PddCall

#: older orders are left out of every answer, without a word
REACH = timedelta(days=90)
LONGEST_CONFIRMED = timedelta(hours=24)
LONGEST_UPDATED = timedelta(minutes=30)
#: a window of changes ends this long before the platform's time
SETTLING = timedelta(minutes=3)
LARGEST_PAGE = 100
#: both ends of a window are inside it, and times are whole seconds
INCLUSIVE = timedelta(seconds=1)

_EPOCH = datetime(1970, 1, 1) + timedelta(hours=8)
_LAST_SECOND = 7_258_089_600
_MOST_PAGES = 1_000_000


def refuse_unknown(call: PddCall, known: Collection[str]) -> None:
    """Refuse an argument whose effect the sandbox does not have, rather than ignore it."""
    for name in sorted(call.params.keys() - set(known)):
        raise invalid(name, "the sandbox does not know this argument")


def read_window(call: PddCall, name: str, longest: timedelta) -> tuple[datetime, datetime]:
    """`start_<name>`..`end_<name>`, both required, as a half-open window."""
    start, end = _moment(call, f"start_{name}"), _moment(call, f"end_{name}")
    if end < start:
        raise invalid(f"end_{name}", f"lies before start_{name}")
    if end - start > longest:
        raise invalid(f"end_{name}", f"lies more than {longest} after start_{name}")
    return start, end + INCLUSIVE


def require_settled(call: PddCall, end: datetime) -> None:
    """A window of changes reaches no further than three minutes before now."""
    if end - INCLUSIVE > call.now - SETTLING:
        raise invalid("end_updated_at", "must lie at least 3 minutes before now")


def within_reach(call: PddCall, start: datetime) -> datetime:
    """Where the answer really begins."""
    return max(start, call.now - REACH)


def read_choice(call: PddCall, name: str, choices: Collection[int]) -> int:
    """A required number out of a few."""
    value = _whole(call, name)
    if value not in choices:
        raise invalid(name, f"must be one of {sorted(choices)}")
    return value


def read_page(call: PddCall) -> tuple[int, int]:
    """Page number (from 1) and page size (100 unless told)."""
    page = _whole(call, "page") if "page" in call.params else 1
    size = _whole(call, "page_size") if "page_size" in call.params else LARGEST_PAGE
    if not 1 <= page <= _MOST_PAGES:
        raise invalid("page", "begins with 1")
    if not 1 <= size <= LARGEST_PAGE:
        raise invalid("page_size", f"must be 1 to {LARGEST_PAGE}")
    return page, size


def read_flag(call: PddCall, name: str) -> bool:
    """An optional true or false."""
    text = call.params.get(name, "false")
    if text not in ("true", "false"):
        raise invalid(name, "must be true or false")
    return text == "true"


def read_text(call: PddCall, name: str) -> str:
    """A required text."""
    text = call.params.get(name)
    if not text:
        raise missing(name)
    return text


def _whole(call: PddCall, name: str) -> int:
    text = read_text(call, name)
    if not text.isascii() or not text.isdigit() or len(text) > len(str(_LAST_SECOND)):
        raise invalid(name, "must be a whole number")
    return int(text)


def _moment(call: PddCall, name: str) -> datetime:
    seconds = _whole(call, name)
    if seconds > _LAST_SECOND:
        raise invalid(name, "must be Unix seconds")
    return _EPOCH + timedelta(seconds=seconds)
