"""The arguments of WeChat's lists and their limits, and the cursor that stands for a place.

Nobody knows how WeChat's `next_key` is made; what it does is known: it goes with the arguments of
the page before. Here it holds them and a position, so a row that leaves the window makes a gap.
Source: platforms reference, section 6; WeChat's pages of the lists. That both ends of a range are
inside it is from memory. Keep out: what is answered.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from connectors.sandbox.servers.wechat.errors import WechatRefusal
from connectors.sandbox.servers.wechat.orders import STATUSES

#: both ends of a range are inside it, and times are whole seconds
INCLUSIVE = timedelta(seconds=1)
_EPOCH = datetime(1970, 1, 1) + timedelta(hours=8)
_FAR_FUTURE = 7_258_089_600
_LONGEST_ORDERS = timedelta(days=7)
_LONGEST_AFTERSALES = timedelta(hours=24)
_AFTERSALES_A_PAGE = 50
_CURSOR = msgspec.json.Decoder(tuple[str, int])


class Search(msgspec.Struct, frozen=True):
    """A checked list call, its range as a half-open window."""

    by: Literal["created", "modified"]
    start: datetime
    end: datetime
    offset: int
    limit: int
    # what a cursor must have come with
    asked: str
    status: int | None = None

    def next_key(self, offset: int) -> str:
        """The cursor of the page that begins at `offset`."""
        return _cursor(self.asked, offset)


def read_order_search(arguments: Mapping[str, object]) -> Search:
    """The arguments of `order/list/get`. Raises WechatRefusal."""
    known = {"create_time_range", "update_time_range", "status", "page_size", "next_key"}
    _refuse_unknown(arguments, known)
    ranges = [name for name in ("create_time_range", "update_time_range") if name in arguments]
    if len(ranges) != 1:
        raise WechatRefusal(40097, "one of create_time_range, update_time_range")
    given = arguments[ranges[0]]
    if not isinstance(given, dict):
        raise WechatRefusal(47001, ranges[0])
    start, end = _range(given, "start_time", "end_time")
    if end - start > _LONGEST_ORDERS:
        raise WechatRefusal(40097, f"{ranges[0]} is longer than 7 days")
    status = _number(arguments, "status", None)
    if status is not None and status not in STATUSES:
        raise WechatRefusal(40097, "status")
    limit = _number(arguments, "page_size", 10) or 0
    if not 1 <= limit <= 100:
        raise WechatRefusal(40097, "page_size")
    asked = f"orders {ranges[0]} {start} {end} {status} {limit}"
    return Search(
        by="created" if ranges[0].startswith("create") else "modified",
        start=start,
        end=end + INCLUSIVE,
        offset=_offset(arguments, asked),
        limit=limit,
        asked=asked,
        status=status,
    )


def read_aftersale_search(arguments: Mapping[str, object]) -> Search:
    """The arguments of `aftersale/getaftersalelist`. Raises WechatRefusal."""
    stems = ("create", "update")
    known = {f"{edge}_{stem}_time" for edge in ("begin", "end") for stem in stems} | {"next_key"}
    _refuse_unknown(arguments, known)
    found = [stem for stem in stems if f"begin_{stem}_time" in arguments]
    if len(found) != 1:
        raise WechatRefusal(40097, "one of begin_create_time, begin_update_time")
    start, end = _range(arguments, f"begin_{found[0]}_time", f"end_{found[0]}_time")
    if end - start > _LONGEST_AFTERSALES:
        raise WechatRefusal(10020004)
    asked = f"aftersales {found[0]} {start} {end}"
    return Search(
        by="created" if found[0] == "create" else "modified",
        start=start,
        end=end + INCLUSIVE,
        offset=_offset(arguments, asked),
        limit=_AFTERSALES_A_PAGE,
        asked=asked,
    )


def read_item_page(arguments: Mapping[str, object]) -> tuple[int, int, str]:
    """Offset, limit and what a cursor must have come with, of `product/list/get`."""
    _refuse_unknown(arguments, {"status", "page_size", "next_key"})
    # 5: on sale; the sandbox has no item in another state
    if _number(arguments, "status", 5) != 5:
        raise WechatRefusal(40097, "status")
    limit = _number(arguments, "page_size", None)
    if limit is None or not 1 <= limit <= 30:
        raise WechatRefusal(40097, "page_size")
    asked = f"items {limit}"
    return _offset(arguments, asked), limit, asked


def item_key(asked: str, offset: int) -> str:
    """The cursor of the page of items that begins at `offset`."""
    return _cursor(asked, offset)


def text_argument(arguments: Mapping[str, object], name: str) -> str:
    """A required text; WeChat refuses an id that is sent as a number."""
    if name not in arguments:
        raise WechatRefusal(40097, name)
    value = arguments[name]
    if not isinstance(value, str):
        raise WechatRefusal(47001, name)
    return value


def _cursor(asked: str, offset: int) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode((asked, offset))).decode()


def _offset(arguments: Mapping[str, object], asked: str) -> int:
    key = arguments.get("next_key", "")
    if not isinstance(key, str):
        raise WechatRefusal(47001, "next_key")
    if not key:
        return 0
    try:
        came_with, offset = _CURSOR.decode(base64.urlsafe_b64decode(key))
    except (msgspec.MsgspecError, binascii.Error, ValueError):
        raise WechatRefusal(606006) from None
    if came_with != asked:
        raise WechatRefusal(606006)
    return offset


def _range(
    arguments: Mapping[str, object], start_name: str, end_name: str
) -> tuple[datetime, datetime]:
    start, end = (_number(arguments, name, None) for name in (start_name, end_name))
    if start is None or end is None or not 0 <= start <= end < _FAR_FUTURE:
        raise WechatRefusal(40097, f"{start_name}, {end_name}")
    return _EPOCH + timedelta(seconds=start), _EPOCH + timedelta(seconds=end)


def _number(arguments: Mapping[str, object], name: str, default: int | None) -> int | None:
    value = arguments.get(name, default)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise WechatRefusal(47001, name)
    return value


def _refuse_unknown(arguments: Mapping[str, object], known: set[str]) -> None:
    unknown = sorted(set(arguments) - known)
    if unknown:
        raise WechatRefusal(40097, f"the sandbox does not serve {', '.join(unknown)}")
