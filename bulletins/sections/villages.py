"""Poor villages and households: counts and, where enough households stand behind them, amounts.

Villages and households are never ranked. Rows with fewer than five households are held back in
every format; see `suppression`.
Keep out: names of villages and households.
"""

from __future__ import annotations

import msgspec

from bulletins.facts import Column, Fact, Row, RowKind, Section, Sentence, Table
from bulletins.figures import absent, count, money, share
from bulletins.published import Area
from bulletins.sections.material import Material
from bulletins.suppression import MINIMUM_HOUSEHOLDS, hidden_rows
from bulletins.vocabulary import POOR_VILLAGES
from bulletins.wording import sentence, with_unit

TABLE = "villages"


class VillageFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the poor villages of an area in the month."""

    villages: int
    selling: int
    households: int | None
    net_fen: int | None
    is_hidden: bool


def villages(material: Material, unit: str) -> Section:
    """Section six."""
    areas = material.prefectures()
    households = {area.area_code: _households(material, area.area_code) for area in areas}
    hidden = hidden_rows(households)
    total = _total(material)
    rows = [_row(material.area_code, "全省", total, unit, "total")]
    for area in areas:
        figures = _figures(material, area, households[area.area_code], hidden)
        rows.append(_row(area.area_code, area.name, figures, unit, "area"))
    table = Table(
        id=TABLE,
        number="表6",
        title="贫困村动销和带动户数",
        columns=[
            Column("name", "市州", is_number=False),
            Column("villages", "贫困村", "个"),
            Column("selling", "动销村", "个"),
            Column("share", "动销面", "%"),
            Column("households", "动销户", "户"),
            Column("month", "本月交易额", unit),
        ],
        rows=rows,
        notes=[
            sentence(
                "动销户不足",
                count(f"{TABLE}.minimum", MINIMUM_HOUSEHOLDS),
                "户的市州，户数和金额列为保密；为防止由合计推出，必要时另列一行保密。"
                "贫困村、贫困户不排名。",
            )
        ],
    )
    return Section("villages", "六、贫困村和带动情况", [_told(total)], [], [table])


def _total(material: Material) -> VillageFigures:
    counts = material.counts("province", material.area_code)
    households = counts.selling_household_count if counts else None
    return VillageFigures(
        villages=sum(row.village_count for row in material.published.villages),
        selling=sum(row.selling_count for row in material.published.villages),
        households=households,
        net_fen=material.region_set_row(POOR_VILLAGES).net_fen,
        is_hidden=bool(hidden_rows({material.area_code: households})),
    )


def _households(material: Material, area_code: str) -> int | None:
    counts = material.counts("prefecture", area_code)
    return counts.selling_household_count if counts else None


def _figures(
    material: Material, area: Area, households: int | None, hidden: frozenset[str]
) -> VillageFigures:
    found = [r for r in material.published.villages if r.prefecture_code == area.area_code]
    row = material.row(POOR_VILLAGES, area.area_code, level="prefecture")
    return VillageFigures(
        # a prefecture that the document's list doesn't name has none
        villages=found[0].village_count if found else 0,
        selling=found[0].selling_count if found else 0,
        households=households,
        net_fen=row.net_fen if row is not None else None,
        is_hidden=area.area_code in hidden,
    )


def _told(total: VillageFigures) -> Sentence:
    part = share(f"{TABLE}.told.share", total.selling, total.villages)
    return sentence(
        "在册贫困村",
        count(f"{TABLE}.told.villages", total.villages),
        "个，本月有销售记录的",
        count(f"{TABLE}.told.selling", total.selling),
        "个，占",
        with_unit(part),
        "；凭户码并在产能以内认定的动销户",
        with_unit(_household_fact(f"{TABLE}.told.households", total)),
        "，按协议分成推算的金额不计入动销户。",
    )


def _household_fact(fact_id: str, figures: VillageFigures) -> Fact:
    if figures.is_hidden:
        return absent(fact_id, "suppressed", "户")
    return count(fact_id, figures.households, "户")


def _row(code: str, name: str, figures: VillageFigures, unit: str, kind: RowKind) -> Row:
    prefix = f"{TABLE}.{code}"
    amount = money(f"{prefix}.month", figures.net_fen, unit)
    if figures.is_hidden:
        amount = absent(f"{prefix}.month", "suppressed", unit)
    cells: list[str | Fact] = [
        name,
        count(f"{prefix}.villages", figures.villages),
        count(f"{prefix}.selling", figures.selling),
        share(f"{prefix}.share", figures.selling, figures.villages),
        _household_fact(f"{prefix}.households", figures),
        amount,
    ]
    return Row(code, cells, kind)
