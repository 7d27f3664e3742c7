"""The control table (勘稽表): gross, refunds and net of each area, to the fen.

Other code compares it with the marts and with each format, so its keys and form are fixed.
Keep out: rounding to 万元.
"""

from __future__ import annotations

from bulletins.errors import FactsDisagreeError, MissingFactsError
from bulletins.facts import Column, Control, ControlRow
from bulletins.figures import money
from bulletins.published import IndicatorRow
from bulletins.sections.material import Material
from bulletins.vocabulary import AGRI_RETAIL

KEYS = {"outside": "OUT", "unattributed": "UNK", "pending": "PND"}
NAMES = {"outside": "省外", "unattributed": "未归属", "pending": "待核"}


def control(material: Material) -> Control:
    """The control table; FactsDisagreeError where the areas don't close on the province."""
    code = material.area_code
    province = material.province
    rest = material.bucket(AGRI_RETAIL, "province_rest")
    rows = [_row(code, material.area(code).name, province)]
    for area in material.prefectures():
        found = material.row(AGRI_RETAIL, area.area_code, level="prefecture")
        # an area without a row adds nothing to the sums and has no figure to compare
        if found is not None:
            rows.append(_row(area.area_code, area.name, found))
    rows.append(_row(f"{code}-R", "省内未分", rest))
    _close(material, rows)
    for level, key in KEYS.items():
        rows.append(_row(key, NAMES[level], material.bucket(AGRI_RETAIL, level)))
    return Control("农产品网络零售额勘稽表", _columns(), rows)


def area_control(material: Material) -> Control:
    """The control table of a county's or prefecture's issue: itself, and the areas it lies in."""
    rows = []
    code: str | None = material.area_code
    while code is not None:
        area = material.area(code)
        found = material.row(AGRI_RETAIL, area.area_code, level=area.level)
        if found is None:
            raise MissingFactsError(
                f"{AGRI_RETAIL} has no row of {area.name} in {material.month.name}",
                where=f"mart_indicator_month, {area.area_code}",
                advice="pull and build the month first, or ask for a month that is landed",
            )
        rows.append(_row(area.area_code, area.name, found))
        code = None if area.level == "province" else area.parent_code
    return Control("农产品网络零售额勘稽表", _columns(), rows)


def _columns() -> list[Column]:
    return [
        Column("key", "代码", is_number=False),
        Column("name", "地区", is_number=False),
        Column("gross", "支付额", "元"),
        Column("refund", "退款额", "元"),
        Column("net", "净额", "元"),
    ]


def _row(key: str, name: str, row: IndicatorRow) -> ControlRow:
    if row.gross_fen - row.refund_fen != row.net_fen:
        raise FactsDisagreeError(
            f"gross {row.gross_fen} - refunds {row.refund_fen} is not net {row.net_fen} (fen)",
            where=f"mart_indicator_month, {AGRI_RETAIL}, {row.area_code}",
            advice="run the warehouse tests of this build",
        )
    amounts = (("gross", row.gross_fen), ("refund", row.refund_fen), ("net", row.net_fen))
    cells = [money(f"control.{key}.{label}", fen, "元") for label, fen in amounts]
    return ControlRow(key, name, row.gross_fen, row.refund_fen, row.net_fen, cells)


def _close(material: Material, rows: list[ControlRow]) -> None:
    province, parts = rows[0], rows[1:]
    for field in ("gross_fen", "refund_fen", "net_fen"):
        total = sum(int(getattr(row, field)) for row in parts)
        if total != getattr(province, field):
            raise FactsDisagreeError(
                f"prefectures and 省内未分 sum to {total} fen, the province has "
                f"{getattr(province, field)}",
                where=f"mart_indicator_month, {AGRI_RETAIL}, {field}, {material.month.name}",
                advice="run the warehouse tests of this build; nothing was printed",
            )
