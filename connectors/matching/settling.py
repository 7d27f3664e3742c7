"""Decides what an item is: certain by a stated rule, doubtful with candidates, or nothing known.

The rules, in this order (docs/matching.md has what each was measured to bring):
1. the codes typed on its lines prove one registered code, or codes of one product, on enough lines;
2. its newest title is by name one registered product and no other, no other item of the shop has
   that name or is known to be that product, nothing speaks against it, and the product is the
   shop's own, or its county's with a name long enough to be nobody else's.
An item whose title has changed its goods is never certain: ids are used again for other goods.
Neither is a code or title that stands for an item (files that tell none): several may bear it.
Keep out: reading and writing, decisions of persons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from connectors.matching.candidates import Compared, compare, likeness, newest_said
from connectors.matching.catalogue import Catalogue
from connectors.matching.codes import Reading
from connectors.matching.offers import Candidate, Offer, Outcome
from connectors.matching.rules import Rules
from connectors.registers.vocabularies import MATCH_METHODS

_WHOLE_PPM = 1_000_000
_METHOD_OF = {
    "exact": "codes_of_item",
    "spelling": "code_mended",
    "within": "code_mended",
    "check": "code_check",
}


class Shelves:
    """How many items of each shop have the same name, so that one of several is none for certain.

    Made of (platform, shop, title) of every item of the shops, matched, sold or neither.
    """

    def __init__(self, titles: Iterable[tuple[str, str, str]], catalogue: Catalogue) -> None:
        self._counts = Counter(
            (platform, shop_id, catalogue.title_said(platform, shop_id, title).core)
            for platform, shop_id, title in titles
        )

    def is_alone(self, offer: Offer, core: str) -> bool:
        """Whether no other item of the shop says the same."""
        return self._counts[offer.platform, offer.shop_id, core] <= 1


def settle(offer: Offer, shelves: Shelves, catalogue: Catalogue, rules: Rules) -> Outcome:
    """What the item is."""
    readings = {typed: catalogue.book.read(typed) for typed in offer.codes}
    may_be_certain = offer.is_item and not _has_changed_goods(offer, catalogue, rules)
    proven = _by_codes(offer, readings, catalogue, rules)
    if proven is not None and may_be_certain:
        return proven
    compared = compare(offer, catalogue, rules)
    core = newest_said(offer, catalogue).core
    named = _by_name(compared, rules) if shelves.is_alone(offer, core) else None
    has_codes = any(reading is not None for reading in readings.values())
    # a name decides nothing where codes say something, if not enough
    if named is not None and may_be_certain and not has_codes:
        return named
    shown = _by_likely_code(offer, readings, catalogue, rules)
    taken = {candidate.product_code for candidate in shown}
    shown += [c.candidate for c in compared if c.candidate.product_code not in taken]
    if not shown:
        return Outcome(kind="none")
    return Outcome(
        kind="doubtful",
        evidence=_doubt(offer, catalogue, is_reused=not may_be_certain),
        candidates=tuple(shown[: rules.likeness.shown]),
    )


def _doubt(offer: Offer, catalogue: Catalogue, *, is_reused: bool) -> str:
    """What a person has to know of an item, in Chinese; "" for nothing in particular."""
    if offer.is_item:
        return "该商品编号下标题曾换成其他商品" if is_reused else ""
    typed = "、".join(offer.codes)
    reach = f"编码 {typed} " if typed else "这一标题、没有填编码"
    told = _lines_of_title(offer, catalogue).keys() - {""}
    several = f"；同一标题下的编码指向{len(told)}种产品" if len(told) > 1 else ""
    return f"导出文件没有商品编号，裁定对本店{reach}的全部未认定明细有效{several}"


def _by_codes(
    offer: Offer, readings: dict[str, Reading | None], catalogue: Catalogue, rules: Rules
) -> Outcome | None:
    """The product that the codes of the item's lines prove, where they prove one."""
    products: Counter[str] = Counter()
    ways: Counter[str] = Counter()
    for typed, reading in readings.items():
        product = catalogue.product_of(reading.code) if reading else ""
        products[product] += offer.codes[typed]
        if reading and product:
            ways[reading.way] += offer.codes[typed]
    told = {product for product in products if product}
    if len(told) != 1:
        return None
    (product,) = told
    coded = sum(products.values())
    if products[product] < rules.code.least_lines:
        return None
    if products[product] * _WHOLE_PPM < coded * rules.code.least_share_ppm:
        return None
    method = _METHOD_OF[ways.most_common(1)[0][0]]
    return Outcome(
        kind="certain",
        method=method,
        product_code=product,
        evidence=f"{MATCH_METHODS[method]}：{coded} 条带编码的明细中 {products[product]} 条是它",
    )


