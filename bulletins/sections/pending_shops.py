"""The list of pending shops for the county that has to tell them; internal edition only.

Shops stand here by platform and id. Keep out: names of shops, orders, and anything of a household.
"""

from __future__ import annotations

import msgspec

from bulletins.errors import FactsDisagreeError
from bulletins.facts import Column, Row, Section, Table
from bulletins.figures import count, money
from bulletins.place_rows import PendingRow
from bulletins.sections.material import Material
from bulletins.sections.pending import term_name
from bulletins.vocabulary import PENDING_KINDS, PLATFORMS, name_of
from bulletins.wording import sentence

TABLE = "pending-shops"


def pending_shops(material: Material, section: Section, unit: str, *, number: str) -> Section:
    """The section of what is pending with the list behind its table.

    Raises FactsDisagreeError for any edition but the internal one.
    """
    if material.edition != "internal":
        raise FactsDisagreeError(
            "single shops stand in the internal edition only",
            where=f"{material.area_code}, {material.month.name}",
            advice="make the internal edition",
        )
    rows = material.published.pending
    if not rows:
        return section
    table = Table(
        id=TABLE,
        number=number,
        title="待核网店清单",
        columns=[
            Column("name", "平台", is_number=False),
            Column("shop", "店铺编号", is_number=False),
            Column("kind", "原因", is_number=False),
            Column("line_count", "明细", "条"),
            Column("gross", "支付额", unit),
            Column("refund", "退款额", unit),
            Column("term", "申诉截止", is_number=False),
        ],
        rows=[_row(row, unit) for row in rows],
        notes=[sentence("由县级商务主管部门逐店告知；涉及的订单可用 explain 命令按本表数字导出。")],
    )
    return msgspec.structs.replace(section, tables=[*section.tables, table])


def _row(row: PendingRow, unit: str) -> Row:
    key = f"{row.platform}.{row.shop_id}.{row.kind}"
    prefix = f"pending_shops.{key}"
    return Row(
        key,
        [
            name_of(PLATFORMS, row.platform),
            row.shop_id,
            name_of(PENDING_KINDS, row.kind),
            count(f"{prefix}.line_count", row.line_count),
            money(f"{prefix}.gross", row.gross_fen, unit),
            money(f"{prefix}.refund", row.refund_fen, unit),
            term_name(row.appeal_before) if row.line_count else "—",
        ],
    )
