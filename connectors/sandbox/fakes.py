"""Sales that are none: shops that buy from themselves, orders entered on a second platform as well.

Keep out: how many shops do so (dirt), what their orders hold (orders), the truth (doubts).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from connectors.sandbox.dirt import Dirt
from connectors.sandbox.hashing import Draw
from connectors.sandbox.records import WorldItem, WorldShop
from connectors.sandbox.volume import MINUTES, Brushing, day_number

#: brushing and doubling happen on these days
_FIRST_DAY, _DAYS = date(2020, 5, 3), 50
_DOUBLED_DAYS = 28
#: shops of a middling size, as shares of the platform's largest
_MIDDLING = (40_000, 300_000)
#: how long a shop buys from itself, and how often a minute
_BRUSHED_MINUTES = (20, 45)
_A_MINUTE = 2
#: the platform whose shops are doubled, and the one on which they are
_ORIGINALS, _COPIES = "taobao", "jd"


class Doubled(NamedTuple):
    """Between these minutes the orders of the shop `original_id` are entered again."""

    original_id: str
    first_minute: int
    end_minute: int


def brushings(seed: int, shops: Sequence[WorldShop], dirt: Dirt) -> dict[str, Brushing]:
    """The shops that buy from themselves for less than an hour of one day, by shop id."""
    draw = Draw(seed, "brushing")
    found: dict[str, Brushing] = {}
    for shop in _chosen(draw, shops, dirt.brushing_shops):
        minute = _minute(draw, 9 * 60, 20 * 60)
        end = minute + draw.between(*_BRUSHED_MINUTES)
        found[shop.shop_id] = Brushing(minute, end, _A_MINUTE)
    return found


def doubled_shops(seed: int, shops: Sequence[WorldShop], dirt: Dirt) -> dict[str, Doubled]:
    """The shops in which another's orders of four weeks stand as well, by shop id."""
    draw = Draw(seed, "doubled")
    busy = brushings(seed, shops, dirt)
    originals, copies = (
        _chosen(
            draw,
            [s for s in shops if s.platform == platform and s.shop_id not in busy],
            dirt.doubled_shops,
        )
        for platform in (_ORIGINALS, _COPIES)
    )
    found: dict[str, Doubled] = {}
    for original, copy in zip(originals, copies, strict=False):
        first = _minute(draw, 0, 0)
        end = first + _DOUBLED_DAYS * MINUTES
        found[copy.shop_id] = Doubled(original.shop_id, first, end)
    return found


def copies_of(items: Sequence[WorldItem], shop: WorldShop) -> tuple[WorldItem, ...]:
    """Another shop's items as this one has to list them to enter orders: own ids, same codes.

    What has sold out at home has no code here, so that none of its orders is entered again.
    """
    copies = []
    for place, item in enumerate(items):
        number = f"{shop.ordinal:03d}{50 + place:02d}"
        skus = tuple(
            msgspec.structs.replace(
                sku,
                sku_id=f"{sku.sku_id[:2]}{number}{sku.sku_id[7:]}",
                merchant_code="" if item.sold_out_on else sku.merchant_code,
            )
            for sku in item.skus
        )
        copies.append(
            msgspec.structs.replace(
                item,
                shop_id=shop.shop_id,
                item_id=f"{item.item_id[:2]}{number}{item.item_id[7:]}",
                copy_of=item.item_id,
                skus=skus,
            )
        )
    return tuple(copies)


def _chosen(draw: Draw, shops: Sequence[WorldShop], count: int) -> list[WorldShop]:
    """So many shops of a middling size that trade on all the days in question.

    Where all is a village's own produce by inspection, another shop's goods would show.
    """
    fit = [
        s
        for s in shops
        if _MIDDLING[0] <= s.weight_ppm <= _MIDDLING[1]
        and s.trade_flow == "up"
        and s.opened_on < _FIRST_DAY
        and s.closed_on is None
        and not s.is_own_produce
        and not s.is_station
    ]
    shuffled = sorted((draw.word(), place) for place in range(len(fit)))
    return [fit[place] for _, place in shuffled[:count]]


def _minute(draw: Draw, low: int, high: int) -> int:
    day = _FIRST_DAY + timedelta(days=draw.below(_DAYS - _DOUBLED_DAYS))
    return day_number(day) * MINUTES + draw.between(low, high)
