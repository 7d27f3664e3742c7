"""What the poor villages of a prefecture sold, by county.

Counties that few households stand behind are held back, save in the internal edition, which has
payments and refunds too. Counties aren't ranked here.
Keep out: single villages (`village_lines`).
"""

from __future__ import annotations

from bulletins.errors import FactsDisagreeError
from bulletins.facts import Column, Fact, Row, RowKind, Section, Sentence, Table
from bulletins.figures import absent, count, money, share
from bulletins.place_rows import CountyVillagesRow
from bulletins.sections.material import Material
from bulletins.sections.village_hiding import hidden_counties, villages_by_county
from bulletins.suppression import MINIMUM_HOUSEHOLDS
from bulletins.vocabulary import POOR_VILLAGES
from bulletins.wording import Parts, sentence, with_unit

TABLE = "county-villages"
PREFIX = "county_villages"
HEADING = "四、贫困村和带动情况"
LABELS = {"gross": "支付额", "refund": "退款额", "month": "本月交易额"}
PUBLIC_KEYS: tuple[str, ...] = ("month",)
INTERNAL_KEYS = ("gross", "refund", "month")


def county_villages(material: Material, unit: str, *, number: str) -> Section:
    """The section; FactsDisagreeError where the counties don't sum to the prefecture."""
    rows = villages_by_county(material)
    if not rows:
        return Section(TABLE, HEADING, [sentence("文件所列贫困村名单中没有本市州的村。")])
    hidden = hidden_counties(material)
    keys = INTERNAL_KEYS if material.edition == "internal" else PUBLIC_KEYS
    money_of = {r.county_code: _amounts(material, r.county_code, "county") for r in rows}
    total = _amounts(material, material.area_code, "prefecture")
    parts_sum = {key: sum(fen[key] for fen in money_of.values()) for key in total}
    if total != parts_sum:
        raise FactsDisagreeError(
            f"counties sum to {parts_sum} fen, the prefecture has {total}",
            where=f"mart_indicator_month, {POOR_VILLAGES}, {material.area_code}",
            advice="run the warehouse tests of this build; nothing was printed",
        )
    whole = CountyVillagesRow(
        county_code=material.area_code,
        prefecture_code=material.area_code,
        village_count=sum(r.village_count for r in rows),
        selling_count=sum(r.selling_count for r in rows),
        household_count=sum(r.household_count for r in rows),
        shop_count=0,
    )
    table = Table(
        id=TABLE,
        number=number,
        title="各县市区贫困村动销情况",
        columns=[
            Column("name", "县市区", is_number=False),
            Column("villages", "贫困村", "个"),
            Column("selling", "动销村", "个"),
            Column("share", "动销面", "%"),
            Column("households", "动销户", "户"),
            *(Column(key, LABELS[key], unit) for key in keys),
        ],
        rows=[
            _row(whole, "合计", total, unit, keys, "total", is_hidden=hidden.total),
            *(
                _row(
                    r,
                    material.area(r.county_code).name,
                    money_of[r.county_code],
                    unit,
                    keys,
                    is_hidden=r.county_code in hidden.rows,
                )
                for r in rows
            ),
        ],
        notes=[*_hiding_note(material), sentence("各村见县市区通报；贫困村、贫困户不排名。")],
    )
    parts: Parts = ["在册贫困村", count(f"{PREFIX}.told.villages", whole.village_count)]
    parts += [
        "个，本月有销售记录的",
        count(f"{PREFIX}.told.selling", whole.selling_count),
        "个，占",
    ]
    told = share(f"{PREFIX}.told.share", whole.selling_count, whole.village_count)
    return Section(TABLE, HEADING, [sentence(parts, with_unit(told), "。")], [], [table])


def _hiding_note(material: Material) -> list[Sentence]:
    if material.edition == "internal":
        return []
    return [
        sentence(
            "动销户（无户码的看网店）不足",
            count(f"{PREFIX}.minimum", MINIMUM_HOUSEHOLDS),
            "户的县市区，户数和金额为保密；为防止由合计推出，必要时另列保密。",
        )
    ]


def _amounts(material: Material, code: str, level: str) -> dict[str, int]:
    row = material.row(POOR_VILLAGES, code, level=level)
    if row is None:
        return dict.fromkeys(INTERNAL_KEYS, 0)
    return {"gross": row.gross_fen, "refund": row.refund_fen, "month": row.net_fen}


def _row(
    row: CountyVillagesRow,
    name: str,
    amounts: dict[str, int],
    unit: str,
    keys: tuple[str, ...],
    kind: RowKind = "area",
    *,
    is_hidden: bool,
) -> Row:
    prefix = f"{PREFIX}.{row.county_code}"
    households = count(f"{prefix}.households", row.household_count)
    told = [money(f"{prefix}.{key}", amounts[key], unit) for key in keys]
    if is_hidden:
        households = absent(households.id, "suppressed", "户")
        told = [absent(one.id, "suppressed", unit) for one in told]
    cells: list[str | Fact] = [
        name,
        count(f"{prefix}.villages", row.village_count),
        count(f"{prefix}.selling", row.selling_count),
        share(f"{prefix}.share", row.selling_count, row.village_count),
        households,
        *told,
    ]
    return Row(row.county_code, cells, kind)
