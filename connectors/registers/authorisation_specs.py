"""Form of the register of data authorisations: which shop agreed, to what, until when.

Source: clauses C086, C159, C198 (shops hand over their sales data; a withdrawal ends the demo
status); PIPL articles 15 and 47 (a withdrawal undoes nothing that was done before it, and data is
erased, or where a law has it kept, only stored). docs/authorisations.md states the rule.
Keep out: the effect on figures (dbt), on pulls (orchestration).
"""

from __future__ import annotations

from connectors.registers.columns import choice, choices, day, platform, text
from connectors.registers.paths import AGREED_END, LINES_OF_SHOP, OF_SHOP
from connectors.registers.spec_types import RegisterSpec, RowRule
from connectors.registers.vocabularies import (
    AGREED_BY,
    AUTHORISED_KINDS,
    WITHDRAWAL_CHOICES,
)

AUTHORISATIONS = RegisterSpec(
    name="authorisations",
    title_zh="数据授权",
    meaning=(
        "Which shop lets us read what, from valid_from until valid_to as agreed. A platform "
        "without any row keeps no such register; where it has one, days of a shop without an "
        "authorisation do not count."
    ),
    key=("platform", "shop_id"),
    county=(OF_SHOP,),
    lines=(LINES_OF_SHOP,),
    terms=(AGREED_END,),
    # a withdrawal waits for nobody, however far back it reaches
    is_approved_late=False,
    rules=(
        RowRule(kind="needs", column="withdrawal_choice", other="revoked_on"),
        RowRule(kind="needs", column="revoked_on", other="withdrawal_choice"),
        RowRule(kind="not_before", column="revoked_on", other="agreed_on"),
    ),
    columns=(
        platform(),
        # no reference: a shop may sign before anybody has registered it
        text("shop_id", "店铺编号", "the platform's id of the shop", is_required=True),
        text("authorisation_no", "授权书编号", "number of the letter", is_required=True),
        choices("scope", "授权范围", "what may be read", AUTHORISED_KINDS, is_required=True),
        choice("agreed_by", "授权人身份", "in what capacity, never a name", AGREED_BY),
        day("agreed_on", "授权签署日期", "day of the signature", is_required=True),
        day(
            "revoked_on",
            "撤回日期",
            "first day of the withdrawal; empty = not withdrawn",
        ),
        choice(
            "withdrawal_choice",
            "撤回后处理",
            "what becomes of earlier days; needed with a withdrawal",
            WITHDRAWAL_CHOICES,
            is_required=False,
        ),
        text("document", "依据", "where the letter is kept"),
    ),
)