def _by_name(compared: list[Compared], rules: Rules) -> Outcome | None:
    """The one product of that name, where nothing speaks against it."""
    same = [c for c in compared if c.is_same_name]
    if len(same) != 1 or same[0].is_contradicted or same[0].is_taken:
        return None
    (only,) = same
    is_near = any(sign == "产地与经营地同县" for sign in only.candidate.signs)
    least = rules.name.linked_least_length if only.is_linked else rules.name.county_least_length
    if not (only.is_linked or is_near) or only.core_length < least:
        return None
    return Outcome(
        kind="certain",
        method="name",
        product_code=only.candidate.product_code,
        evidence=f"{MATCH_METHODS['name']}：与登记名称“{only.candidate.product_name}”一致",
    )


def _by_likely_code(
    offer: Offer, readings: dict[str, Reading | None], catalogue: Catalogue, rules: Rules
) -> list[Candidate]:
    """Products of codes that were read, that one slip makes of what was typed, or of its title."""
    shop = catalogue.shop(offer.platform, offer.shop_id)
    pool = catalogue.codes_of({*shop.products, *catalogue.in_counties(shop.county_codes)})
    signs: dict[str, list[str]] = {}
    for typed, reading in readings.items():
        if reading is not None:
            signs.setdefault(catalogue.product_of(reading.code), [f"编码 {reading.code}"])
            continue
        for code in catalogue.book.near(typed, pool, most=rules.likeness.shown):
            signs.setdefault(catalogue.product_of(code), [f"编码与 {code} 相差一个字符"])
    for product, count in _lines_of_title(offer, catalogue).most_common():
        signs.setdefault(product, []).append(f"同一标题有{count}条明细是它")
    return [
        Candidate(
            product_code=code,
            product_name=catalogue.products[code].product_name,
            county_code=catalogue.products[code].county_code,
            likeness=0.0,
            signs=tuple(found),
        )
        for code, found in signs.items()
        if code in catalogue.products
    ]


def _lines_of_title(offer: Offer, catalogue: Catalogue) -> Counter[str]:
    """By product, how many lines of the shop and title carry a code of it."""
    found: Counter[str] = Counter()
    for typed, count in offer.title_codes.items():
        reading = catalogue.book.read(typed)
        if reading is not None:
            found[catalogue.product_of(reading.code)] += count
    return found


def goods_since(offer: Offer, catalogue: Catalogue, rules: Rules) -> date:
    """The first day on which the item was seen as what its newest title says."""
    is_alike = _alike_titles(offer, catalogue, rules)
    if all(is_alike):
        return offer.first_seen
    return min(day for day, same in zip(offer.title_days, is_alike, strict=True) if same)


def _has_changed_goods(offer: Offer, catalogue: Catalogue, rules: Rules) -> bool:
    """Whether an earlier title was of other goods; other words about the same goods are none."""
    return not all(_alike_titles(offer, catalogue, rules))


def _alike_titles(offer: Offer, catalogue: Catalogue, rules: Rules) -> list[bool]:
    told = [catalogue.title_said(offer.platform, offer.shop_id, t) for t in offer.titles]
    return [t == told[-1] or likeness(t, told[-1]) >= rules.likeness.least for t in told]
