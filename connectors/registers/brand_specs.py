"""Forms of the registers of brands: brands, their users, certificates, catalogues.

Source: clauses C005, C051, C089 to C092, C199 (一县一品, 一乡一品, 一村一品), C004, C067 (三品一标
and the SC licence), C131, C132 (regional brands), C208 (trademarks), C109, C209 (lists of brands).
Keep out: products themselves (goods_specs).
"""

from __future__ import annotations

from connectors.registers.columns import (
    BRAND,
    ENTERPRISE,
    PRODUCT,
    choice,
    choices,
    code,
    count,
    county,
    day,
    producer,
    product,
    quantity,
    text,
)
from connectors.registers.paths import AGREED_END, GOODS_OF_PRODUCT, IN_COUNTY, OF_PRODUCER
from connectors.registers.spec_types import RegisterSpec, RowRule, Term
from connectors.registers.vocabularies import (
    BRAND_KINDS,
    BRAND_LISTS,
    CATALOGUE_LEVELS,
    CERTIFICATE_KINDS,
    MEDIA_LEVELS,
)

BRANDS = RegisterSpec(
    name="brands",
    title_zh="网销品牌",
    meaning="Brands of a county, town or village, regional brands and geographical indications.",
    key=("brand_code",),
    columns=(
        text("brand_code", "品牌代码", "code within these registers", is_required=True),
        text("brand_name", "品牌名称", "name of the brand", is_required=True),
        choice("brand_kind", "品牌类型", "for which area it stands", BRAND_KINDS),
        code(
            "area_code",
            "所属区划代码",
            "county (6 digits), town (9) or village (12) it stands for",
            6,
            9,
            12,
            is_required=True,
        ),
        text("enterprise_code", "持有单位代码", "organisation that holds it", refers_to=ENTERPRISE),
        text("trademark_no", "商标注册号", "number of the trademark (C208)"),
        quantity("scale_mu", "种植规模（亩）", "area grown (C089)"),
        count("livestock_count", "养殖规模（头羽）", "animals kept (C089)"),
        count("poor_household_count", "参与贫困户数", "poor households that take part (C089)"),
        choice(
            "media_level",
            "宣传媒体级别",
            "highest medium that spoke of it (C092)",
            MEDIA_LEVELS,
            is_required=False,
        ),
        choices("lists", "入选名单", "lists it was chosen for (C109, C209)", BRAND_LISTS),
    ),
)

BRAND_USERS = RegisterSpec(
    name="brand_users",
    title_zh="品牌授权使用人",
    meaning=(
        "Which producer may use a brand or geographical indication for which product, from when to "
        "when (O3)."
    ),
    key=("brand_code", "producer_code", "product_code"),
    county=(OF_PRODUCER,),
    lines=GOODS_OF_PRODUCT,
    terms=(AGREED_END,),
    columns=(
        text("brand_code", "品牌代码", "the brand", is_required=True, refers_to=BRAND),
        producer(is_required=True),
        text(
            "product_code",
            "产品代码",
            "the product that it may be used for",
            is_required=True,
            refers_to=PRODUCT,
        ),
        text("permit_no", "授权编号", "number of the permission", is_required=True),
    ),
)

CERTIFICATES = RegisterSpec(
    name="certificates",
    title_zh="产品认证",
    meaning=(
        "三品一标, geographical indications and food licences, with the day they expire. One that "
        "names product and producer and holds on the day of payment tells where the product's "
        "sales come from (O3); an expired one and a food licence tell nothing."
    ),
    key=("certificate_no",),
    county=(IN_COUNTY,),
    lines=GOODS_OF_PRODUCT,
    terms=(
        Term(
            column="expires_on",
            days=0,
            meaning_zh="证书已过有效期",
            source="C004 认证有效期",
        ),
    ),
    rules=(RowRule(kind="after", column="expires_on", other="issued_on"),),
    columns=(
        text("certificate_no", "证书编号", "number of the certificate", is_required=True),
        choice("certificate_kind", "认证类型", "what it certifies (C067)", CERTIFICATE_KINDS),
        product("product that it covers; empty = all of the holder's"),
        producer(),
        text("enterprise_code", "持证企业代码", "holder", refers_to=ENTERPRISE),
        county(meaning="county of the holder", is_required=True),
        text("issued_by", "发证机构", "who issued it", is_required=True),
        day("issued_on", "发证日期", "day of issue", is_required=True),
        day("expires_on", "有效期至", "first day on which it no longer holds", is_required=True),
    ),
)

CATALOGUE = RegisterSpec(
    name="poverty_catalogue",
    title_zh="扶贫产品目录",
    meaning="Products that the poverty office has listed, with the list that names them.",
    key=("product_code", "catalogue_level"),
    county=(IN_COUNTY,),
    columns=(
        product(is_required=True),
        choice("catalogue_level", "目录级别", "whose list it is", CATALOGUE_LEVELS),
        text("catalogue_no", "目录批次", "number of the list", is_required=True),
        text("document", "认定文件", "document that publishes it", is_required=True),
        county(meaning="county that recommended it", is_required=True),
        count("poor_household_count", "带动贫困户数", "poor households that it is to help"),
    ),
)
