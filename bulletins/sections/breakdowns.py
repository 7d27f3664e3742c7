"""The province's month by platform and by class of goods.

Both tables hold the classes and flows that the programme counts, and close on the headline.
Keep out: areas.
"""

from __future__ import annotations

from bulletins.errors import FactsDisagreeError
from bulletins.facts import Column, Row, Section, Table
from bulletins.figures import count, money, share
from bulletins.published import SalesRow
from bulletins.sections.material import Material
from bulletins.vocabulary import CLASSES, PLATFORMS, name_of
from bulletins.wording import Parts, sentence, with_unit


def breakdowns(material: Material, unit: str) -> Section:
    """Section five."""
    rows = material.farm_sales("seller", "province", material.area_code)
    platforms = _sums(rows, "platform")
    classes = _sums(rows, "goods_class")
    _close(material, platforms, "platform")
    by_platform = _table(
        material, "platforms", "表4", "分平台零售额", "平台", platforms, PLATFORMS, unit
    )
    by_class = _table(material, "classes", "表5", "分品类零售额", "品类", classes, CLASSES, unit)
    largest = sorted(platforms, key=lambda code: (-platforms[code][2], code))
    parts: Parts = []
    for position, code in enumerate(largest[:3]):
        amount = money(f"platforms.{code}.told", platforms[code][2], unit)
        part = share(f"platforms.{code}.told.share", platforms[code][2], material.province.net_fen)
        parts += ["；" if position else "", name_of(PLATFORMS, code), *with_unit(amount)]
        parts += ["，占", *with_unit(part)] if part.raw else []
    told = [sentence("分平台看，", parts, "。")] if parts else [sentence("本月各平台均无销售。")]
    return Section("breakdowns", "五、分平台和分品类情况", told, [], [by_platform, by_class])


def _sums(rows: list[SalesRow], field: str) -> dict[str, tuple[int, int, int, int]]:
    sums: dict[str, tuple[int, int, int, int]] = {}
    for row in rows:
        key = str(getattr(row, field))
        old = sums.get(key, (0, 0, 0, 0))
        new = (row.gross_fen, row.refund_fen, row.net_fen, row.line_count)
        sums[key] = (old[0] + new[0], old[1] + new[1], old[2] + new[2], old[3] + new[3])
    return sums


def _close(material: Material, sums: dict[str, tuple[int, int, int, int]], field: str) -> None:
    row = material.province
    found = tuple(sum(values[i] for values in sums.values()) for i in range(3))
    if found != (row.gross_fen, row.refund_fen, row.net_fen):
        raise FactsDisagreeError(
            f"sums by {field} {found} are not the headline "
            f"{(row.gross_fen, row.refund_fen, row.net_fen)} (gross, refund, net in fen)",
            where=f"mart_sales_area_month against mart_indicator_month, {material.month.name}",
            advice="check that the programme's classes and flows are those of both marts",
        )


def _table(
    material: Material,
    table_id: str,
    number: str,
    title: str,
    noun: str,
    sums: dict[str, tuple[int, int, int, int]],
    names: dict[str, str],
    unit: str,
) -> Table:
    net = material.province.net_fen
    total = tuple(sum(values[i] for values in sums.values()) for i in range(4))
    order = sorted(sums, key=lambda code: (-sums[code][2], code))
    rows = [("total", "合计", total, "total")]
    rows += [(code, name_of(names, code), sums[code], "area") for code in order]
    return Table(
        id=table_id,
        number=number,
        title=title,
        columns=[
            Column("name", noun, is_number=False),
            Column("gross", "支付额", unit),
            Column("refund", "退款额", unit),
            Column("net", "净额", unit),
            Column("share", "比重", "%"),
            Column("line_count", "成交明细", "条"),
        ],
        rows=[
            Row(
                key,
                [
                    name,
                    money(f"{table_id}.{key}.gross", values[0], unit),
                    money(f"{table_id}.{key}.refund", values[1], unit),
                    money(f"{table_id}.{key}.net", values[2], unit),
                    share(f"{table_id}.{key}.share", values[2], net),
                    count(f"{table_id}.{key}.line_count", values[3]),
                ],
                "total" if kind == "total" else "area",
            )
            for key, name, values, kind in rows
        ],
    )
