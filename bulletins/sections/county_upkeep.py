"""What a county can mend before its next issue: goods without a village, disputed origins.

Keep out: judging the county; amounts of single villages.
"""

from __future__ import annotations

from bulletins.facts import Section, Sentence
from bulletins.figures import count, money
from bulletins.sections.material import Material
from bulletins.sections.village_lines import silent_villages
from bulletins.vocabulary import POOR_VILLAGES
from bulletins.wording import sentence, with_unit

PREFIX = "upkeep"
UNIT = "元"


def upkeep(material: Material, *, number: str) -> Section:
    """The last section, with the list of silent villages under the table's `number`."""
    return Section(
        PREFIX,
        "五、数据核对",
        [*_rest(material), *_silent(material), *_disputed(material), how_to_mend()],
        [],
        silent_villages(material, number=number),
    )


def _rest(material: Material) -> list[Sentence]:
    rest = material.row(POOR_VILLAGES, material.area_code, level="village_rest")
    if rest is None or not rest.has_data:
        return []
    return [
        sentence(
            "产地只认定到本县市区、未落到村的交易额（净额）",
            with_unit(money(f"{PREFIX}.rest", rest.net_fen, UNIT)),
            "，请核对产品、户码、网店登记中的村代码是否齐全。",
        )
    ]


def _silent(material: Material) -> list[Sentence]:
    silent = sum(1 for r in material.published.village_lines if not (r.gross_fen or r.refund_fen))
    if not silent:
        return []
    return [
        sentence(
            "在册贫困村中本月无销售记录的",
            count(f"{PREFIX}.silent", silent),
            "个，请核对是否未发户码、未登记产品或确无销售。",
        )
    ]


def _disputed(material: Material) -> list[Sentence]:
    return [
        sentence(
            "另有经营地不在本县市区的网店",
            count(f"{PREFIX}.disputed.line_count", row.line_count),
            "条明细、支付额",
            with_unit(money(f"{PREFIX}.disputed.gross", row.gross_fen, UNIT)),
            "，产地依据涉及本县市区而与别处矛盾，待核。",
        )
        for row in material.published.disputed
    ]


def how_to_mend() -> Sentence:
    """How a figure is corrected: in a register, never in the bulletin."""
    return sentence(
        "更正一律在登记表上进行：填报后先检查、再载入，自下期起按登记的有效日重新认定，"
        "以前各期的变动列入修订；有效日早于登记日三十日以上的，经批准后计入考核。"
    )
