"""Forms of the registers of producers: who grows, how much, and under which code it is sold.

Source: clauses C134, C137 (一户一码), C030, C060 (master data of households by the poverty office);
design, section 4 (O1, O2). No name, telephone or number of a person anywhere.
Keep out: names of households (identity, a sealed store of its own).
"""

from __future__ import annotations

from connectors.registers.columns import (
    BATCH,
    ENTERPRISE,
    PRODUCER_CODE,
    choice,
    count,
    county,
    opaque,
    producer,
    product,
    quantity,
    text,
    village,
    yes_no,
)
from connectors.registers.paths import (
    CODES_OF_PRODUCER,
    IN_COUNTY,
    LINES_OF_CODE,
    OF_PRODUCER,
    OF_PRODUCT,
    OF_VILLAGE,
    SHOPS_OF_PRODUCER,
)
from connectors.registers.spec_types import LinePath, RegisterSpec, RowRule
from connectors.registers.vocabularies import CAPACITY_SOURCES, CODE_KINDS, PRODUCER_KINDS

PRODUCERS = RegisterSpec(
    name="producers",
    title_zh="生产主体",
    meaning="Households, co-ops and enterprises, by opaque codes.",
    key=("producer_code",),
    county=(IN_COUNTY, OF_VILLAGE),
    lines=(CODES_OF_PRODUCER, SHOPS_OF_PRODUCER),
    is_county_reported=True,
    rules=(RowRule(kind="differs", column="coop_code", other="producer_code"),),
    columns=(
        opaque("producer_code", "主体代码", PRODUCER_CODE, is_required=True),
        choice("producer_kind", "主体类型", "kind of producer", PRODUCER_KINDS),
        county(meaning="county of production"),
        village(meaning="village of production"),
        yes_no("is_poor_household", "建档立卡户", "registered poor household; empty = not known"),
        text(
            "enterprise_code",
            "企业代码",
            "the enterprise, where the producer is one",
            refers_to=ENTERPRISE,
        ),
        text(
            "coop_code",
            "所属合作社代码",
            "co-op that the household belongs to, as a producer",
            refers_to="producers.producer_code",
        ),
    ),
)

CAPACITIES = RegisterSpec(
    name="capacities",
    title_zh="年产能",
    meaning="What a producer can yield of a product in a year, as inspected or told.",
    key=("producer_code", "product_code", "year"),
    county=(OF_PRODUCER,),
    lines=(
        LinePath(
            columns=("producer_code", "product_code"),
            theirs=("producer_code", "product_code"),
            register="codes",
        ),
    ),
    columns=(
        producer(is_required=True),
        product(is_required=True),
        count("year", "年度", "calendar year", is_required=True, least=2000, most=2100),
        quantity("quantity", "产能", "how much, in the unit", is_required=True),
        text("unit", "单位", "unit of the quantity, as 斤, 千克, 枚, 件", is_required=True),
        choice("source", "依据", "what it rests on", CAPACITY_SOURCES),
        quantity("area_mu", "面积（亩）", "area under the crop; a base of 500 mu is told (C224)"),
    ),
)

CODES = RegisterSpec(
    name="codes",
    title_zh="商家编码（一户一码）",
    meaning="What a merchant code on a line stands for.",
    key=("merchant_code",),
    county=(OF_PRODUCER, OF_PRODUCT),
    lines=(LINES_OF_CODE,),
    columns=(
        text("merchant_code", "商家编码", "the code as shops enter it", is_required=True),
        choice("code_kind", "编码类型", "what the code stands for", CODE_KINDS),
        producer(),
        product(),
        count(
            "capacity_quantity",
            "年产能（件）",
            "units a year it can yield; empty = no quantity registered (O2 at best)",
        ),
        text("batch_code", "批次码", "the batch, where it stands for one", refers_to=BATCH),
    ),
)
