"""The registered products, codes and shops that matching looks into, on one day.

Made of register rows by whoever reads them. Keep out: reading registers, deciding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from connectors.matching.codes import CodeBook
from connectors.matching.titles import Said, said


class Product(NamedTuple):
    """A registered product; `county_code` is "" where none is registered."""

    product_code: str
    product_name: str
    county_code: str
    goods_class: str


class ShopFacts(NamedTuple):
    """What registers know of a shop: its name, the counties of its place, its own products.

    `products` are the products that registers tie to it, each with the ids of the items that are
    known to be it; none where an agreement names the product and no item.
    """

    shop_name: str
    county_codes: frozenset[str]
    products: Mapping[str, frozenset[str]]


class Catalogue:
    """What there is to be matched with.

    `codes` are merchant codes with the product each leads to, "" for one that leads to none.
    """

    def __init__(
        self,
        products: Iterable[Product],
        codes: Mapping[str, str],
        shops: Mapping[tuple[str, str], ShopFacts],
        *,
        province_stem: str,
        least_code_length: int,
    ) -> None:
        self.products = {p.product_code: p for p in products}
        self.province_stem = province_stem
        self._shops = shops
        # shops type the product's own code as well
        self._leads = {code: code for code in self.products} | dict(codes)
        self.book = CodeBook(self._leads, least_length=least_code_length)
        self._by_county: dict[str, list[str]] = defaultdict(list)
        for product in self.products.values():
            self._by_county[product.county_code].append(product.product_code)
        self._codes_of: dict[str, list[str]] = defaultdict(list)
        for code, product_code in self._leads.items():
            self._codes_of[product_code].append(code)
        self._said: dict[tuple[str, str], Said] = {}

    def product_of(self, code: str) -> str:
        """The product that a registered code leads to, "" for none."""
        return self._leads[code]

    def shop(self, platform: str, shop_id: str) -> ShopFacts:
        """What registers know of a shop; nothing of one that is not registered."""
        return self._shops.get((platform, shop_id), ShopFacts("", frozenset(), {}))

    def codes_of(self, product_codes: Iterable[str]) -> list[str]:
        """Every code that leads to one of these products."""
        return [code for product in product_codes for code in self._codes_of[product]]

    def in_counties(self, county_codes: Iterable[str]) -> list[str]:
        """Products of these counties, by code."""
        return sorted(p for county in county_codes for p in self._by_county.get(county, ()))

    def name_said(self, product_code: str, shop_name: str) -> Said:
        """What a product's name says, read as a title of that shop."""
        return self._read(self.products[product_code].product_name, shop_name)

    def title_said(self, platform: str, shop_id: str, title: str) -> Said:
        """What a title of that shop says."""
        return self._read(title, self.shop(platform, shop_id).shop_name)

    def _read(self, text: str, shop_name: str) -> Said:
        key = (text, shop_name)
        if key not in self._said:
            self._said[key] = said(text, province_stem=self.province_stem, shop_name=shop_name)
        return self._said[key]
