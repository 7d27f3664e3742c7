"""By which evidence sales were given a place, on both axes; what is pending has a row of its own.

Keep out: amounts by place (`unplaced`).
"""

from __future__ import annotations

from bulletins.facts import Column, Fact, Row, RowKind, Table
from bulletins.figures import count, money, share
from bulletins.published import GradeRow
from bulletins.sections.material import Material
from bulletins.vocabulary import ORIGIN_GRADES, SELLER_GRADES, name_of
from bulletins.wording import sentence

TABLE = "grades"
AXES = {"seller": ("经营地", SELLER_GRADES), "origin": ("产地", ORIGIN_GRADES)}


def evidence(material: Material, unit: str) -> Table:
    """The table; on each axis the rows sum to the axis's total."""
    rows: list[Row] = []
    for axis, (axis_name, names) in AXES.items():
        found = [r for r in material.published.grades if r.axis == axis]
        whole = _summed(axis, found)
        rows.append(_row(f"{axis}.total", f"{axis_name}合计", whole, whole, unit, "total"))
        rows += [
            _row(r.grade, f"{axis_name} {r.grade}　{name_of(names, r.grade)}", r, whole, unit)
            for r in found
            if not r.is_pending
        ]
        pending = [r for r in found if r.is_pending]
        # an origin may be pending every month; a seller's only where the register contradicts
        if pending or axis == "origin":
            name = f"{axis_name} 待核　依据相互矛盾，未分到地区"
            rows.append(_row(f"{axis}.pending", name, _summed(axis, pending), whole, unit))
    return Table(
        id=TABLE,
        number="表8",
        title="认定依据",
        columns=[
            Column("name", "依据", is_number=False),
            Column("gross", "支付额", unit),
            Column("refund", "退款额", unit),
            Column("share", "占该轴支付额", "%"),
            Column("line_count", "明细", "条"),
        ],
        rows=rows,
        notes=[
            sentence(
                "按全部销售明细统计，含不计入本通报指标的品类；两轴各自合计，不可相加。"
                "候选和无法认定的产地列未归属。"
            )
        ],
    )


def _summed(axis: str, rows: list[GradeRow]) -> GradeRow:
    return GradeRow(
        axis=axis,
        grade="",
        is_pending=False,
        gross_fen=sum(r.gross_fen for r in rows),
        refund_fen=sum(r.refund_fen for r in rows),
        line_count=sum(r.line_count for r in rows),
    )


def _row(
    key: str, name: str, row: GradeRow, whole: GradeRow, unit: str, kind: RowKind = "area"
) -> Row:
    prefix = f"{TABLE}.{key}"
    cells: list[str | Fact] = [
        name,
        money(f"{prefix}.gross", row.gross_fen, unit),
        money(f"{prefix}.refund", row.refund_fen, unit),
        share(f"{prefix}.share", row.gross_fen, whole.gross_fen),
        count(f"{prefix}.line_count", row.line_count),
    ]
    return Row(key, cells, kind)
