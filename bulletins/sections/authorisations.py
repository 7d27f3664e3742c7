"""What the notes say of shops' leave to read their sales: of which platforms a register is kept.

Without a register nobody's leave is on file, and every shop's sales count: the bulletin says so.
Keep out: what is held out for want of one (`pending`).
Source: PIPL, article 13; clause C086.
"""

from __future__ import annotations

from bulletins.facts import Sentence
from bulletins.figures import count
from bulletins.place_rows import AuthorisationsRow
from bulletins.sections.material import Material
from bulletins.vocabulary import PLATFORMS, name_of
from bulletins.wording import Parts, sentence

PREFIX = "authorisations"


def authorisations(material: Material) -> list[Sentence]:
    """A sentence for the platforms without a register, and one for each that has one."""
    rows = material.published.authorisations
    without = [row for row in rows if not row.is_kept]
    found = []
    if without:
        parts: Parts = [
            "以下平台未建数据授权登记表，本月有销售的网店是否同意无记录可查，一律视为已授权："
        ]
        for row in without:
            parts += ["" if row is without[0] else "、", *_selling(row)]
        found.append(sentence(parts, "。"))
    return found + [_kept(row) for row in rows if row.is_kept]


def _selling(row: AuthorisationsRow) -> Parts:
    number = count(f"{PREFIX}.{row.platform}.selling", row.selling_shop_count)
    return [name_of(PLATFORMS, row.platform), number, "家"]


def _kept(row: AuthorisationsRow) -> Sentence:
    prefix = f"{PREFIX}.{row.platform}"
    parts: Parts = ["按数据授权登记表，", *_selling(row), "有销售的网店中，月末有授权的"]
    parts += [count(f"{prefix}.authorised", row.authorised_shop_count), "家，已撤回的"]
    parts += [count(f"{prefix}.withdrawn", row.withdrawn_shop_count), "家"]
    return sentence(parts, "；无授权之日的销售不计入，列入待核。")
