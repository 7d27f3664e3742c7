"""Poor villages and households: counts and, where enough households stand behind them, amounts.

Villages and households are never ranked. Rows with fewer than five households are held back in
every format; see `suppression`.
Keep out: names of villages and households.
"""

from __future__ import annotations

from bulletins.facts import Column, Fact, Row, Section, Sentence, Table
from bulletins.figures import absent, count, money, share
from bulletins.published import Area, CountRow
from bulletins.sections.material import Material
from bulletins.suppression import MINIMUM_HOUSEHOLDS, hidden_rows
from bulletins.vocabulary import POOR_VILLAGES
from bulletins.wording import sentence, with_unit

TABLE = "villages"


def villages(material: Material, unit: str) -> Section:
    """Section six."""
    areas = material.prefectures()
    counts = {area.area_code: material.counts("prefecture", area.area_code) for area in areas}
    hidden = hidden_rows(
        {code: c.selling_household_count if c else None for code, c in counts.items()}
    )
    province = material.counts("province", material.area_code)
    province_hidden = bool(
        hidden_rows({"": province.selling_household_count if province else None})
    )
    total = material.region_set_row(POOR_VILLAGES).net_fen
    rows = [
        _cells(
            material.area_code,
            "全省",
            province,
            total,
            unit,
            is_hidden=province_hidden,
            kind="total",
        )
    ]
    rows += [
        _area_row(material, area, counts[area.area_code], unit, is_hidden=area.area_code in hidden)
        for area in areas
    ]
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
    return Section(
        "villages",
        "六、贫困村和带动情况",
        [_told(province, is_hidden=province_hidden)],
        [],
        [table],
    )


def _told(province: CountRow | None, *, is_hidden: bool) -> Sentence:
    if province is None:
        return sentence("本月无贫困村动销数据。")
    whole = count(f"{TABLE}.told.villages", province.poor_village_count)
    selling = count(f"{TABLE}.told.selling", province.selling_village_count)
    part = share(f"{TABLE}.told.share", province.selling_village_count, province.poor_village_count)
    households = (
        absent(f"{TABLE}.told.households", "suppressed", "户")
        if is_hidden
        else count(f"{TABLE}.told.households", province.selling_household_count, "户")
    )
    return sentence(
        "在册贫困村",
        whole,
        "个，本月有销售记录的",
        selling,
        "个，占",
        with_unit(part),
        "；凭户码并在产能以内认定的动销户",
        with_unit(households),
        "，按协议分成推算的金额不计入动销户。",
    )


def _area_row(
    material: Material, area: Area, counts: CountRow | None, unit: str, *, is_hidden: bool
) -> Row:
    row = material.row(POOR_VILLAGES, area.area_code, level="prefecture")
    net = row.net_fen if row is not None and row.has_data else None
    return _cells(area.area_code, area.name, counts, net, unit, is_hidden=is_hidden, kind="area")


def _cells(
    code: str,
    name: str,
    counts: CountRow | None,
    net: int | None,
    unit: str,
    *,
    is_hidden: bool,
    kind: str,
) -> Row:
    prefix = f"{TABLE}.{code}"
    whole = counts.poor_village_count if counts else None
    selling = counts.selling_village_count if counts else None
    households: Fact = count(
        f"{prefix}.households", counts.selling_household_count if counts else None
    )
    amount = money(f"{prefix}.month", net, unit)
    if is_hidden:
        households = absent(f"{prefix}.households", "suppressed")
        amount = absent(f"{prefix}.month", "suppressed", unit)
    cells: list[str | Fact] = [
        name,
        count(f"{prefix}.villages", whole),
        count(f"{prefix}.selling", selling),
        share(f"{prefix}.share", selling, whole),
        households,
        amount,
    ]
    return Row(code, cells, "total" if kind == "total" else "area")
