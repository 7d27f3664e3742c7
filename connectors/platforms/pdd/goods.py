"""Pulls a shop's goods as they are now, each with its category and the 产地 its seller chose.

The list tells neither: the detail of each goods names category and properties, and a property's
number gets its name from the rule of the category.
Source: platforms reference, section 4 (APIs); the documents of the three interfaces.
Keep out: orders and refunds (feed.py), canonical rows (mapping.py).
"""

from __future__ import annotations

from connectors.core.paging import WindowReader
from connectors.core.privacy import version_key
from connectors.core.pulls import PullPlan, ShopHarvest
from connectors.platforms.pdd import client as pdd
from connectors.platforms.pdd import mapping, settings
from connectors.platforms.pdd.records import PddGoods, PddGoodsDetail


def pull_goods(client: pdd.PddClient, plan: PullPlan, shop_id: str) -> ShopHarvest:
    """All goods of a shop, on sale or not."""
    where = plan.where(shop_id)
    reader = WindowReader(
        lambda _, page: client.ask(
            pdd.GOODS,
            {"page": str(page), "page_size": str(settings.PAGE_SIZE)},
            shop_id,
            where=f"{where} page {page}",
        ),
        identify=lambda goods: str(goods.goods_id),
        version=lambda goods: version_key(None, goods),
        page_size=settings.PAGE_SIZE,
        where=where,
    )
    # the list has no times: a window of one second can't be halved in search of missing rows
    found = reader.read(plan.window.first_second())
    names = _OriginProperties(client, shop_id, where)
    harvest = ShopHarvest.empty("items")
    harvest.record_count = len(found)
    for goods in found:
        goods.shop_id = shop_id
        if goods.unreadable is None:
            _add_detail(goods, client, names, shop_id, where)
        mapping.map_goods(goods, harvest, source=f"{pdd.GOODS.method} shop {shop_id}")
    return harvest


def _add_detail(
    goods: PddGoods, client: pdd.PddClient, names: _OriginProperties, shop_id: str, where: str
) -> None:
    place = f"{where} goods {goods.goods_id}"
    detail = client.goods_detail(str(goods.goods_id), shop_id, where=place)
    goods.cat_id = detail.cat_id
    goods.outer_goods_id = detail.outer_goods_id
    goods.origin_text = _origin_text(detail, names)


def _origin_text(detail: PddGoodsDetail, names: _OriginProperties) -> str | None:
    """The value of the 产地 property, null where the goods have none."""
    told = [p for p in detail.goods_property_list or () if p.vvalue and p.vvalue.strip()]
    if not told or detail.cat_id is None:
        return None
    wanted = names.of(str(detail.cat_id))
    return next((p.vvalue.strip() for p in told if str(p.ref_pid) in wanted and p.vvalue), None)


class _OriginProperties:
    """The numbers that mean 产地, by category; each category is asked for once a pull."""

    def __init__(self, client: pdd.PddClient, shop_id: str, where: str) -> None:
        self._client = client
        self._shop_id = shop_id
        self._where = where
        self._held: dict[str, frozenset[str]] = {}

    def of(self, cat_id: str) -> frozenset[str]:
        """The numbers in this category."""
        if cat_id not in self._held:
            place = f"{self._where} category {cat_id}"
            properties = self._client.property_names(cat_id, self._shop_id, where=place)
            self._held[cat_id] = frozenset(
                str(p.ref_pid) for p in properties if p.name in settings.ORIGIN_PROPERTIES
            )
        return self._held[cat_id]
