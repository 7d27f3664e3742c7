"""Ids of orders, parents and refunds: they hold shop, minute and place, so any can be made again.

The letter that a merchant code ends with is made here too.

Keep out: what an order holds.
"""

from __future__ import annotations

from connectors.sandbox.clock import day_at

_PLACES = 100_000
_SHOPS = 1_000
#: the first digit of each platform's order ids
_ORDER = {"wechat": 1, "jd": 2, "taobao": 4, "douyin": 6, "suning": 8, "kuaishou": 9}
_PARENT, _REFUND = 3, 7
#: the platform whose order ids begin with the day: YYMMDD, a dash, fifteen digits
_DATED = "pdd"
_LENGTH = 18
#: minutes of some eighty years: the calendar goes no further
_LAST_MINUTE = 42_000_000


def check_letter(body: str) -> str:
    """A letter that shows one mistyped character: no typo of a code is another valid code."""
    return "ABCDEFGHJKLMNPQRSTUVWXYZ"[sum(ord(c) * (i + 3) for i, c in enumerate(body)) % 23]


def order_id(platform: str, ordinal: int, minute: int, place: int) -> str:
    """The platform's own form; `place` counts the shop's orders of the minute from 0.

    Eighteen digits, or a day and fifteen digits (Pinduoduo).
    """
    if platform == _DATED:
        return f"{day_at(minute):%y%m%d}-{_body(ordinal, minute, place):015d}"
    return _number(_ORDER[platform], ordinal, minute, place)


def parent_id(ordinal: int, minute: int, place: int) -> str:
    """The id of the order that JD split; `place` is that of its first part."""
    return _number(_PARENT, ordinal, minute, place)


def refund_id(ordinal: int, minute: int, place: int) -> str:
    """The id of an order's refund."""
    return _number(_REFUND, ordinal, minute, place)


def parse_order_id(platform: str, text: str) -> tuple[int, int, int] | None:
    """Ordinal, minute and place of an id of this platform; None for any other text."""
    digits = text.partition("-")[2] if platform == _DATED else text[1:16]
    length = _LENGTH + 4 if platform == _DATED else _LENGTH
    if len(text) != length or not digits.isascii() or not digits.isdigit():
        return None
    place = _place_of(digits)
    # a number beyond the calendar belongs to no order, whatever its day says
    is_possible = place[1] < _LAST_MINUTE
    return place if is_possible and order_id(platform, *place) == text else None


def dated_order_id(refund: str) -> str | None:
    """The dated id of the order that a refund id belongs to; None for any other text."""
    if len(refund) != _LENGTH or not refund.isascii() or not refund.isdigit():
        return None
    place = _place_of(refund[1:16])
    return order_id(_DATED, *place) if place[1] < _LAST_MINUTE else None


def _place_of(digits: str) -> tuple[int, int, int]:
    body, ordinal = divmod(int(digits), _SHOPS)
    minute, place = divmod(body, _PLACES)
    return ordinal, minute, place


def _body(ordinal: int, minute: int, place: int) -> int:
    return (minute * _PLACES + place) * _SHOPS + ordinal


def _number(head: int, ordinal: int, minute: int, place: int) -> str:
    check = (minute * 31 + place * 17 + ordinal * 7) % 97
    return f"{head}{_body(ordinal, minute, place):015d}{check:02d}"
