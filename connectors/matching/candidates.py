"""The registered products that an item's title may mean, with likeness and signs.

Likeness is of pairs of characters (rapidfuzz, token set): short Chinese names that differ in their
last character (糯米酒, 糯米粉) share few pairs, however many characters. Keep out: deciding.
"""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz.fuzz import token_set_ratio

from connectors.matching.catalogue import Catalogue, ShopFacts
from connectors.matching.offers import Candidate, Offer
from connectors.matching.rules import Rules
from connectors.matching.titles import Said


class Compared(NamedTuple):
    """One product against a title."""

    candidate: Candidate
    is_same_name: bool
    # what the title says and the product is not: another place, class or size
    is_contradicted: bool
    is_linked: bool
    # another item of the shop is known to be this product
    is_taken: bool
    core_length: int


def compare(offer: Offer, catalogue: Catalogue, rules: Rules) -> list[Compared]:
    """Every product that is worth a look, the likest first.

    Looked for among the shop's own registered products, those of its county, and those of the
    places that the title names.
    """
    shop = catalogue.shop(offer.platform, offer.shop_id)
    title = newest_said(offer, catalogue)
    if not title.core:
        return []
    named = {code for place in title.places for code in place}
    pool = {
        *shop.products,
        *catalogue.in_counties(shop.county_codes),
        *catalogue.in_counties(named),
    }
    found = [
        compared
        for code in sorted(pool & catalogue.products.keys())
        if (compared := _compared(code, offer, title, shop, catalogue)).candidate.likeness
        >= rules.likeness.least
    ]
    return sorted(found, key=_rank)


def newest_said(offer: Offer, catalogue: Catalogue) -> Said:
    """What the item's newest title says."""
    newest = offer.titles[-1] if offer.titles else ""
    return catalogue.title_said(offer.platform, offer.shop_id, newest)


def _rank(compared: Compared) -> tuple[bool, bool, float, str]:
    """The likest first; of equal ones those of the shop, then those nothing speaks against."""
    candidate = compared.candidate
    return (
        compared.is_contradicted,
        not compared.is_linked,
        -candidate.likeness,
        candidate.product_code,
    )


def _compared(
    code: str, offer: Offer, title: Said, shop: ShopFacts, catalogue: Catalogue
) -> Compared:
    product = catalogue.products[code]
    name = catalogue.name_said(code, shop.shop_name)
    against = _against(offer, title, name, product.county_code, product.goods_class)
    is_linked = code in shop.products
    signs = [
        *(["本店登记产品"] if is_linked else []),
        *(["产地与经营地同县"] if product.county_code in shop.county_codes else []),
        *against,
    ]
    return Compared(
        candidate=Candidate(
            product_code=code,
            product_name=product.product_name,
            county_code=product.county_code,
            likeness=round(likeness(title, name), 1),
            signs=tuple(signs),
        ),
        is_same_name=title.core == name.core,
        is_contradicted=bool(against),
        is_linked=is_linked,
        is_taken=bool(shop.products.get(code, frozenset()) - {offer.item_id}),
        core_length=len(name.core),
    )


def _against(
    offer: Offer, title: Said, name: Said, county_code: str, goods_class: str
) -> list[str]:
    """What the title says that the product is not, in Chinese."""
    found = []
    if any(not _may_mean(place, county_code, name) for place in title.places):
        found.append("标题另有地名")
    if offer.category_class and goods_class and offer.category_class != goods_class:
        found.append("平台类目与登记类别不符")
    if title.amounts and name.amounts and not title.amounts & name.amounts:
        found.append("规格不同")
    return found


def _may_mean(place: frozenset[str], county_code: str, name: Said) -> bool:
    """Whether a place named in a title is the product's, or one that holds it or its name says."""
    return any(
        code == county_code or (code.endswith("00") and county_code.startswith(code[:4]))
        for code in place
    ) or any(place & own for own in name.places)


def likeness(title: Said, name: Said) -> float:
    """0 to 100: how far the pairs of characters of two texts are the same, whatever their order."""
    return float(token_set_ratio(_pairs(title), _pairs(name)))


def _pairs(text: Said) -> str:
    pairs = [word[at : at + 2] for word in text.words for at in range(max(len(word) - 1, 1))]
    return " ".join(pairs)
