"""Forms of the registers of goods: products, batches, industries, items and boxes.

Source: clauses C066 (catalogue of products), C130 (industries), C044 (batches that can be traced),
C051 (一村一品), C017 (boxes), C149 (dated classes of goods); design, section 4 (O1, O3).
Keep out: brands, certificates and catalogues (brand_specs).
"""

from __future__ import annotations

from connectors.registers.columns import (
    BRAND,
    PRODUCER,
    choice,
    county,
    day,
    platform,
    producer,
    product,
    quantity,
    share,
    text,
    village,
)
from connectors.registers.paths import (
    GOODS_OF_PRODUCT,
    IN_COUNTY,
    LINES_OF_ITEM,
    OF_PRODUCER,
    OF_PRODUCT,
)
from connectors.registers.spec_types import LinePath, RegisterSpec, RowRule
from connectors.registers.vocabularies import EVIDENCE_KINDS, GOODS_CLASSES, MATCH_METHODS

PRODUCTS = RegisterSpec(
    name="products",
    title_zh="产品",
    meaning="Registered products, batches and brand users: class and origin (O1, O3).",
    key=("product_code",),
    county=(IN_COUNTY, OF_PRODUCER),
    lines=GOODS_OF_PRODUCT,
    rules=(RowRule(kind="needs", column="output_unit", other="yearly_output"),),
    columns=(
        text("product_code", "产品代码", "code of the product", is_required=True),
        text("product_name", "产品名称", "name", is_required=True),
        choice("goods_class", "商品类别", "class of goods", GOODS_CLASSES),
        text("industry", "产业", "one of the registered industries, by its name"),
        county(label_zh="产地县代码", meaning="county of origin"),
        village(label_zh="产地村代码", meaning="village of origin"),
        text("producer_code", "主体代码", "producer, where there is one", refers_to=PRODUCER),
        choice("evidence_kind", "登记方式", "what the origin rests on", EVIDENCE_KINDS),
        text("brand_code", "品牌代码", "brand that it is sold under", refers_to=BRAND),
        quantity("yearly_output", "年产量", "output of a year, in the unit (C066)"),
        text("output_unit", "产量单位", "unit of the output, as 吨"),
    ),
)

BATCHES = RegisterSpec(
    name="batches",
    title_zh="产品批次",
    meaning="Batches of a product that can be traced to their delivery slips (C044, C110).",
    key=("batch_code",),
    county=(OF_PRODUCER, OF_PRODUCT),
    lines=(LinePath(columns=("batch_code",), theirs=("merchant_code",)),),
    rules=(
        RowRule(kind="needs", column="unit", other="quantity"),
        RowRule(kind="not_before", column="best_before_on", other="produced_on"),
    ),
    columns=(
        text("batch_code", "批次码", "code of the batch", is_required=True),
        product(is_required=True),
        producer(),
        day("produced_on", "生产日期", "day of harvest or packing", is_required=True),
        quantity("quantity", "数量", "size of the batch, in the unit"),
        text("unit", "单位", "unit of the quantity"),
        day("best_before_on", "保质期至", "last day of its shelf life"),
    ),
)

INDUSTRIES = RegisterSpec(
    name="industries",
    title_zh="特色产业",
    meaning=(
        "The industries that a programme counts. The Guizhou document speaks of twelve and names "
        "four (C130): the others are entered with the document that lists them."
    ),
    key=("industry",),
    columns=(
        text("industry", "产业", "name of the industry", is_required=True),
        choice("goods_class", "商品类别", "class that most of it is", GOODS_CLASSES),
        text("document", "依据文件", "document that lists it", is_required=True),
        text("clause", "条款", "its clause"),
    ),
)

ITEM_MATCHES = RegisterSpec(
    name="item_matches",
    title_zh="商品匹配",
    meaning=(
        "Confirmed matches of a platform's item with a registered product: by a stated rule (see "
        "docs/matching.md) or by a person."
    ),
    key=("platform", "item_id"),
    county=(OF_PRODUCT,),
    lines=(LINES_OF_ITEM,),
    columns=(
        platform(),
        text(
            "item_id",
            "商品编号",
            "the platform's id of the item; for lines of export files that tell none, 编码:shop_id:"
            "code, or where no code was typed 标题:shop_id:title, without blanks, in small letters",
            is_required=True,
        ),
        product(is_required=True),
        choice(
            "match_method",
            "匹配方式",
            "which rule, or a person; empty = told by a file",
            MATCH_METHODS,
            is_required=False,
        ),
        text("evidence", "匹配依据", "what it rests on, without a title's own words"),
        text(
            "decided_by",
            "裁定人",
            "id of the official who decided; empty = a rule or a file",
            is_shown=False,
        ),
    ),
)

BOXES = RegisterSpec(
    name="boxes",
    title_zh="礼盒组成",
    meaning=(
        "What a box holds and which share of its price each part is (O3). A box that is packed "
        "anew is a new validity; the version of the payment day counts. A load that mentions a "
        "box states all its parts. What the parts leave of the whole is packaging and margin and "
        "stays with the assembler (C017)."
    ),
    key=("box_code", "part_no"),
    told_as_one=("box_code",),
    lines=(LinePath(columns=("box_code",), theirs=("merchant_code",)),),
    rules=(RowRule(kind="needs", column="unit", other="quantity"),),
    columns=(
        text("box_code", "礼盒商家编码", "the code as shops enter it", is_required=True),
        text("part_no", "组成序号", "number of the part", is_required=True),
        product(is_required=True),
        share(
            "share_ppm",
            "价值份额（百万分之）",
            "parts in a million; the parts of a box sum to 1,000,000 at most",
            is_required=True,
        ),
        text("assembler_code", "组装主体代码", "who packs the box", refers_to=PRODUCER),
        quantity("quantity", "数量", "how much of the product one box holds"),
        text("unit", "单位", "unit of the quantity"),
    ),
)
