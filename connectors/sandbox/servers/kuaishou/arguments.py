"""The arguments of Kuaishou's lists and their limits.

Numbers may come as texts: clients send both. Source: platforms reference, section 7; the schemas
that ks-shop-python-sdk 0.3.0 carries. Keep out: what is answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from connectors.sandbox.servers.kuaishou.errors import invalid
from connectors.sandbox.servers.kuaishou.moments import plain_stamp

REACH = timedelta(days=90)
#: of orders searched by their change
CREATED_REACH = timedelta(days=240)
_DAY_MS = 86_400_000
_LARGEST = 2**63 - 1
_ORDER_NAMES = frozenset(
    {
        "orderViewStatus", "cpsType", "queryType", "sort", "beginTime", "endTime", "pageSize",
        "cursor",
    }
)  # fmt: skip
_REFUND_NAMES = frozenset(
    {
        "type", "queryType", "sort", "status", "beginTime", "endTime", "pageSize", "currentPage",
        "pcursor",
    }
)  # fmt: skip


class Search(msgspec.Struct, frozen=True):
    """A checked search of a list; both ends of the window are counted in."""

    begin: int
    end: int
    by_created: bool
    oldest_first: bool
    page_size: int
    # (milliseconds, id) of the last row given; None on the first page
    after: tuple[int, int] | None
    # orderViewStatus, or type and status of refunds
    view: int
    status: int | None = None
    cps_type: int = 0


def read_order_search(arguments: Mapping[str, object], now: datetime) -> Search:
    """The arguments of `open.order.cursor.list`. Raises KsRefusal."""
    _refuse_others(arguments, _ORDER_NAMES)
    begin, end = _window(arguments, now, longest_days=7)
    return Search(
        begin=begin,
        end=end,
        by_created=number(arguments, "queryType", 1, 2, default=1) == 1,
        oldest_first=number(arguments, "sort", 1, 2, default=1) == 2,
        page_size=number(arguments, "pageSize", 1, 50),
        after=_cursor(arguments, "cursor", begin, end),
        view=number(arguments, "orderViewStatus", 1, 7),
        cps_type=number(arguments, "cpsType", 0, 2, default=0),
    )


def read_refund_search(arguments: Mapping[str, object], now: datetime) -> Search:
    """The arguments of `open.seller.order.refund.pcursor.list`. Raises KsRefusal."""
    _refuse_others(arguments, _REFUND_NAMES)
    begin, end = _window(arguments, now, longest_days=1)
    number(arguments, "currentPage", 1, _LARGEST)
    status = number(arguments, "status", 10, 70) if "status" in arguments else None
    return Search(
        begin=begin,
        end=end,
        by_created=number(arguments, "queryType", 1, 2, default=1) == 1,
        oldest_first=number(arguments, "sort", 1, 2, default=1) == 2,
        page_size=number(arguments, "pageSize", 1, 100),
        after=_cursor(arguments, "pcursor", begin, end),
        view=number(arguments, "type", 8, 9),
        status=status,
    )


def number(
    arguments: Mapping[str, object],
    name: str,
    least: int,
    largest: int,
    *,
    default: int | None = None,
) -> int:
    """A whole number within its limits, as a JSON number or a text of one. Raises KsRefusal."""
    value = arguments.get(name, default)
    text = str(value)
    is_number = not isinstance(value, bool | float) and text.isascii() and text.isdigit()
    if not is_number or not least <= int(text) <= largest:
        raise invalid(name)
    return int(text)


def identifier(arguments: Mapping[str, object], name: str) -> str:
    """A required id as text. Raises KsRefusal."""
    return str(number(arguments, name, 1, _LARGEST))


def _window(
    arguments: Mapping[str, object], now: datetime, *, longest_days: int
) -> tuple[int, int]:
    begin = number(arguments, "beginTime", 0, _LARGEST)
    end = number(arguments, "endTime", 0, _LARGEST)
    if begin < plain_stamp(now - REACH):
        raise invalid("beginTime")
    if not begin < end <= begin + longest_days * _DAY_MS:
        raise invalid("endTime")
    return begin, end


def _cursor(
    arguments: Mapping[str, object], name: str, begin: int, end: int
) -> tuple[int, int] | None:
    text = arguments.get(name)
    if text == "":
        return None
    stamp, _, row_id = text.partition("_") if isinstance(text, str) else ("", "", "")
    if not (stamp.isascii() and stamp.isdigit() and row_id.isascii() and row_id.isdigit()):
        raise invalid(name)
    if not begin <= int(stamp) <= end:
        raise invalid(name)
    return int(stamp), int(row_id)


def _refuse_others(arguments: Mapping[str, object], known: frozenset[str]) -> None:
    for name in arguments:
        if name not in known:
            raise invalid(name)
