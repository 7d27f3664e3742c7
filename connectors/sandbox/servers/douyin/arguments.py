"""The arguments of Douyin's searches and their limits.

Source: platforms reference, section 5 (APIs). Keep out: what is answered.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

import msgspec

from connectors.sandbox.servers.douyin.errors import invalid, missing
from connectors.sandbox.servers.douyin.times import moment_of

REACH = timedelta(days=90)
LARGEST_PAGE = 100
DEEPEST = 50_000
DEEPEST_PRODUCTS = 10_000
#: times are whole seconds, and both ends of orders and cases are inside
_SECOND = timedelta(seconds=1)
_LATEST = 95_000_000_000
Arguments = dict[str, object]


class Search(msgspec.Struct, frozen=True):
    """A checked search, its interval as a half-open window; pages count from 0."""

    by: Literal["created", "modified"]
    start: datetime
    end: datetime
    newest_first: bool
    page: int
    size: int


def read_order_search(arguments: Arguments, now: datetime) -> Search:
    """The arguments of `order/searchList`. Raises DouyinRefusal."""
    order_by = arguments.get("order_by", "create_time")
    if order_by not in ("create_time", "update_time"):
        raise invalid("order_by", "应为create_time或update_time")
    by_update = any(name.startswith("update_time") for name in arguments)
    if by_update and order_by != "update_time":
        raise invalid("order_by", "按更新时间查询时应为update_time")
    known = {"order_by", "order_asc", "page", "size"}
    stem = "update_time" if by_update else "create_time"
    names = (f"{stem}_start", f"{stem}_end")
    _refuse_others(arguments, known | set(names))
    start, end = _interval(arguments, names, now)
    return Search(
        by="modified" if by_update else "created",
        start=start,
        end=end + _SECOND,
        newest_first=not _flag(arguments, "order_asc"),
        **_paging(arguments, first=0, deepest=DEEPEST),
    )


def read_case_search(arguments: Arguments, now: datetime) -> Search:
    """The arguments of `afterSale/List` by the time of the last change. Raises DouyinRefusal."""
    names = ("update_start_time", "update_end_time")
    _refuse_others(arguments, {*names, "order_by", "page", "size"})
    if names[0] not in arguments:
        raise missing(names[0])
    order_by = arguments.get("order_by")
    if order_by not in (["update_time asc"], ["update_time desc"]):
        raise invalid("order_by", "按更新时间查询时应为update_time")
    start, end = _interval(arguments, names, now)
    return Search(
        by="modified",
        start=start,
        end=end + _SECOND,
        newest_first=order_by == ["update_time desc"],
        **_paging(arguments, first=0, deepest=DEEPEST),
    )


def read_product_search(arguments: Arguments, now: datetime) -> Search:
    """The arguments of `product/listV2`: pages from 1, both ends of the window outside."""
    names = ("update_start_time", "update_end_time")
    _refuse_others(arguments, {*names, "page", "size"})
    start = _time(arguments, names[0]) if names[0] in arguments else moment_of(0)
    end = _time(arguments, names[1]) if names[1] in arguments else now + _SECOND
    return Search(
        by="modified",
        start=start + _SECOND,
        end=end,
        newest_first=True,
        **_paging(arguments, first=1, deepest=DEEPEST_PRODUCTS),
    )


def read_id(arguments: Arguments, name: str) -> str:
    """A required id, as a number or a text of one."""
    if name not in arguments:
        raise missing(name)
    return str(arguments[name])


def _interval(
    arguments: Arguments, names: tuple[str, str], now: datetime
) -> tuple[datetime, datetime]:
    start = _time(arguments, names[0]) if names[0] in arguments else now - REACH
    end = _time(arguments, names[1]) if names[1] in arguments else now
    if end <= start:
        raise invalid(names[1], "应晚于开始时间")
    if start < now - REACH - timedelta(days=1):
        raise invalid(names[0], "仅支持查询近90天")
    return start, end


def _time(arguments: Arguments, name: str) -> datetime:
    value = arguments[name]
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _LATEST:
        raise invalid(name, "应为秒级时间戳")
    return moment_of(value)


def _paging(arguments: Arguments, *, first: int, deepest: int) -> dict[str, int]:
    page = _count(arguments, "page", first, 1_000_000)
    size = _count(arguments, "size", 1, LARGEST_PAGE)
    if page * size > deepest:
        raise invalid("page", f"page*size不能超过{deepest}")
    return {"page": page - first, "size": size}


def _count(arguments: Arguments, name: str, least: int, most: int) -> int:
    if name not in arguments:
        raise missing(name)
    text = str(arguments[name])
    if isinstance(arguments[name], bool) or not text.isdigit() or not least <= int(text) <= most:
        raise invalid(name, f"应为{least}至{most}")
    return int(text)


def _flag(arguments: Arguments, name: str) -> bool:
    value = arguments.get(name, False)
    if not isinstance(value, bool):
        raise invalid(name, "应为布尔值")
    return value


def _refuse_others(arguments: Arguments, known: set[str]) -> None:
    """An argument whose effect the sandbox lacks is refused rather than ignored."""
    others = sorted(set(arguments) - known)
    if others:
        raise invalid(others[0], "沙箱不支持该参数")
