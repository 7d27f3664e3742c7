"""How good the figures are: what wasn't placed, evidence, coverage, what isn't counted.

Keep out: judging; the tables say what is known and what isn't.
"""

from __future__ import annotations

from bulletins.facts import Column, Fact, Row, Section, Table
from bulletins.figures import count, money, share
from bulletins.sections.material import OUTER_LEVELS, Material
from bulletins.vocabulary import (
    AGRI_RETAIL,
    COUNTED_CLASSES,
    COUNTED_FLOWS,
    KINDS,
    ORIGIN_GRADES,
    PLATFORMS,
    SALE_STATES,
    SELLER_GRADES,
    name_of,
    reason_name,
)
from bulletins.wording import Parts, sentence, with_unit

OUTER_NAMES = {"outside": "省外", "unattributed": "未归属", "pending": "待核"}


def quality(material: Material, unit: str) -> Section:
    """Section seven."""
    tables = [
        _unplaced(material, unit),
        _grades(material, unit),
        _coverage(material),
        _not_counted(material, unit),
    ]
    return Section(
        "quality", "七、数据质量", [sentence(_unplaced_told(material, unit))], [], tables
    )


def _unplaced_told(material: Material, unit: str) -> Parts:
    parts: Parts = ["本月农产品销售净额中，"]
    for position, level in enumerate(OUTER_LEVELS):
        row = material.bucket(AGRI_RETAIL, level)
        amount = money(f"unplaced.told.{level}", row.net_fen, unit)
        parts += ["，" if position else "", f"{OUTER_NAMES[level]}", *with_unit(amount)]
    return [*parts, "，均不计入全省零售额，逐项列示如下。"]


def _unplaced(material: Material, unit: str) -> Table:
    rows: list[Row] = []
    for area in material.prefectures():
        found = [
            r
            for r in material.published.sales
            if (r.area_level, r.area_code) == ("prefecture_rest", area.area_code)
            and r.goods_class in COUNTED_CLASSES
            and r.flow in COUNTED_FLOWS
        ]
        amounts = tuple(
            sum(values)
            for values in zip(*((r.gross_fen, r.refund_fen, r.net_fen) for r in found), strict=True)
        )
        if any(amounts):
            rows.append(
                _amounts("unplaced", area.area_code, f"{area.name}（市州内未分县）", amounts, unit)
            )
    for level, name in (("province_rest", "省内未分"), *OUTER_NAMES.items()):
        row = material.bucket(AGRI_RETAIL, level)
        amounts = (row.gross_fen, row.refund_fen, row.net_fen)
        rows.append(_amounts("unplaced", level, name, amounts, unit, kind="rest"))
    return Table(
        id="unplaced",
        number="表7",
        title="未分到县、省内未分、省外、未归属和待核金额",
        columns=[
            Column("name", "项目", is_number=False),
            Column("gross", "支付额", unit),
            Column("refund", "退款额", unit),
            Column("net", "净额", unit),
        ],
        rows=rows,
        notes=[sentence("市州内未分县的金额已计入该市州，省内未分的金额已计入全省。")],
    )


def _amounts(
    table: str, key: str, name: str, amounts: tuple[int, ...], unit: str, *, kind: str = "area"
) -> Row:
    labels = ("gross", "refund", "net")
    cells = [
        money(f"{table}.{key}.{label}", fen, unit)
        for label, fen in zip(labels, amounts, strict=True)
    ]
    return Row(key, [name, *cells], "rest" if kind == "rest" else "area")


def _grades(material: Material, unit: str) -> Table:
    rows: list[Row] = []
    for axis, names in (("seller", SELLER_GRADES), ("origin", ORIGIN_GRADES)):
        found = {r.grade: r for r in material.published.grades if r.axis == axis}
        whole = sum(r.gross_fen for r in found.values())
        axis_name = "经营地" if axis == "seller" else "产地"
        for grade in sorted(found):
            row = found[grade]
            prefix = f"grades.{grade}"
            cells: list[str | Fact] = [
                f"{axis_name} {grade}　{name_of(names, grade)}",
                money(f"{prefix}.gross", row.gross_fen, unit),
                money(f"{prefix}.refund", row.refund_fen, unit),
                share(f"{prefix}.share", row.gross_fen, whole),
                count(f"{prefix}.line_count", row.line_count),
            ]
            rows.append(Row(grade, cells))
    return Table(
        id="grades",
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
        notes=[sentence("按全部销售明细统计，含不计入本通报指标的品类；两轴各自合计，不可相加。")],
    )


def _coverage(material: Material) -> Table:
    rows = []
    for row in material.published.coverage:
        prefix = f"coverage.{row.platform}"
        cells: list[str | Fact] = [
            name_of(PLATFORMS, row.platform),
            count(f"{prefix}.registered", row.registered_shop_count),
            count(f"{prefix}.asked", row.asked_shop_count),
            count(f"{prefix}.answered", row.answered_shop_count),
            share(f"{prefix}.share", row.answered_shop_count, row.asked_shop_count),
            count(f"{prefix}.covered", row.covered_day_count),
            count(f"{prefix}.days", row.day_count),
            count(f"{prefix}.held", row.held_batch_count),
        ]
        rows.append(Row(row.platform, cells))
    return Table(
        id="coverage",
        number="表9",
        title="平台到报和覆盖",
        columns=[
            Column("name", "平台", is_number=False),
            Column("registered", "登记网店", "家"),
            Column("asked", "应到", "家"),
            Column("answered", "实到", "家"),
            Column("share", "到报率", "%"),
            Column("covered", "覆盖", "日"),
            Column("days", "应覆盖", "日"),
            Column("held", "未过核验", "批"),
        ],
        rows=rows,
    )


def _not_counted(material: Material, unit: str) -> Table:
    rows = []
    for row in material.published.not_sales:
        prefix = f"not_counted.{row.sale_state}"
        cells: list[str | Fact] = [
            f"非销售：{name_of(SALE_STATES, row.sale_state)}",
            count(f"{prefix}.count", row.order_count),
            money(f"{prefix}.amount", row.paid_fen, unit),
        ]
        rows.append(Row(row.sale_state, cells))
    for held in material.published.quarantine:
        key = f"{held.platform}.{held.kind}.{held.reason}"
        # a sum over amounts of which some are unknown would be told too low
        known = None if held.unknown_amount_count else held.amount_fen
        what = f"{name_of(PLATFORMS, held.platform)}{name_of(KINDS, held.kind)}"
        cells = [
            f"隔离：{what}（{reason_name(held.reason)}）",
            count(f"not_counted.{key}.count", held.row_count),
            money(f"not_counted.{key}.amount", known, unit),
        ]
        rows.append(Row(key, cells))
    return Table(
        id="not-counted",
        number="表10",
        title="不计入销售的订单和隔离的记录",
        columns=[
            Column("name", "项目", is_number=False),
            Column("count", "笔数", "笔"),
            Column("amount", "金额", unit),
        ],
        rows=rows,
    )
