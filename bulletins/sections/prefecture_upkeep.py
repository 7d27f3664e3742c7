"""What the counties of a prefecture can mend before its next issue, a row each; internal edition.

Keep out: judging a county; villages and shops one by one.
"""

from __future__ import annotations

from bulletins.facts import Column, Fact, Row, Section, Table
from bulletins.figures import count, money
from bulletins.place_rows import DisputedRow
from bulletins.sections.county_upkeep import PREFIX, UNIT, how_to_mend
from bulletins.sections.material import Material
from bulletins.sections.village_hiding import villages_by_county
from bulletins.vocabulary import POOR_VILLAGES
from bulletins.wording import sentence

HEADING = "六、数据核对"
DASH = "—"


def prefecture_upkeep(material: Material, *, number: str) -> Section:
    """The last section: goods without a village and disputed origins, by county."""
    disputed = {r.county_code: r for r in material.published.disputed}
    with_villages = {r.county_code for r in villages_by_county(material)}
    rows = [
        _row(material, code, disputed.get(code))
        for code in sorted(with_villages | disputed.keys())
        if code in disputed or _rest_fen(material, code) is not None
    ]
    if not rows:
        return Section(PREFIX, HEADING, [how_to_mend()])
    table = Table(
        id=PREFIX,
        number=number,
        title="各县市区须核对的产地",
        columns=[
            Column("name", "县市区", is_number=False),
            Column("rest", "未落到村（净额）", UNIT),
            Column("line_count", "产地矛盾", "条"),
            Column("gross", "产地矛盾支付额", UNIT),
        ],
        rows=rows,
        notes=[
            sentence(
                "未落到村的，产地只认定到县市区，请核对产品、户码、网店登记中的村代码；"
                "产地矛盾为经营地不在该县市区的网店，产地依据涉及该县市区而与别处矛盾，待核，"
                "涉及几个县市区的分别列示，不可相加。"
            )
        ],
    )
    return Section(PREFIX, HEADING, [how_to_mend()], [], [table])


def _rest_fen(material: Material, code: str) -> int | None:
    rest = material.row(POOR_VILLAGES, code, level="village_rest")
    return rest.net_fen if rest is not None and rest.has_data else None


def _row(material: Material, code: str, disputed: DisputedRow | None) -> Row:
    prefix = f"{PREFIX}.{code}"
    rest_fen = _rest_fen(material, code)
    cells: list[str | Fact] = [material.area(code).name]
    cells.append(DASH if rest_fen is None else money(f"{prefix}.rest", rest_fen, UNIT))
    if disputed is None:
        cells += [DASH, DASH]
    else:
        cells.append(count(f"{prefix}.disputed.line_count", disputed.line_count))
        cells.append(money(f"{prefix}.disputed.gross", disputed.gross_fen, UNIT))
    return Row(code, cells)
