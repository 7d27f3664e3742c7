"""How good the figures are: what wasn't placed, evidence, coverage, what isn't counted.

Keep out: judging; the tables say what is known and what isn't.
"""

from __future__ import annotations

from bulletins.facts import Column, Fact, Row, Section, Table
from bulletins.figures import count, money, share
from bulletins.sections.evidence import evidence
from bulletins.sections.material import Material
from bulletins.sections.unplaced import unplaced, unplaced_told
from bulletins.vocabulary import (
    KINDS,
    PLATFORMS,
    REFUNDS_LEFT_OUT,
    SALE_STATES,
    name_of,
    reason_name,
)
from bulletins.wording import sentence


def quality(material: Material, unit: str) -> Section:
    """Section seven."""
    tables = [
        unplaced(material, unit),
        evidence(material, unit),
        _coverage(material),
        _not_counted(material, unit),
    ]
    return Section("quality", "七、数据质量", [sentence(unplaced_told(material, unit))], [], tables)


def _coverage(material: Material) -> Table:
    rows = []
    for row in material.published.coverage:
        prefix = f"coverage.{row.platform}"
        cells: list[str | Fact] = [
            name_of(PLATFORMS, row.platform),
            count(f"{prefix}.registered", row.registered_shop_count),
            count(f"{prefix}.whole", row.whole_shop_count),
            count(f"{prefix}.missing", row.missing_shop_day_count),
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
            Column("whole", "全月完整", "家"),
            Column("missing", "缺报", "店日"),
            Column("asked", "授权或报送", "家"),
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
    for refund in material.published.refunds_left_out:
        prefix = f"not_counted.refund.{refund.reason}"
        cells = [
            f"未冲减的退款：{name_of(REFUNDS_LEFT_OUT, refund.reason)}",
            count(f"{prefix}.count", refund.refund_count),
            money(f"{prefix}.amount", refund.amount_fen, unit),
        ]
        rows.append(Row(f"refund.{refund.reason}", cells))
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
        title="不计入销售的订单、退款和隔离的记录",
        columns=[
            Column("name", "项目", is_number=False),
            Column("count", "笔数", "笔"),
            Column("amount", "金额", unit),
        ],
        rows=rows,
    )
