"""The truth about every line: what it was, who sold it, where it came from, who grew it.

It is taken from how the line was made. No register is read: whether the registers are good
enough to find the truth is what the truth is for.
Keep out: registers, files.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date, datetime
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from connectors.places.regions import code_on
from connectors.sandbox.doubts import doubt_of
from connectors.sandbox.geography import hunan_counties, prefecture_of
from connectors.sandbox.hashing import Draw
from connectors.sandbox.mixtures import sources_on
from connectors.sandbox.records import (
    WorldItem,
    WorldLine,
    WorldOrder,
    WorldShop,
    WorldSku,
    WorldSource,
)
from connectors.sandbox.world import World

LineIds = Literal["wire", "file"]

_STATES = {
    "unpaid": "unpaid",
    "closed_unpaid": "closed",
    "deposit_paid": "deposit",
    "deposit_forfeited": "deposit",
}
_PROVINCE = "43"
_MUST_HAVE_CODE = ("O1", "O2-code", "O3-code", "O3-box")


class TruthRow(NamedTuple):
    """One share of one line. `paid_fen` is the whole line's, repeated on each of its shares.

    Codes of counties are those in force on the booking day (the day of creation where nothing
    was booked), "" outside the province. `origin_resolvable_level` is the finest level that the
    world's evidence proves: an estimate by shares (O2) proves the county only. `doubt` says of
    what counts as a sale by its state that it is none: brushing, or the double of another.
    """

    platform: str
    order_id: str
    line_id: str
    share_no: int
    share_ppm: int
    sale_state: str
    goods_class: str
    flow: str
    seller_county_code: str
    origin_county_code: str
    village_code: str
    household_code: str
    seller_resolvable: int
    origin_resolvable_level: str
    doubt: str
    paid_fen: int
    booked_at: datetime | None


def truth_rows(
    world: World,
    *,
    start: datetime,
    end: datetime,
    now: datetime,
    line_ids: LineIds = "wire",
    file_shops: Container[str] = (),
) -> Iterator[TruthRow]:
    """The truth of every line of orders created in `[start, end)`, in the state of `now`.

    `line_ids`: as the platforms' servers tell them, or as a reader of export files numbers them
    (order id, dash, row of the order from 1). `file_shops` are read from files in any case.
    """
    for shop in world.shops:
        ids: LineIds = "file" if shop.shop_id in file_shops else line_ids
        yield from shop_truth_rows(world, shop, start=start, end=end, now=now, line_ids=ids)


def shop_truth_rows(
    world: World,
    shop: WorldShop,
    *,
    start: datetime,
    end: datetime,
    now: datetime,
    line_ids: LineIds = "wire",
) -> Iterator[TruthRow]:
    """The same for one shop."""
    skus = {sku.sku_id: (item, sku) for item in world.items(shop.shop_id) for sku in item.skus}
    index = world.orders(shop.shop_id, by="created", start=start, end=end, now=now)
    for order in index.oldest_first(0, index.total):
        doubt = doubt_of(world, shop, order, now=now) if order.state not in _STATES else ""
        yield from _order_rows(world, shop, order, skus, line_ids, doubt)


def _order_rows(
    world: World,
    shop: WorldShop,
    order: WorldOrder,
    skus: dict[str, tuple[WorldItem, WorldSku]],
    line_ids: LineIds,
    doubt: str,
) -> Iterator[TruthRow]:
    state = _STATES.get(order.state, "sale")
    booked_at = order.paid_at if state == "sale" else None
    on = (booked_at or order.created_at).date()
    seller = _code(seller_county(shop, on), on)
    for number, line in enumerate(order.lines, 1):
        item, sku = skus[line.sku_id]
        level = proved_level(shop, item, line, by_file=line_ids == "file")
        sources = sources_on(item, sku, on)
        if is_beyond_household(item, on):
            level, sources = "none", (bought_up(world, sku),)
        for share_no, source in enumerate(sources, 1):
            yield TruthRow(
                platform=shop.platform,
                order_id=order.order_id,
                line_id=line.line_id if line_ids == "wire" else f"{order.order_id}-{number}",
                share_no=share_no,
                share_ppm=source.share_ppm,
                sale_state=state,
                goods_class=item.goods_class,
                flow=shop.trade_flow,
                seller_county_code=seller,
                origin_county_code=_code(source.county_code, on),
                village_code=source.village_code,
                household_code=source.household_code,
                seller_resolvable=int(is_seller_proved(shop)),
                origin_resolvable_level=level,
                doubt=doubt,
                paid_fen=line.line_paid_fen,
                booked_at=booked_at,
            )


def is_beyond_household(item: WorldItem, on: date) -> bool:
    """Whether the household of the item's codes had nothing of its own left to sell that day."""
    return item.sold_out_on is not None and on >= item.sold_out_on


def bought_up(world: World, sku: WorldSku) -> WorldSource:
    """Where goods come from that are sold under a household's code but were bought up elsewhere."""
    draw = Draw(world.seed, "bought up", sku.sku_id)
    own = sku.sources[0].county_code
    county = draw.pick([c.region_code for c in hunan_counties() if c.region_code != own])
    whole = msgspec.structs.replace(sku.sources[0], county_code=county, share_ppm=1_000_000)
    return msgspec.structs.replace(whole, producer_code="", household_code="", village_code="")


def seller_county(shop: WorldShop, on: date) -> str:
    """Where the shop was run on that day, in the codes of June 2020."""
    if shop.moved_on is not None and on < shop.moved_on:
        return shop.earlier_county_code
    return shop.county_code


def is_seller_proved(shop: WorldShop) -> bool:
    """Whether the registers prove the shop's county, and it lies in the province.

    The place that it ships from proves it only together with the known prefecture (S4).
    """
    if not shop.county_code.startswith(_PROVINCE):
        return False
    if shop.seller_path == "S4":
        return shop.known_region_code == prefecture_of(shop.county_code).region_code
    return shop.seller_path in ("S1", "S2", "S3") and shop.known_region_code == shop.county_code


def proved_level(
    shop: WorldShop, item: WorldItem, line: WorldLine, *, by_file: bool = False
) -> str:
    """The finest level that the evidence on this line proves; less where its code is missing.

    A mistyped code still counts as evidence: to read it wrongly is the reader's fault. An export
    file carries the merchant's code and no item: neither its attribute nor its match is there.
    """
    is_coded = item.origin_path.startswith(_MUST_HAVE_CODE)
    if item.origin_level == "none":
        return "none"
    if (line.merchant_code and is_coded) or not (is_coded or by_file):
        return item.origin_level
    if shop.is_own_produce:
        return "village"
    return "county" if item.origin_text and not by_file else "none"


@cache
def _code(code: str, on: date) -> str:
    """The code of that day; "" for a place outside the province."""
    return (code_on(code, on) or code) if code.startswith(_PROVINCE) else ""
