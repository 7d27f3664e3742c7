"""Forms of the registers of helped sales: pairings, events, contracts.

Source: clauses C023 (湘西州 and 济南), C024 (six cities, four counties, four districts), C162
(shops of the helper), C010, C011, C104, C221 (festivals, fairs, live sales), C012 (intent and
fulfilment), C163 (schools, units, communities), C019 (partner offices).
Keep out: the sales they bring (dbt).
"""

from __future__ import annotations

from connectors.registers.columns import (
    ENTERPRISE,
    PAIRING,
    SHOP,
    choice,
    choices,
    code,
    county,
    day,
    fen,
    platform,
    producer,
    product,
    quantity,
    text,
)
from connectors.registers.paths import IN_COUNTY, LINES_OF_SHOP, OF_SHOP
from connectors.registers.spec_types import RegisterSpec, RowRule, Term
from connectors.registers.vocabularies import (
    GROUP_PROOFS,
    PLATFORMS,
)
from connectors.registers.work_vocabularies import (
    BUYER_CHANNELS,
    EVENT_KINDS,
    PAIRING_KINDS,
)

_REGION = "six-digit code of a county, prefecture or province; the buyer's side may be outside"

PAIRINGS = RegisterSpec(
    name="pairings",
    title_zh="对口帮扶",
    meaning=(
        "Which region helps which: sales of the helped region to buyers in the helper's, and by "
        "the helper's shops, are counted by themselves and as their union."
    ),
    key=("pairing_no", "helper_code", "helped_code"),
    rules=(RowRule(kind="differs", column="helped_code", other="helper_code"),),
    columns=(
        text("pairing_no", "结对编号", "number of the pairing", is_required=True),
        choice("pairing_kind", "结对类型", "between provinces or within one", PAIRING_KINDS),
        code("helper_code", "帮扶地代码", _REGION, 6, is_required=True),
        code("helped_code", "受助地代码", _REGION, 6, is_required=True),
        text("document", "依据文件", "document that pairs them", is_required=True),
        text("clause", "条款", "its clause"),
    ),
)

PAIRING_SHOPS = RegisterSpec(
    name="pairing_shops",
    title_zh="对口帮扶店",
    meaning="Shops that the helper's side runs for the helped region (C162).",
    key=("pairing_no", "platform", "shop_id"),
    columns=(
        text("pairing_no", "结对编号", "the pairing", is_required=True, refers_to=PAIRING),
        platform(),
        text(
            "shop_id",
            "店铺编号",
            "the platform's id of the shop",
            is_required=True,
            refers_to=SHOP,
        ),
        text("enterprise_code", "运营企业代码", "who runs it", refers_to=ENTERPRISE),
    ),
)

EVENTS = RegisterSpec(
    name="events",
    title_zh="活动",
    meaning="Festivals, fairs, matchmaking and live sales with their days, for a report of each.",
    key=("event_no",),
    rules=(RowRule(kind="not_before", column="ends_on", other="starts_on"),),
    columns=(
        text("event_no", "活动编号", "number of the event", is_required=True),
        text("event_name", "活动名称", "what it is called", is_required=True),
        choice("event_kind", "活动类型", "what it is", EVENT_KINDS),
        code("area_code", "举办地代码", "county, prefecture or province that holds it", 6),
        text("host", "主办单位", "who holds it, an organisation"),
        day("starts_on", "开始日期", "first day", is_required=True),
        day("ends_on", "结束日期", "last day", is_required=True),
        choices("platforms", "参与平台", "platforms that take part", PLATFORMS),
    ),
)

CONTRACTS = RegisterSpec(
    name="contracts",
    title_zh="产销对接合同",
    meaning=(
        "What was agreed at matchmaking and what became of it: intent and fulfilment stand beside "
        "each other and are never added (C012). The buyer is an organisation."
    ),
    key=("contract_no",),
    county=(IN_COUNTY,),
    terms=(
        Term(
            column="fulfilled_until_on",
            days=92,
            meaning_zh="履约情况超过一季度未更新",
            source="C012 产销对接; C029 定期更新",
        ),
    ),
    rules=(
        RowRule(kind="needs", column="fulfilled_until_on", other="fulfilled_fen"),
        RowRule(kind="not_before", column="fulfilled_until_on", other="signed_on"),
        RowRule(kind="needs", column="unit", other="quantity"),
    ),
    columns=(
        text("contract_no", "合同编号", "number of the contract", is_required=True),
        text(
            "event_no",
            "活动编号",
            "event at which it was signed",
            refers_to="events.event_no",
        ),
        county(label_zh="供方县代码", meaning="county of the goods", is_required=True),
        producer(),
        text("enterprise_code", "供方企业代码", "supplier, an enterprise", refers_to=ENTERPRISE),
        product("the product; empty = several"),
        text("buyer", "采购单位", "organisation that buys, never a person", is_required=True),
        choice("buyer_channel", "采购渠道", "what kind of buyer (C163)", BUYER_CHANNELS),
        day("signed_on", "签订日期", "day of signing", is_required=True),
        fen("intent_fen", "意向金额（分）", "amount agreed", is_required=True),
        fen("fulfilled_fen", "履约金额（分）", "amount delivered and paid so far; empty = unknown"),
        day("fulfilled_until_on", "履约统计至", "day up to which fulfilment is counted"),
        quantity("quantity", "数量", "how much was agreed, in the unit"),
        text("unit", "单位", "unit of the quantity"),
    ),
)

GROUP_SALES = RegisterSpec(
    name="group_sales",
    title_zh="团购与活动报备",
    meaning=(
        "Contracts and events that explain many like orders of a shop in a few days: on these days "
        "nothing of the shop is held out as suspected brushing."
    ),
    key=("proof_no", "platform", "shop_id"),
    county=(OF_SHOP,),
    lines=(LINES_OF_SHOP,),
    columns=(
        text("proof_no", "合同或活动编号", "number of the contract or event", is_required=True),
        choice("proof_kind", "依据类型", "what explains the orders", GROUP_PROOFS),
        platform(),
        text(
            "shop_id",
            "店铺编号",
            "the platform's id of the shop",
            is_required=True,
            refers_to=SHOP,
        ),
        text("name", "名称", "what it is called", is_required=True),
    ),
)
