"""Every poor village of a county in the month, by its twelve-digit code: names repeat, codes don't.

Villages with money have a row of figures, the others stand in a list. Villages are never ranked;
those that few households stand behind are held back in the public edition (`village_hiding`).
Keep out: households one by one; villages that the document doesn't name.
Source: design, sections 3, 4 and 6.
"""

from __future__ import annotations

from bulletins.errors import FactsDisagreeError
from bulletins.facts import Column, Fact, Row, Section, Sentence, Table
from bulletins.figures import absent, count, growth, money, share
from bulletins.place_rows import VillageRow
from bulletins.published import IndicatorRow
from bulletins.sections.material import Material
from bulletins.sections.village_hiding import VillageHiding, village_hiding
from bulletins.suppression import MINIMUM_HOUSEHOLDS
from bulletins.vocabulary import POOR_VILLAGES
from bulletins.wording import Parts, names, sentence, with_unit

TABLE = "village-lines"
PREFIX = "village_lines"
SILENT_TABLE = "silent-villages"
# villages' amounts are small: to the fen, until a county's come to so many fen
LARGEST_IN_YUAN = 100_000_000
DASH = "—"
UNNAMED = "（名称未登记）"


def village_lines(material: Material, *, number: str) -> Section:
    """The section; FactsDisagreeError where the villages don't sum to the county."""
    rows = material.published.village_lines
    if not rows:
        told = sentence("文件所列贫困村名单中没有本县市区的村。")
        return Section(TABLE, "三、贫困村交易情况", [told])
    hiding = village_hiding(material)
    total = _total(material, rows)
    unit = _unit(total)
    moving = [r for r in rows if r.gross_fen or r.refund_fen]
    table = Table(
        id=TABLE,
        number=number,
        title="各贫困村农特产品交易额",
        columns=[
            Column("name", "村", is_number=False),
            Column("code", "村代码", is_number=False),
            Column("households", "动销户"),
            Column("shops", "网店"),
            Column("gross", "支付额", unit),
            Column("refund", "退款额", unit),
            Column("net", "净额", unit),
            Column("yoy", "同比", "%"),
            Column("mom", "环比", "%"),
            Column("grades", "产地依据", is_number=False),
        ],
        rows=[
            _total_row(rows, total, hiding, unit),
            *(_row(row, hiding, unit) for row in moving),
            *_rest_row(material, unit),
        ],
        notes=_notes(hiding),
    )
    return Section(TABLE, "三、贫困村交易情况", [_told(rows, total, hiding, unit)], [], [table])


def silent_villages(material: Material, *, number: str) -> list[Table]:
    """The list of poor villages without money in the month; none where each has some."""
    silent = [r for r in material.published.village_lines if not (r.gross_fen or r.refund_fen)]
    if not silent:
        return []
    return [
        Table(
            id=SILENT_TABLE,
            number=number,
            title="本月无销售记录的贫困村",
            columns=[
                Column("name", "村", is_number=False),
                Column("code", "村代码", is_number=False),
            ],
            rows=[Row(r.village_code, [r.name or UNNAMED, r.village_code]) for r in silent],
        )
    ]


def _unit(total: tuple[int, int, int]) -> str:
    return "元" if max(abs(fen) for fen in total) < LARGEST_IN_YUAN else "万元"


def _total(material: Material, rows: list[VillageRow]) -> tuple[int, int, int]:
    total = (
        sum(r.gross_fen for r in rows),
        sum(r.refund_fen for r in rows),
        sum(r.net_fen for r in rows),
    )
    county = material.row(POOR_VILLAGES, material.area_code, level="county")
    if county is not None and (county.gross_fen, county.refund_fen, county.net_fen) != total:
        raise FactsDisagreeError(
            f"villages sum to {total} fen (gross, refund, net), the county has "
            f"{(county.gross_fen, county.refund_fen, county.net_fen)}",
            where=f"mart_indicator_month, {POOR_VILLAGES}, {material.area_code}",
            advice="run the warehouse tests of this build; nothing was printed",
        )
    return total


def _total_row(
    rows: list[VillageRow], total: tuple[int, int, int], hiding: VillageHiding, unit: str
) -> Row:
    prefix = f"{PREFIX}.total"
    is_hidden = hiding.month.total
    households = sum(r.household_count or 0 for r in rows)
    return Row(
        "total",
        [
            "贫困村合计",
            DASH,
            _counted(f"{prefix}.households", households, is_hidden=is_hidden),
            # a shop may sell of several villages
            DASH,
            *_amounts(prefix, total, unit, is_hidden=is_hidden),
            DASH,
            DASH,
            DASH,
        ],
        "total",
    )


