"""Which villages of a county must not show their figures, for the month and its two comparisons.

Households stand behind a village where there are any, else shops. A village's total is held back
with its county's neighbours in mind too: the province prints what a prefecture's villages sold, so
a county that few stand behind takes another county with it.
Keep out: the rule itself (`suppression`), how it looks (`village_lines`).
"""

from __future__ import annotations

import msgspec

from bulletins.place_rows import VillageRow
from bulletins.sections.material import Material
from bulletins.suppression import (
    MINIMUM_HOUSEHOLDS,
    NOTHING_HIDDEN,
    Hidden,
    hidden_block,
    hidden_rows,
)


class VillageHiding(msgspec.Struct, frozen=True):
    """What is held back of the month, and villages whose other months may not be told."""

    month: Hidden
    before: frozenset[str]
    base: frozenset[str]


def village_hiding(material: Material) -> VillageHiding:
    """What a county's issue holds back; nothing in its internal edition."""
    rows = material.published.village_lines
    if material.edition == "internal":
        return VillageHiding(NOTHING_HIDDEN, frozenset(), frozenset())
    found = hidden_block(
        {r.village_code: _behind(r.household_count, r.shop_count) for r in rows if _has_money(r)},
        minimum=MINIMUM_HOUSEHOLDS,
    )
    if _is_county_hidden(material):
        everything = frozenset(r.village_code for r in rows if _has_money(r))
        found = Hidden(rows=everything, total=True)
    return VillageHiding(
        found,
        frozenset(
            r.village_code
            for r in rows
            if r.before_net_fen
            and _behind(r.before_household_count, r.before_shop_count) < MINIMUM_HOUSEHOLDS
        ),
        frozenset(
            r.village_code
            for r in rows
            if r.matched_base_net_fen
            and _behind(r.base_household_count, r.base_shop_count) < MINIMUM_HOUSEHOLDS
        ),
    )


def _has_money(row: VillageRow) -> bool:
    return bool(row.gross_fen or row.refund_fen)


def _behind(households: int | None, shops: int | None) -> int:
    return households or shops or 0


def _is_county_hidden(material: Material) -> bool:
    counties = {r.county_code: r for r in material.published.county_villages}
    own = counties.get(material.area_code)
    if own is None:
        return False
    near = {
        code: _behind(row.household_count, row.shop_count)
        for code, row in counties.items()
        if row.prefecture_code == own.prefecture_code
    }
    prefectures = {}
    for row in counties.values():
        counts = material.counts("prefecture", row.prefecture_code)
        prefectures[row.prefecture_code] = counts.selling_household_count if counts else None
    return own.county_code in hidden_block(
        {code: number for code, number in near.items() if number}, minimum=MINIMUM_HOUSEHOLDS
    ).rows or own.prefecture_code in hidden_rows(prefectures)
