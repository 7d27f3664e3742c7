"""What the headline doesn't hold or no county has, by the seller's place and by origin.

On each axis the rows sum to all farm goods sold, and both axes to the same amount.
Keep out: grades of evidence (`evidence`).
"""

from __future__ import annotations

from collections.abc import Iterable

from bulletins.errors import FactsDisagreeError
from bulletins.facts import Column, Row, RowKind, Table
from bulletins.figures import money
from bulletins.published import IndicatorRow, SalesRow
from bulletins.sections.material import OUTER_LEVELS, Material
from bulletins.vocabulary import AGRI_RETAIL
from bulletins.wording import Parts, sentence, with_unit

TABLE = "unplaced"
OUTER_NAMES = {"outside": "省外", "unattributed": "未归属", "pending": "待核"}
# gross, refunds, net in fen
Amounts = tuple[int, int, int]


def unplaced_told(material: Material, unit: str) -> Parts:
    """The three buckets of both axes in a sentence."""
    parts: Parts = ["本月农产品销售净额按经营地认定，"]
    for position, level in enumerate(OUTER_LEVELS):
        net = material.bucket(AGRI_RETAIL, level).net_fen
        amount = money(f"{TABLE}.told.{level}", net, unit)
        parts += ["，" if position else "", OUTER_NAMES[level], *with_unit(amount)]
    parts += ["，均不计入全省零售额。按产地认定，"]
    for position, level in enumerate(OUTER_LEVELS):
        amount = money(f"{TABLE}.told.origin.{level}", _sold(material, "origin", level)[2], unit)
        parts += ["，" if position else "", OUTER_NAMES[level], *with_unit(amount)]
    return [*parts, "。逐项列示如下。"]


def unplaced(material: Material, unit: str) -> Table:
    """The table; FactsDisagreeError where the two axes don't sum to the same amounts."""
    seller, origin = _by_seller(material), _by_origin(material)
    totals = [_sum(amounts for _, _, amounts in found) for found in (seller, origin)]
    if totals[0] != totals[1]:
        raise FactsDisagreeError(
            f"by seller {totals[0]}, by origin {totals[1]} (gross, refund, net in fen)",
            where=f"mart_sales_area_month, {material.month.name}, all farm goods",
            advice="run the warehouse tests of this build; a line has shares that don't sum to it",
        )
    rows = []
    for axis, name, found in (("seller", "经营地", seller), ("origin", "产地", origin)):
        total = totals[0]
        rows.append(_row(f"{axis}.total", f"按{name}合计", total, unit, "total"))
        rows += [_row(f"{axis}.{key}", label, amounts, unit) for key, label, amounts in found]
    return Table(
        id=TABLE,
        number="表7",
        title="农产品销售额按经营地和按产地的认定结果",
        columns=[
            Column("name", "项目", is_number=False),
            Column("gross", "支付额", unit),
            Column("refund", "退款额", unit),
            Column("net", "净额", unit),
        ],
        rows=rows,
        notes=[
            sentence(
                "按经营地，前几项至省内未分计入全省零售额，其中市州内未分县的金额计入该市州；"
                "省外、未归属和待核不计入。两种认定的合计是同一笔销售额。"
            )
        ],
    )


def _by_seller(material: Material) -> list[tuple[str, str, Amounts]]:
    rests = [
        (area.area_code, f"{area.name}（未分县）", amounts)
        for area in material.prefectures()
        if any(amounts := _sold(material, "seller", "prefecture_rest", area.area_code))
    ]
    levels = {
        level: _amounts(material.bucket(AGRI_RETAIL, level))
        for level in ("province_rest", *OUTER_LEVELS)
    }
    left = _sum([*(amounts for _, _, amounts in rests), levels["province_rest"]])
    whole = _amounts(material.province)
    placed = (whole[0] - left[0], whole[1] - left[1], whole[2] - left[2])
    return [
        ("placed", "省内已分到县", placed),
        *rests,
        ("province_rest", "省内未分", levels["province_rest"]),
        *((level, OUTER_NAMES[level], levels[level]) for level in OUTER_LEVELS),
    ]


def _by_origin(material: Material) -> list[tuple[str, str, Amounts]]:
    return [
        ("province", "省内", _sold(material, "origin", "province")),
        *((level, OUTER_NAMES[level], _sold(material, "origin", level)) for level in OUTER_LEVELS),
    ]


def _sold(material: Material, axis: str, level: str, code: str | None = None) -> Amounts:
    """Farm goods of a level in the month; an additive mart has no row for nothing."""
    rows = material.farm_sales(axis, level, code or material.area_code)
    return _sum(_amounts(r) for r in rows)


def _amounts(row: SalesRow | IndicatorRow) -> Amounts:
    return row.gross_fen, row.refund_fen, row.net_fen


def _sum(found: Iterable[Amounts]) -> Amounts:
    gross = refund = net = 0
    for amounts in found:
        gross, refund, net = gross + amounts[0], refund + amounts[1], net + amounts[2]
    return gross, refund, net


def _row(key: str, name: str, amounts: Amounts, unit: str, kind: RowKind = "area") -> Row:
    labels = ("gross", "refund", "net")
    cells = [
        money(f"{TABLE}.{key}.{label}", fen, unit)
        for label, fen in zip(labels, amounts, strict=True)
    ]
    return Row(key, [name, *cells], kind)
