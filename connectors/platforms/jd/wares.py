"""A shop's JD items as they are now, each with its category and the 产地 its seller chose.

The list tells attributes by number only; what a number means, and its value, stands in the
attributes of the item's category.
Source: README.md, "Items" (interface documents and one recorded answer).
Keep out: orders and refunds (feed.py, mapping.py).
"""

from __future__ import annotations

from datetime import datetime

from connectors.core.canonical_rows import ItemRow
from connectors.core.cells import rejected, text_cell
from connectors.core.keeping import Doubt, Place, keep
from connectors.core.paging import WindowReader
from connectors.core.privacy import version_key
from connectors.core.pulls import PullPlan, ShopHarvest
from connectors.core.times import beijing_from_epoch_ms
from connectors.platforms.jd import client as jd
from connectors.platforms.jd import records, settings
from connectors.platforms.jd.records import JdAttribute, JdWare


def pull_wares(client: jd.JdClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    """All items of a shop, on sale or not; the recycle bin is another interface's."""
    where = plan.where(shop_id)
    reader = WindowReader(
        lambda _, page: client.wares(
            {
                "field": records.WARE_FIELDS,
                # numbers are given once and rise: an item that changes stays in its place
                "orderField": "wareId",
                "orderType": "asc",
                "pageNo": page,
                "pageSize": settings.WARES_PAGE_SIZE,
            },
            shop_id,
            where=f"{where} page {page}",
        ),
        identify=lambda ware: str(ware.ware_id),
        version=lambda ware: version_key(None, ware),
        page_size=settings.WARES_PAGE_SIZE,
        where=where,
    )
    # all items are asked for, whatever the time: a window of one second can't be halved in vain
    found = reader.read(plan.window.first_second())
    harvest = ShopHarvest.empty("items")
    harvest.record_count = len(found)
    for ware in found:
        ware.shop_id = shop_id
        if ware.unreadable is None:
            ware.origin_text = _origin_of(ware, client, shop_id, where)
        map_ware(ware, harvest, source=f"{jd.WARES} shop {shop_id}")
    return harvest


def _origin_of(ware: JdWare, client: jd.JdClient, shop_id: str, where: str) -> str | None:
    """The item's 产地; null where it has none, or none that can be named."""
    filled = [p for p in [*(ware.multi_cate_props or ()), *(ware.props or ())] if p.attr_values]
    category = _category(ware)
    if not filled or category is None:
        return None
    told = client.attributes(category, shop_id, where=f"{where} category {category}")
    wanted = {str(a.id): a for a in told if a.name.strip() in settings.ORIGIN_ATTRIBUTES}
    for each in filled:
        attribute = wanted.get(str(each.attr_id))
        if attribute is not None and each.attr_values:
            return origin_text([str(value) for value in each.attr_values], attribute)
    return None


def origin_text(values: list[str], attribute: JdAttribute) -> str | None:
    """What the seller chose, by name; what he typed, as it stands.

    Several values give null, for the item then is from no one place; so does a number that the
    category does not explain.
    """
    if len(values) != 1:
        return None
    value = values[0].strip()
    named = {str(v.id): v.name.strip() for v in attribute.attr_value_list or ()}
    if value in named:
        return named[value] or None
    return None if not value or value.isdigit() else value


def map_ware(ware: JdWare, harvest: ShopHarvest, *, source: str) -> None:
    """Add an item to the harvest, or its quarantine row."""
    keep(
        ware,
        harvest,
        Place(settings.PLATFORM, "items", str(ware.ware_id), source),
        make=lambda digest: {"items": [_item_row(ware, digest)]},
        doubt=lambda: Doubt(None, None, None),
    )


def _item_row(ware: JdWare, digest: str) -> ItemRow:
    return ItemRow(
        platform=settings.PLATFORM,
        shop_id=ware.shop_id,
        item_id=str(ware.ware_id),
        # the item's own code, else its 货号; a sku's code comes with the order's line
        merchant_code=ware.outer_id or ware.item_num or None,
        title=ware.title,
        platform_category=text_cell(_category(ware)),
        item_origin_text=ware.origin_text,
        modified_at=_time(ware.modified),
        payload_sha256=digest,
    )


def _category(ware: JdWare) -> int | None:
    return ware.multi_category_id or ware.category_id


def _time(milliseconds: int | None) -> datetime | None:
    if milliseconds is None:
        return None
    try:
        return beijing_from_epoch_ms(milliseconds)
    except ValueError as error:
        raise rejected("bad_time:modified", f"modified is {error}") from error
