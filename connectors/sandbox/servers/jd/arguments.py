"""The arguments of JD's searches for orders, after-sale bills and items, and their limits.

Page and page size are texts in the order search and numbers in the two others.
Source: platforms reference, section 2. Keep out: what is answered.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from connectors.sandbox.servers.jd.errors import argument_invalid, argument_missing
from connectors.sandbox.servers.wire import parse_time

CREATED_REACH = timedelta(days=2 * 366)
MODIFIED_REACH = timedelta(days=92)
#: both ends of an interval are inside it, and times are whole seconds
INCLUSIVE = timedelta(seconds=1)


class OrderSearch(msgspec.Struct, frozen=True):
    """A checked order search, its interval as a half-open window."""

    by: Literal["created", "modified"]
    start: datetime
    end: datetime
    states: frozenset[str] | None
    fields: frozenset[str]
    page: int
    page_size: int
    newest_first: bool


def read_order_search(arguments: Mapping[str, object], now: datetime) -> OrderSearch:
    """The arguments of `jingdong.pop.order.search`. Raises JdArgumentError."""
    by: Literal["created", "modified"] = "created" if _is_one(arguments, "dateType") else "modified"
    start, end = read_interval(arguments, "start_date", "end_date")
    if end > _month_later(start):
        raise argument_invalid("end_date", "时间跨度不能超过一个月", "more than one month")
    if start < now - (CREATED_REACH if by == "created" else MODIFIED_REACH):
        reach = ("两年", "two years") if by == "created" else ("三个月", "three months")
        raise argument_invalid("start_date", f"不能早于{reach[0]}前", f"earlier than {reach[1]}")
    states = str(arguments.get("order_state") or "")
    return OrderSearch(
        by=by,
        start=start,
        end=end + INCLUSIVE,
        states=frozenset(states.split(",")) if states else None,
        fields=read_fields(arguments),
        page=_text_count(arguments, "page", 1_000_000),
        page_size=_text_count(arguments, "page_size", 100),
        newest_first=_is_one(arguments, "sortType"),
    )


class WareSearch(msgspec.Struct, frozen=True):
    """A checked search for items; without `fields` an item tells its usual ones."""

    fields: frozenset[str] | None
    page: int
    page_size: int
    largest_id_first: bool


def read_ware_search(arguments: Mapping[str, object]) -> WareSearch:
    """The arguments of `jingdong.ware.read.searchWare4Valid`. Raises JdArgumentError.

    The order without `orderField` and the largest page are in no document: the largest page that
    a published client asks for is 100.
    """
    if str(arguments.get("orderField") or "wareId") != "wareId":
        raise argument_invalid("orderField", "排序字段不支持", "the sandbox sorts by wareId only")
    fields = str(arguments.get("field") or "")
    return WareSearch(
        fields=frozenset(piece.strip() for piece in fields.split(",")) if fields else None,
        page=read_number(arguments, "pageNo", default=1, largest=1_000_000),
        page_size=read_number(arguments, "pageSize", default=10, largest=100),
        largest_id_first=str(arguments.get("orderType") or "desc") != "asc",
    )


def read_fields(arguments: Mapping[str, object]) -> frozenset[str]:
    """`optional_fields`: a required comma list."""
    text = arguments.get("optional_fields")
    if not isinstance(text, str) or not text:
        raise argument_missing("optional_fields")
    return frozenset(piece.strip() for piece in text.split(","))


def read_interval(
    arguments: Mapping[str, object], start_name: str, end_name: str
) -> tuple[datetime, datetime]:
    """Two required times in order, both inclusive."""
    start, end = _time(arguments, start_name), _time(arguments, end_name)
    if end < start:
        raise argument_invalid(end_name, "早于开始时间", f"before {start_name}")
    return start, end


def read_number(arguments: Mapping[str, object], name: str, *, default: int, largest: int) -> int:
    """A whole number from 1 to `largest`, as a JSON number or a text of one."""
    value = arguments.get(name, default)
    text = str(value)
    if isinstance(value, bool) or not text.isdigit() or not 1 <= int(text) <= largest:
        raise argument_invalid(name, f"应为1至{largest}", f"must be 1 to {largest}")
    return int(text)


def _text_count(arguments: Mapping[str, object], name: str, largest: int) -> int:
    if name not in arguments:
        raise argument_missing(name)
    if not isinstance(arguments[name], str):
        raise argument_invalid(name, "应为字符串", "must be a string")
    return read_number(arguments, name, default=1, largest=largest)


def _is_one(arguments: Mapping[str, object], name: str) -> bool:
    return str(arguments.get(name, "")) == "1"


def _time(arguments: Mapping[str, object], name: str) -> datetime:
    value = arguments.get(name)
    if value is None:
        raise argument_missing(name)
    moment = parse_time(str(value))
    if moment is None:
        raise argument_invalid(name, "时间格式错误", "must be yyyy-MM-dd HH:mm:ss")
    return moment


def _month_later(moment: datetime) -> datetime:
    """The same day and time of the next month, or that month's last day."""
    year, month = (moment.year + 1, 1) if moment.month == 12 else (moment.year, moment.month + 1)
    day = min(moment.day, calendar.monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)
