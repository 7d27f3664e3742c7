"""The three lines of the notice side by side: province, poor counties, poor villages.

They overlap and have different measures, so they are never added.
"""

from __future__ import annotations

from bulletins.facts import Column, Row, Section, Table
from bulletins.figures import absent, completion, count, gap, money
from bulletins.periods import time_progress
from bulletins.published import IndicatorRow
from bulletins.sections.comparison import yoy
from bulletins.sections.material import Material
from bulletins.vocabulary import POOR_COUNTIES, POOR_VILLAGES
from bulletins.wording import Parts, pace, sentence, with_unit

TABLE = "lines"


def lines(material: Material, unit: str) -> Section:
    """Section two."""
    rows = [
        ("province", "全省农产品网络零售额", material.province),
        ("poor_counties", "其中：贫困县农产品网络零售额", material.region_set_row(POOR_COUNTIES)),
        ("poor_villages", "贫困村农特产品交易额", material.region_set_row(POOR_VILLAGES)),
    ]
    table = Table(
        id=TABLE,
        number="表1",
        title="三项目标完成情况",
        columns=[
            Column("name", "指标", is_number=False),
            Column("month", "本月", unit),
            Column("cumulative", f"{material.span}累计", unit),
            Column("yoy", "本月同比", "%"),
            Column("target", "年度目标", unit),
            Column("completion", "完成率", "%"),
            Column("gap", "比序时", "百分点"),
        ],
        rows=[_row(material, key, name, row, unit) for key, name, row in rows],
        notes=[
            sentence(
                "三项口径不同且范围重叠，不可相加。贫困村交易额按产地认定，另两项按经营地认定。"
            )
        ],
    )
    number = count(f"{TABLE}.number", len(material.members("poor_counties")))
    parts: Parts = [number, "个贫困县"]
    parts += _told(material, "poor_counties", rows[1][2], unit)
    parts += ["；贫困村农特产品交易额", *_told(material, "poor_villages", rows[2][2], unit), "。"]
    return Section("lines", "二、三项目标", [sentence(parts)], [], [table])


def _told(material: Material, key: str, row: IndicatorRow, unit: str) -> Parts:
    amount = money(f"{TABLE}.{key}.told", row.cumulative_net_fen, unit)
    done = completion(f"{TABLE}.{key}.told.completion", row.cumulative_net_fen, row.target_fen)
    parts: Parts = ["累计", *with_unit(amount)]
    if done.raw is None:
        return [*parts, "，无年度目标"]
    apart = gap(f"{TABLE}.{key}.told.gap", done, time_progress(material.month))
    return [*parts, "，完成年度目标的", *with_unit(done), "，", *pace(apart)]


def _row(material: Material, key: str, name: str, row: IndicatorRow, unit: str) -> Row:
    prefix = f"{TABLE}.{key}"
    done = completion(f"{prefix}.completion", row.cumulative_net_fen, row.target_fen)
    target = (
        absent(f"{prefix}.target", "not_applicable", unit)
        if row.target_fen is None
        else money(f"{prefix}.target", row.target_fen, unit)
    )
    return Row(
        key,
        [
            name,
            money(f"{prefix}.month", row.net_fen, unit),
            money(f"{prefix}.cumulative", row.cumulative_net_fen, unit),
            yoy(f"{prefix}.yoy", row),
            target,
            done,
            gap(f"{prefix}.gap", done, time_progress(material.month)),
        ],
    )
