"""The arguments of Suning's lists and their limits.

Both ends of an interval are inside it, and times are whole seconds. An argument whose effect the
sandbox lacks is refused. Source: platforms reference, section 3; the official pages of
`suning.custom.batchrejected.query` and `suning.custom.item.query` (30 days, three months).
Keep out: what is answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from connectors.sandbox.servers.suning import errors
from connectors.sandbox.servers.suning.errors import SuningRefusal
from connectors.sandbox.servers.wire import parse_time

REACH = timedelta(days=92)
LONGEST = timedelta(days=30)
INCLUSIVE = timedelta(seconds=1)
_LAST_PAGE, _LARGEST_PAGE = 99_999, 50


def refuse_unknown(arguments: Mapping[str, str], known: frozenset[str]) -> None:
    """Refuse arguments that would have no effect."""
    if not arguments.keys() <= known:
        raise SuningRefusal(errors.PARAMS)


def read_interval(
    arguments: Mapping[str, str], start_name: str, end_name: str, now: datetime
) -> tuple[datetime, datetime]:
    """Two required times, as a half-open window. Raises SuningRefusal."""
    if start_name not in arguments:
        raise SuningRefusal(errors.START_MISSING)
    if end_name not in arguments:
        raise SuningRefusal(errors.END_MISSING)
    start, end = parse_time(arguments[start_name]), parse_time(arguments[end_name])
    if start is None:
        raise SuningRefusal(errors.START_FORMAT)
    if end is None:
        raise SuningRefusal(errors.END_FORMAT)
    if end < start:
        raise SuningRefusal(errors.TIMES_WRONG)
    if end - start > LONGEST:
        raise SuningRefusal(errors.TOO_LONG)
    if start < now - REACH:
        raise SuningRefusal(errors.TOO_OLD)
    return start, end + INCLUSIVE


def read_page(arguments: Mapping[str, str]) -> tuple[int, int]:
    """Page number and size. Unless both are given they are 1 and 10, whatever the one says."""
    if not {"pageNo", "pageSize"} <= arguments.keys():
        return 1, 10
    number, size = arguments["pageNo"], arguments["pageSize"]
    if not _is_count(number, _LAST_PAGE):
        raise SuningRefusal(errors.PAGE)
    if not _is_count(size, _LARGEST_PAGE):
        raise SuningRefusal(errors.PAGE_SIZE)
    return int(number), int(size)


def _is_count(text: str, largest: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= largest