def _row(row: VillageRow, hiding: VillageHiding, unit: str) -> Row:
    prefix = f"{PREFIX}.{row.village_code}"
    is_hidden = row.village_code in hiding.month.rows
    amounts = (row.gross_fen, row.refund_fen, row.net_fen)
    grades = names((row.origin_grades or "").split("|")) or DASH
    return Row(
        row.village_code,
        [
            row.name or UNNAMED,
            row.village_code,
            _counted(f"{prefix}.households", row.household_count or 0, is_hidden=is_hidden),
            _counted(f"{prefix}.shops", row.shop_count or 0, is_hidden=is_hidden),
            *_amounts(prefix, amounts, unit, is_hidden=is_hidden),
            _yoy(row, hiding),
            _mom(row, hiding),
            grades,
        ],
    )


def _counted(fact_id: str, number: int, *, is_hidden: bool) -> Fact:
    return absent(fact_id, "suppressed") if is_hidden else count(fact_id, number)


def _amounts(
    prefix: str, amounts: tuple[int, int, int], unit: str, *, is_hidden: bool
) -> list[Fact]:
    keys = ("gross", "refund", "net")
    if is_hidden:
        return [absent(f"{prefix}.{key}", "suppressed", unit) for key in keys]
    return [money(f"{prefix}.{key}", fen, unit) for key, fen in zip(keys, amounts, strict=True)]


def _yoy(row: VillageRow, hiding: VillageHiding) -> str | Fact:
    fact_id = f"{PREFIX}.{row.village_code}.yoy"
    if row.matched_base_net_fen is None:
        return DASH
    if row.village_code in hiding.month.rows | hiding.base:
        return absent(fact_id, "suppressed", "%")
    rate = growth(fact_id, row.matched_net_fen, row.matched_base_net_fen)
    return absent(fact_id, "not_applicable", "%") if row.net_fen < 0 and rate.raw else rate


def _mom(row: VillageRow, hiding: VillageHiding) -> str | Fact:
    fact_id = f"{PREFIX}.{row.village_code}.mom"
    if not row.before_net_fen:
        return DASH
    if row.village_code in hiding.month.rows | hiding.before:
        return absent(fact_id, "suppressed", "%")
    return growth(fact_id, row.net_fen, row.before_net_fen)


def _rest_row(material: Material, unit: str) -> list[Row]:
    rest: IndicatorRow | None = material.row(
        POOR_VILLAGES, material.area_code, level="village_rest"
    )
    if rest is None or not rest.has_data:
        return []
    amounts = (rest.gross_fen, rest.refund_fen, rest.net_fen)
    cells: list[str | Fact] = ["未落到村", DASH, DASH, DASH]
    cells += _amounts(f"{PREFIX}.rest", amounts, unit, is_hidden=False)
    return [Row("rest", [*cells, DASH, DASH, DASH], "rest")]


def _told(
    rows: list[VillageRow], total: tuple[int, int, int], hiding: VillageHiding, unit: str
) -> Sentence:
    prefix = f"{PREFIX}.told"
    selling = sum(1 for r in rows if r.gross_fen > 0)
    parts: Parts = ["在册贫困村", count(f"{prefix}.villages", len(rows)), "个，本月有销售记录的"]
    parts += [count(f"{prefix}.selling", selling), "个，占"]
    parts += [*with_unit(share(f"{prefix}.share", selling, len(rows)))]
    if hiding.month.total:
        return sentence(parts, "；村户过少，交易额合计为保密。")
    gross, refund, net = total
    parts += ["；支付额", *with_unit(money(f"{prefix}.gross", gross, unit)), "，退款"]
    parts += [*with_unit(money(f"{prefix}.refund", refund, unit)), "，净额"]
    return sentence(parts, with_unit(money(f"{prefix}.net", net, unit)), "。")


def _notes(hiding: VillageHiding) -> list[Sentence]:
    found = [
        sentence(
            "按村代码排列，不排名；产地认定在村的线上交易额，与零售额口径不同，不可相加。"
            "同比按可比网店，环比未经季节调整。未落到村的，产地只认定到本县市区，不计入合计。"
        )
    ]
    if hiding.month.rows:
        limit = count(f"{PREFIX}.minimum", MINIMUM_HOUSEHOLDS)
        found.append(
            sentence(
                "动销户（无户码的看网店）不足",
                limit,
                "个的村，各数为保密；为防止由合计推出，必要时另有村或合计一并保密。",
            )
        )
    return found
