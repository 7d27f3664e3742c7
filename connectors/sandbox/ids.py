"""Ids of orders, parents and refunds: they hold shop, minute and place, so any can be made again.

Keep out: what an order holds.
"""

from __future__ import annotations

_PLACES = 100_000
_SHOPS = 1_000
_ORDER = {"taobao": 4, "jd": 2}
_PARENT, _REFUND = 3, 7


def order_id(platform: str, ordinal: int, minute: int, place: int) -> str:
    """Eighteen digits; `place` counts the shop's orders of the minute from 0."""
    return _number(_ORDER[platform], ordinal, minute, place)


def parent_id(ordinal: int, minute: int, place: int) -> str:
    """The id of the order that JD split; `place` is that of its first part."""
    return _number(_PARENT, ordinal, minute, place)


def refund_id(ordinal: int, minute: int, place: int) -> str:
    """The id of an order's refund."""
    return _number(_REFUND, ordinal, minute, place)


def parse_order_id(platform: str, text: str) -> tuple[int, int, int] | None:
    """Ordinal, minute and place of an id of this platform; None for any other text."""
    if len(text) != 18 or not text.isascii() or not text.isdigit():
        return None
    body, ordinal = divmod(int(text[1:16]), _SHOPS)
    minute, place = divmod(body, _PLACES)
    return (ordinal, minute, place) if order_id(platform, ordinal, minute, place) == text else None


def _number(head: int, ordinal: int, minute: int, place: int) -> str:
    check = (minute * 31 + place * 17 + ordinal * 7) % 97
    return f"{head}{(minute * _PLACES + place) * _SHOPS + ordinal:015d}{check:02d}"
