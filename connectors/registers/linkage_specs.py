"""Forms of the registers of 利益联结: what ties producers to those who buy, sell and employ.

Source: clauses C030 (enterprises sign with villages and households), C065 (protection price), C168
(modes), C169 (links of the chain), C031 (work for poor households), C049 (income with vouchers). No
household's name, telephone or number: producers go by opaque codes.
Keep out: what the shares of an agreement do to a sale (dbt).
"""

from __future__ import annotations

from connectors.registers.columns import (
    AGREEMENT,
    BATCH,
    ENTERPRISE,
    choice,
    count,
    county,
    day,
    fen,
    platform,
    producer,
    product,
    quantity,
    share,
    shop,
    text,
    village,
)
from connectors.registers.paths import AGREED_END, IN_COUNTY, LINES_OF_SHOP, OF_PRODUCER, OF_SHOP
from connectors.registers.spec_types import LinePath, RegisterSpec, RowRule
from connectors.registers.vocabularies import (
    BENEFIT_KINDS,
    CHAIN_LINKS,
    LINKAGE_MODES,
    VOUCHER_KINDS,
)

_UNIT = text("unit", "单位", "unit of the quantity, as 斤, 千克, 枚, 件", is_required=True)

AGREEMENTS = RegisterSpec(
    name="agreements",
    title_zh="利益联结协议",
    meaning="Which share of a shop's sales comes from which producer (O2, estimated).",
    key=("agreement_no", "producer_code"),
    told_as_one=("agreement_no",),
    county=(OF_PRODUCER, OF_SHOP),
    lines=(LINES_OF_SHOP,),
    terms=(AGREED_END,),
    rules=(RowRule(kind="needs", column="price_unit", other="protection_price_fen"),),
    columns=(
        text("agreement_no", "协议编号", "number of the agreement", is_required=True),
        platform(),
        shop(),
        product("the product it covers; empty = all of the shop"),
        producer(is_required=True),
        share(
            "share_ppm",
            "份额（百万分之）",
            "parts in a million; the shares of an agreement sum to 1,000,000 at most",
            is_required=True,
        ),
        choice("linkage_mode", "联结方式", "mode (C168)", LINKAGE_MODES, is_required=False),
        text(
            "enterprise_code",
            "企业代码",
            "enterprise that signed it (C030)",
            refers_to=ENTERPRISE,
        ),
        village(meaning="village whose committee signed it, where one did (C030)"),
        fen(
            "protection_price_fen",
            "保护价（分/单位）",
            "least price for one unit (C065); a delivery below it is told",
        ),
        text("price_unit", "保护价单位", "unit of the protection price, as 斤"),
    ),
)

DELIVERIES = RegisterSpec(
    name="deliveries",
    title_zh="交付台账",
    meaning=(
        "What producers handed over under an agreement: each weighing slip is a row. Shares of a "
        "batch follow from the quantities (O1); amounts are what the producer was paid for it."
    ),
    key=("delivery_no",),
    county=(OF_PRODUCER,),
    lines=(
        LinePath(columns=("batch_code",), theirs=("merchant_code",)),
        LinePath(columns=("agreement_no",), theirs=("agreement_no",), register="agreements"),
    ),
    is_county_reported=True,
    rules=(
        RowRule(kind="needs", column="voucher_kind", other="voucher_no"),
        RowRule(kind="needs", column="voucher_no", other="voucher_kind"),
    ),
    columns=(
        text("delivery_no", "交付单号", "number of the slip", is_required=True),
        text(
            "agreement_no",
            "协议编号",
            "agreement that it fulfils; empty = sold without one",
            refers_to=AGREEMENT,
        ),
        producer(is_required=True),
        product(is_required=True),
        text(
            "batch_code",
            "批次码",
            "batch that it went into; the merchant code where shops enter it",
            refers_to=BATCH,
        ),
        day("delivered_on", "交付日期", "day of handing over", is_required=True),
        quantity("quantity", "数量", "how much, in the unit", is_required=True),
        _UNIT,
        fen("price_fen", "单价（分/单位）", "paid for one unit; empty = not known"),
        fen("amount_fen", "金额（分）", "paid for all of it; empty = not known"),
        choice("voucher_kind", "凭证类型", "kind of voucher", VOUCHER_KINDS, is_required=False),
        text("voucher_no", "凭证号", "number of the voucher; empty = none was shown"),
    ),
)

BENEFITS = RegisterSpec(
    name="benefits",
    title_zh="农户增收台账",
    meaning=(
        "What a producer got through e-commerce, by kind and with its voucher: the only source of "
        "户均增收 (design, section 3). What a slip of the deliveries pays is not entered again."
    ),
    key=("benefit_no",),
    county=(OF_PRODUCER,),
    is_county_reported=True,
    columns=(
        text("benefit_no", "台账编号", "number of the entry", is_required=True),
        producer(is_required=True),
        choice("benefit_kind", "收益类型", "what it was paid for", BENEFIT_KINDS),
        day("paid_on", "支付日期", "day of the payment", is_required=True),
        fen("amount_fen", "金额（分）", "paid to the producer", is_required=True),
        choice("voucher_kind", "凭证类型", "kind of voucher", VOUCHER_KINDS),
        text("voucher_no", "凭证号", "number of the voucher", is_required=True),
        text("enterprise_code", "企业代码", "who paid", refers_to=ENTERPRISE),
        text("agreement_no", "协议编号", "agreement that it fulfils", refers_to=AGREEMENT),
        choice(
            "chain_link",
            "产业链环节",
            "link of the chain that it came from (C169)",
            CHAIN_LINKS,
            is_required=False,
        ),
    ),
)

EMPLOYMENT = RegisterSpec(
    name="employment",
    title_zh="用工台账",
    meaning=(
        "Persons that an e-commerce enterprise employed in a month, counted and not named (C031)."
    ),
    key=("enterprise_code", "county_code", "month_on", "chain_link"),
    county=(IN_COUNTY,),
    is_county_reported=True,
    rules=(RowRule(kind="at_most", column="poor_employed_count", other="employed_count"),),
    columns=(
        text("enterprise_code", "企业代码", "who employs", is_required=True, refers_to=ENTERPRISE),
        county(meaning="county of the work", is_required=True),
        day("month_on", "月份首日", "first day of the month, as 2020-06-01", is_required=True),
        choice("chain_link", "产业链环节", "link of the chain (C169)", CHAIN_LINKS),
        count("employed_count", "用工人数", "persons employed", is_required=True),
        count(
            "poor_employed_count",
            "其中贫困劳动力",
            "of these from registered poor households; never more than all",
            is_required=True,
        ),
        fen("poor_wages_fen", "贫困劳动力工资（分）", "wages paid to these"),
    ),
)
