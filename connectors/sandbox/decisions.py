"""What people decided about lines whose evidence named two counties.

Some of June's contested lines have been looked at, the others still wait.
Keep out: registers that do not speak of single lines.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import datetime

from connectors.sandbox.geography import place_text
from connectors.sandbox.records import WorldItem
from connectors.sandbox.spoiling import renamed_text
from connectors.sandbox.truth import LineIds
from connectors.sandbox.world import World

DECISION_COLUMNS = (
    "platform",
    "order_id",
    "line_id",
    "decided_county_code",
    "reason",
    "valid_from",
    "valid_to",
)
_JUNE = (datetime(2020, 6, 1), datetime(2020, 6, 21))
_SEEN_BY = datetime(2020, 6, 28)
#: every so many of the contested lines has been decided
_EVERY = 3


def decision_rows(
    world: World, *, line_ids: LineIds, file_shops: Container[str] = ()
) -> Iterator[dict[str, str]]:
    """The decisions on contested lines of orders created on 1–20 June 2020."""
    for shop in world.shops:
        ids = "file" if shop.shop_id in file_shops else line_ids
        contested = {item.item_id: item for item in world.items(shop.shop_id) if is_contested(item)}
        if not contested:
            continue
        index = world.orders(shop.shop_id, by="created", start=_JUNE[0], end=_JUNE[1], now=_SEEN_BY)
        found = [
            (order, number, line)
            for order in index.oldest_first(0, index.total)
            for number, line in enumerate(order.lines, 1)
            if line.item_id in contested and order.paid_at is not None
        ]
        for order, number, line in found[::_EVERY]:
            county = contested[line.item_id].skus[0].sources[0].county_code
            yield {
                "platform": shop.platform,
                "order_id": order.order_id,
                "line_id": line.line_id if ids == "wire" else f"{order.order_id}-{number}",
                "decided_county_code": county,
                "reason": "已核对发货记录，平台产地属性填写有误（示例）",
                "valid_from": "",
                "valid_to": "",
            }


def is_contested(item: WorldItem) -> bool:
    """Whether the item's attribute names another county than its register does."""
    if not item.product_code or not item.origin_text:
        return False
    counties = {source.county_code for source in item.skus[0].sources}
    if len(counties) > 1:
        return False  # nobody decides on one county for goods that come from two
    county = counties.pop()
    return item.origin_text not in (place_text(county), renamed_text(county))
