"""Which villages, and counties of a prefecture, must not show what they sold.

Households stand behind a village where there are any, else shops. A village's total is held back
with its county's neighbours in mind too: the province prints what a prefecture's villages sold, so
a county that few stand behind takes another county with it.
Keep out: the rule itself (`suppression`), how it looks (`village_lines`).
"""

from __future__ import annotations

import msgspec

from bulletins.place_rows import CountyVillagesRow, VillageRow
from bulletins.sections.material import Material
from bulletins.suppression import (
    MINIMUM_HOUSEHOLDS,
    NOTHING_HIDDEN,
    Hidden,
    hidden_block,
    hidden_rows,
)
from bulletins.vocabulary import POOR_VILLAGES


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


def villages_by_county(material: Material) -> list[CountyVillagesRow]:
    """The counties of the issue's area that have poor villages, or the county itself."""
    return [
        r
        for r in material.published.county_villages
        if material.area_code in (r.county_code, r.prefecture_code)
    ]


def hidden_counties(material: Material) -> Hidden:
    """Counties of a prefecture whose villages' trade is held back, and whether all of it is.

    Its internal edition holds nothing back.
    """
    if material.edition == "internal":
        return NOTHING_HIDDEN
    rows = _behind_counties(material, villages_by_county(material))
    if is_prefecture_hidden(material):
        return Hidden(rows=frozenset(rows), total=True)
    return hidden_block(rows, minimum=MINIMUM_HOUSEHOLDS)


def is_prefecture_hidden(material: Material) -> bool:
    """Whether the province's issue holds back what the villages of the area's prefecture sold.

    An internal edition holds it back from nobody.
    """
    if material.edition == "internal":
        return False
    own = {r.prefecture_code for r in villages_by_county(material)}
    households = {}
    for prefecture in material.prefectures():
        counts = material.counts("prefecture", prefecture.area_code)
        households[prefecture.area_code] = counts.selling_household_count if counts else None
    return bool(own & hidden_rows(households))


def _has_money(row: VillageRow) -> bool:
    return bool(row.gross_fen or row.refund_fen)


def _behind(households: int | None, shops: int | None) -> int:
    return households or shops or 0


def _behind_counties(material: Material, rows: list[CountyVillagesRow]) -> dict[str, int]:
    """Households or shops behind each county whose villages have money in the month."""
    found = {}
    for row in rows:
        trade = material.row(POOR_VILLAGES, row.county_code, level="county")
        if trade is not None and (trade.gross_fen or trade.refund_fen):
            found[row.county_code] = _behind(row.household_count, row.shop_count)
    return found


def _is_county_hidden(material: Material) -> bool:
    counties = {r.county_code: r for r in material.published.county_villages}
    own = counties.get(material.area_code)
    if own is None:
        return False
    near = [r for r in counties.values() if r.prefecture_code == own.prefecture_code]
    hidden = hidden_block(_behind_counties(material, near), minimum=MINIMUM_HOUSEHOLDS)
    return own.county_code in hidden.rows or is_prefecture_hidden(material)
