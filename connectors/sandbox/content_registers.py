"""What batches and boxes hold, as the box's registers have it: slips of delivery, parts of boxes.

Keep out: which goods are mixed (mixtures), other registers.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from connectors.sandbox.hashing import Draw
from connectors.sandbox.mixtures import part_code, sources_on
from connectors.sandbox.records import WorldItem, WorldShop
from connectors.sandbox.world import World

Row = dict[str, str]

DELIVERY_COLUMNS = (
    "delivery_no",
    "agreement_no",
    "producer_code",
    "product_code",
    "batch_code",
    "delivered_on",
    "quantity",
    "unit",
    "price_fen",
    "amount_fen",
    "voucher_kind",
    "voucher_no",
)
BOX_COLUMNS = ("box_code", "part_no", "product_code", "share_ppm", "valid_from", "valid_to")
_BATCHES = ("O1-batch", "O1-delivered")
_FIRST_DELIVERED = date(2019, 4, 1)
_DELIVERED_DAYS = 60
_WHOLE_DAY = timedelta(days=1)


def delivery_rows(world: World) -> Iterator[Row]:
    """The slips of every batch: a thousand 斤 in all, in two slips for each who delivered."""
    for shop, item in _items(world):
        if item.origin_path not in _BATCHES:
            continue
        draw = Draw(world.seed, "slips", shop.platform, shop.ordinal, item.item_id)
        for batch, sku in enumerate(item.skus):
            for place, source in enumerate(sku.sources):
                # a share in a million of a thousand 斤 is a thousandth of one: nothing is rounded
                first = source.share_ppm * draw.between(200, 800) // 1_000
                for slip, thousandths in enumerate((first, source.share_ppm - first)):
                    number = f"{item.product_code[2:]}{batch}{place}{slip}"
                    day = _FIRST_DELIVERED + timedelta(days=draw.below(_DELIVERED_DAYS))
                    yield {
                        "delivery_no": f"JF{number}",
                        "producer_code": source.producer_code,
                        "product_code": item.product_code,
                        "batch_code": sku.merchant_code,
                        "delivered_on": day.isoformat(),
                        "quantity": f"{thousandths // 1_000}.{thousandths % 1_000:03d}",
                        "unit": "斤",
                        "voucher_kind": "receipt",
                        "voucher_no": f"示例{number}",
                    }


def box_rows(world: World) -> Iterator[Row]:
    """The parts of every box in every version."""
    for _, item in _items(world):
        if item.origin_path != "O3-box":
            continue
        sku = item.skus[0]
        versions: list[tuple[date | None, date | None]] = [(item.repacked_on, None)]
        if item.repacked_on is not None:
            versions.insert(0, (None, item.repacked_on))
        for start, end in versions:
            day = end - _WHOLE_DAY if end else start or date.max
            for number, source in enumerate(sources_on(item, sku, day), 1):
                yield {
                    "box_code": sku.merchant_code,
                    "part_no": str(number),
                    "product_code": part_code(item, number),
                    "share_ppm": str(source.share_ppm),
                    "valid_from": start.isoformat() if start else "",
                    "valid_to": end.isoformat() if end else "",
                }


def part_rows(world: World) -> Iterator[tuple[Row, str]]:
    """The products that boxes hold, without a place, and the county that each comes from."""
    for _, item in _items(world):
        if item.origin_path != "O3-box":
            continue
        for number, source in enumerate(item.skus[0].sources, 1):
            row = {
                "product_code": part_code(item, number),
                "product_name": f"{item.title} 第{number}种",
                "goods_class": item.goods_class,
                "industry": item.industry,
                "evidence_kind": "product",
            }
            yield row, source.county_code


def _items(world: World) -> Iterator[tuple[WorldShop, WorldItem]]:
    for shop in world.shops:
        for item in world.items(shop.shop_id):
            if not item.copy_of:
                yield shop, item
