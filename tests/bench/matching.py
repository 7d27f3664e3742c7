"""Precision and recall of matching on the sandbox's truth, by how registers and sellers write.

`python -m tests.bench.matching`. The register of matches is hidden; the truth is which product each
item was made as, or that no register knows it. Product names are written in two styles, since a
province's clerks do: as the item's own title reads, and goods alone. Titles are dirtied by selling
words, other characters and widths; at dirt 2 six in a hundred name a borrowed county. Of every
second product it is known whose it is; one item in ten is not sold any more, so that another of
its name may be taken for it. Keep out: thresholds (connectors/matching/rules.toml).
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import NamedTuple

import msgspec
from rich.console import Console
from rich.table import Table

from connectors.matching.catalogue import Catalogue, Product, ShopFacts
from connectors.matching.codes import CodeBook
from connectors.matching.offers import Offer, Outcome
from connectors.matching.rules import shipped_rules
from connectors.matching.settling import Shelves, settle
from connectors.registers.identity.codes import ALPHABET, draw_code
from connectors.sandbox.goods import CATEGORY_CLASS, FARM_GOODS
from connectors.sandbox.hashing import Draw
from connectors.sandbox.records import WorldItem, WorldShop
from connectors.sandbox.registers import register_rows
from connectors.sandbox.world import World

STYLES = ("as the title", "goods alone")
_START, _END = datetime(2020, 6, 1), datetime(2020, 6, 11)
_DECOR = ("【现摘现发】", "🔥", "正宗", "农家自产 ", "[包邮]", "２０２０新货 ", "")
_TAILS = (" 顺丰包邮", " 送礼", "（助农）", "")
_OFF_SALE_PPM = 100_000
_CONFUSED = {"D": "O", "2": "Z", "5": "S", "8": "B"}


class Sold(NamedTuple):
    """An item as feeds tell it, its true product ("" for none), and whether it is still sold."""

    offer: Offer
    product_code: str
    is_on_sale: bool


@cache
def world_of(seed: int, dirt: int) -> World:
    return World(seed, 40, dirt=dirt)


@cache
def sold_items(seed: int, dirt: int) -> list[Sold]:
    """Every item with goods, as ten days of orders tell it."""
    world = world_of(seed, dirt)
    found = []
    for shop in world.shops:
        typed = _typed_codes(world, shop)
        for item in world.items(shop.shop_id):
            if not item.is_gift:
                is_gone = Draw(seed, "bench off sale", item.item_id).chance(_OFF_SALE_PPM)
                offer = _offer(seed, shop, item, typed[item.item_id])
                found.append(Sold(offer, item.product_code, not is_gone))
    return found


def _typed_codes(world: World, shop: WorldShop) -> dict[str, Counter[str]]:
    typed: dict[str, Counter[str]] = defaultdict(Counter)
    index = world.orders(shop.shop_id, by="paid", start=_START, end=_END, now=_END)
    for order in index.oldest_first(0, index.total):
        for line in order.lines:
            typed[line.item_id][line.merchant_code] += 1
    return typed


def _offer(seed: int, shop: WorldShop, item: WorldItem, codes: Counter[str]) -> Offer:
    return Offer(
        platform=shop.platform,
        shop_id=shop.shop_id,
        item_id=item.item_id,
        titles=(_dirtied(seed, item),),
        title_days=(_START.date(),),
        codes={code: count for code, count in codes.items() if code},
        category_class=CATEGORY_CLASS.get(item.category, ""),
        line_count=codes.total(),
        open_line_count=codes[""],
        open_fen=None,
        first_seen=_START.date(),
        last_seen=date(2020, 6, 10),
    )


def _dirtied(seed: int, item: WorldItem) -> str:
    """The title as another seller would write it; what it sells stays."""
    draw = Draw(seed, "bench title", item.item_id)
    text = f"{draw.pick(_DECOR)}{item.title}{draw.pick(_TAILS)}"
    return text.translate(str.maketrans("腊鸡红银", "臘雞紅銀")) if draw.chance(100_000) else text


def _product_name(written: str, style: str) -> str:
    """How a clerk wrote the product down; the county that a seller borrowed is none of it."""
    if style == "as the title":
        return written.partition("正宗")[2] or written
    return next((goods.name for goods in FARM_GOODS if goods.name in written), written)


def catalogue_of(seed: int, dirt: int, style: str) -> Catalogue:
    """The registers of the world; of its matches every second one is on file."""
    world = world_of(seed, dirt)
    products = [
        Product(
            row["product_code"],
            _product_name(row["product_name"], style),
            row["county_code"],
            row["goods_class"],
        )
        for row in register_rows(world, "products")
    ]
    codes = {r["merchant_code"]: r["product_code"] for r in register_rows(world, "codes")}
    own: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for row in register_rows(world, "agreements"):
        own[row["shop_id"]][row["product_code"]] = frozenset()
    gone = {s.offer.item_id for s in sold_items(seed, dirt) if not s.is_on_sale}
    for shop in world.shops:
        for item in world.items(shop.shop_id)[1::2]:
            if item.product_code:
                # of an item on sale nobody knows yet that it is the product: that is the question
                own[shop.shop_id][item.product_code] = frozenset({item.item_id} & gone)
    shops = {
        (row["platform"], row["shop_id"]): ShopFacts(
            row["shop_name"],
            frozenset({row["operating_county_code"], row["inspected_county_code"]} - {""}),
            own[row["shop_id"]],
        )
        for row in register_rows(world, "shops")
    }
    least = shipped_rules().code.least_length
    return Catalogue(products, codes, shops, province_stem="43", least_code_length=least)


def counted(seed: int, dirt: int, style: str, *, with_codes: bool) -> Counter[str]:
    """Every item on sale settled, and what came of it counted."""
    catalogue = catalogue_of(seed, dirt, style)
    counts: Counter[str] = Counter()
    sold = [s for s in sold_items(seed, dirt) if s.is_on_sale]
    shelves = Shelves(
        ((s.offer.platform, s.offer.shop_id, s.offer.titles[-1]) for s in sold), catalogue
    )
    for offer, truth, _ in sold:
        told = offer if with_codes else msgspec.structs.replace(offer, codes={})
        counts.update(_marks(settle(told, shelves, catalogue, shipped_rules()), truth))
    return counts


def _marks(outcome: Outcome, truth: str) -> Iterator[str]:
    yield from ("items", outcome.kind)
    if truth:
        yield "registered"
    if outcome.kind == "certain" and outcome.product_code == truth:
        yield "right"
    if outcome.kind == "doubtful" and truth:
        shown = [candidate.product_code for candidate in outcome.candidates]
        yield "doubtful registered"
        if truth in shown:
            yield "shown"
        if truth == shown[0]:
            yield "first"


def slips(code: str, draw: random.Random) -> Iterator[tuple[str, str]]:
    """One label code as people type it: (what happened, the text)."""
    at = draw.randrange(len(code) - 1)
    yield "as it is", code
    yield "small letters, hyphens", f"{code[:4]}-{code[4:8]}-{code[8:]}".lower()
    yield "in a longer text", f"编码{code} 红色/2瓶"
    confused = "".join(_CONFUSED.get(character, character) for character in code)
    if confused != code:
        yield "0 for O and the like", confused
    wrong = draw.choice([c for c in ALPHABET if c != code[at]])
    yield "one character wrong", code[:at] + wrong + code[at + 1 :]
    if code[at] != code[at + 1]:
        yield "two swapped", code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    yield "one missing", code[:at] + code[at + 1 :]


def counted_codes(seed: int, count: int) -> dict[str, Counter[str]]:
    """Slips by kind: read rightly, wrongly, or left to a person with the code among those shown."""
    draw = random.Random(seed)
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(draw_code("label", draw.choice, codes))
    ordered = sorted(codes)
    book = CodeBook(ordered, least_length=shipped_rules().code.least_length)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for code in draw.sample(ordered, min(count, 500)):
        for slip, typed in slips(code, draw):
            reading = book.read(typed)
            if reading is not None:
                found[slip]["right" if reading.code == code else "wrong"] += 1
            else:
                shown = book.near(typed, ordered, most=shipped_rules().likeness.shown)
                found[slip]["shown" if code in shown else "lost"] += 1
    return found


def _ratio(counts: Counter[str], part: str, whole: str) -> str:
    return f"{counts[part] / counts[whole]:.3f}" if counts[whole] else "–"


def main() -> None:
    """Print the tables of docs/matching.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    table = Table(
        "dirt", "names", "codes", "items", "certain", "precision", "recall",
        "doubtful", "first", "shown", "none",
    )  # fmt: skip
    for dirt in (0, 2):
        for with_codes in (True, False):
            for style in STYLES:
                c = counted(seed, dirt, style, with_codes=with_codes)
                table.add_row(
                    str(dirt), style, "typed" if with_codes else "none", str(c["items"]),
                    str(c["certain"]), _ratio(c, "right", "certain"),
                    _ratio(c, "right", "registered"), str(c["doubtful"]),
                    _ratio(c, "first", "doubtful registered"),
                    _ratio(c, "shown", "doubtful registered"), str(c["none"]),
                )  # fmt: skip
    console = Console(width=120)
    console.print(table)
    table = Table("slip", "codes", "read right", "read wrong", "shown to a person", "lost")
    for slip, c in counted_codes(seed, 20_000).items():
        row = (c.total(), c["right"], c["wrong"], c["shown"], c["lost"])
        table.add_row(slip, *map(str, row))
    console.print(table)


if __name__ == "__main__":
    main()
