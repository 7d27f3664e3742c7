"""What lies in an order: items, quantities, discounts shared to the fen, a gift now and then.

Keep out: when the order was made and what became of it.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from connectors.sandbox.dirt import Dirt
from connectors.sandbox.ids import check_letter
from connectors.sandbox.lifecycle import Plan
from connectors.sandbox.mix import (
    DISCOUNT_PPM,
    FREIGHT_PPM,
    GIFT_PPM,
    QUANTITY_PPM,
    SUBSIDY_PPM,
    THREE_LINES_PPM,
    TWO_LINES_PPM,
)
from connectors.sandbox.records import WorldItem, WorldLine, WorldShop, WorldSku

_MILLION = 1_000_000
_WORDS_A_LINE = 4
_MOST_LINES = 3
#: an order of theirs holds one item (Kuaishou's record has room for no more)
_ONE_ITEM = ("pdd", "kuaishou")
#: a line is an order of its own below the order
_SUB_ORDERS = ("taobao", "douyin")


class Basket(NamedTuple):
    """The lines of an order with its sums in fen."""

    lines: tuple[WorldLine, ...]
    goods_fen: int
    discount_fen: int
    subsidy_fen: int
    freight_fen: int


class _Choice(NamedTuple):
    item: WorldItem
    sku: WorldSku
    quantity: int
    merchant_code: str


class Shelf:
    """One shop's items, ready to be drawn from."""

    def __init__(self, shop: WorldShop, items: tuple[WorldItem, ...], dirt: Dirt) -> None:
        self._dirt = dirt
        self._platform = shop.platform
        self._items = tuple(i for i in items if not i.is_gift)
        self._gift = next(i for i in items if i.is_gift)
        self._bounds = tuple(accumulate(i.weight for i in self._items))
        self._quantities = tuple(accumulate(share for _, share in QUANTITY_PPM))

    def basket(self, plan: Plan, order_id: str, row: list[int]) -> Basket:
        """Draw an order's lines. `row` holds the order's own words after the buyer's."""
        count = self._line_count(plan, row[0] % _MILLION)
        chosen = self._choices(count, row[4:])
        listed = [c.sku.price_fen * c.quantity for c in chosen]
        goods = sum(listed)
        discount = _discount(goods, row[1])
        subsidy = _subsidy(goods - discount, row[2])
        freight = 100 * (5 + row[3] // _MILLION % 8) if row[3] % _MILLION < FREIGHT_PPM else 0
        paid = share_out(goods - discount - subsidy, listed)
        lines = [
            self._line(order_id, place, choice, money)
            for place, (choice, money) in enumerate(zip(chosen, paid, strict=True))
        ]
        if row[3] // 7 % _MILLION < GIFT_PPM and self._platform not in _ONE_ITEM:
            free = _Choice(self._gift, self._gift.skus[0], 1, "")
            lines.append(self._line(order_id, len(lines), free, 0))
        return Basket(tuple(lines), goods, discount, subsidy, freight)

    def bait(self, order_id: str) -> Basket:
        """What a shop buys from itself: one piece of its best seller, at the full price."""
        item = self._items[0]
        sku = item.skus[0]
        choice = _Choice(item, sku, 1, sku.merchant_code)
        line = self._line(order_id, 0, choice, sku.price_fen)
        return Basket((line,), sku.price_fen, 0, 0, 0)

    def _line_count(self, plan: Plan, roll: int) -> int:
        if self._platform in _ONE_ITEM:
            return 1
        if plan.refund_scope == "line":
            return 2 + (roll < THREE_LINES_PPM)
        # all but JD refund by line, so an order given back whole has one
        if plan.kind == "presale" or (plan.refund_scope == "order" and self._platform != "jd"):
            return 1
        if roll < THREE_LINES_PPM:
            return 3
        return 2 if roll < THREE_LINES_PPM + TWO_LINES_PPM else 1

    def _choices(self, count: int, row: list[int]) -> list[_Choice]:
        taken: list[int] = []
        chosen = []
        for place in range(min(count, len(self._items))):
            item_word, sku_word, quantity_word, dirt_word = row[
                place * _WORDS_A_LINE : (place + 1) * _WORDS_A_LINE
            ]
            index = bisect_right(self._bounds, item_word % self._bounds[-1])
            while index in taken:
                index = (index + 1) % len(self._items)
            taken.append(index)
            item = self._items[index]
            sku = item.skus[sku_word % len(item.skus)]
            spot = bisect_right(self._quantities, quantity_word % _MILLION)
            code = mistyped(sku.merchant_code, dirt_word, self._dirt)
            chosen.append(_Choice(item, sku, QUANTITY_PPM[spot][0], code))
        return chosen

    def _line_id(self, order_id: str, place: int, sku_id: str) -> str:
        if self._platform in _SUB_ORDERS:
            return f"{order_id}{place}"
        if self._platform == "suning":
            return f"{order_id}{place + 1:02d}"
        # no ids of lines: an order has each sku once
        return sku_id

    def _line(self, order_id: str, place: int, choice: _Choice, paid_fen: int) -> WorldLine:
        item, sku = choice.item, choice.sku
        return WorldLine(
            line_id=self._line_id(order_id, place, sku.sku_id),
            item_id=item.item_id,
            sku_id=sku.sku_id,
            merchant_code=choice.merchant_code,
            title=item.title,
            category=item.category,
            item_origin_text=item.origin_text,
            quantity=choice.quantity,
            price_fen=sku.price_fen,
            line_paid_fen=paid_fen,
            is_gift=item.is_gift,
        )


def mistyped(code: str, word: int, dirt: Dirt) -> str:
    """The code as it stands on the line: nearly always right, now and then missing or mistyped."""
    if not code:
        return ""
    roll = word % _MILLION
    if roll < dirt.missing_code_ppm:
        return ""
    if roll < dirt.missing_code_ppm + dirt.typo_code_ppm:
        digit = str((int(code[3]) + 1 + word // _MILLION % 9) % 10)
        wrong = code[:3] + digit + code[4:]
        # the letter at the end no longer fits, so the typo is nobody else's code
        return wrong if check_letter(wrong[:-1]) != wrong[-1] else wrong[:-1] + "0"
    return code


def _discount(goods_fen: int, word: int) -> int:
    if goods_fen < 5_000 or word % _MILLION >= DISCOUNT_PPM:
        return 0
    # an odd fen here and there, so that sharing it out has something to do
    return goods_fen * (5, 8, 10, 15)[word // _MILLION % 4] // 100 + word // 4_000_000 % 7


def _subsidy(left_fen: int, word: int) -> int:
    if left_fen < 3_000 or word % _MILLION >= SUBSIDY_PPM:
        return 0
    return min(100 * (1 + word // _MILLION % 10), left_fen // 10)


def share_out(total_fen: int, weights: list[int]) -> list[int]:
    """`total_fen` in the proportion of the weights by largest remainder; sums to it exactly.

    Of equal remainders the earlier line is served first (design, section 3).
    """
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts = [total_fen * w // whole for w in weights]
    remainders = [(-(total_fen * w % whole), i) for i, w in enumerate(weights)]
    for _, index in sorted(remainders)[: total_fen - sum(parts)]:
        parts[index] += 1
    return parts
