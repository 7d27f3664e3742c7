"""Forms of the registers of places. Source: design, section 4 (region codes are dated too)."""

from __future__ import annotations

from connectors.registers.spec_types import RegisterColumn, RegisterSpec
from connectors.registers.vocabularies import REGION_LEVELS, VILLAGE_KINDS

REGIONS = RegisterSpec(
    name="regions",
    title_zh="行政区划",
    meaning="Provinces, prefectures and counties with the codes of their day.",
    key=("region_code",),
    columns=(
        RegisterColumn(
            name="region_code",
            label_zh="区划代码",
            meaning="six-digit code in force during the row's validity",
            is_required=True,
            digits=(6,),
        ),
        RegisterColumn(
            name="name", label_zh="名称", meaning="full official name", is_required=True
        ),
        RegisterColumn(
            name="short_name", label_zh="简称", meaning="name without its rank, for charts"
        ),
        RegisterColumn(
            name="level",
            label_zh="级别",
            meaning="rank of the region",
            is_required=True,
            values=REGION_LEVELS,
        ),
        RegisterColumn(
            name="parent_code",
            label_zh="上级代码",
            meaning="code of the region above; empty for a province",
            digits=(6,),
        ),
        RegisterColumn(
            name="successor_code",
            label_zh="接续代码",
            meaning="code that took this one's place when it went out of use",
            digits=(6,),
        ),
        RegisterColumn(
            name="is_statistical_zone",
            label_zh="统计功能区",
            meaning="a zone of the statistics bureau without a civil code (洪江区 431271)",
            type="boolean",
        ),
    ),
)

VILLAGES = RegisterSpec(
    name="villages",
    title_zh="村（社区）",
    meaning="Villages and communities by the twelve-digit code of the statistics bureau.",
    key=("village_code",),
    columns=(
        RegisterColumn(
            name="village_code",
            label_zh="村代码",
            meaning="twelve-digit code; names repeat within a province, codes do not",
            is_required=True,
            digits=(12,),
        ),
        RegisterColumn(name="name", label_zh="村名", meaning="name", is_required=True),
        RegisterColumn(
            name="town_code", label_zh="乡镇代码", meaning="nine-digit code", digits=(9,)
        ),
        RegisterColumn(name="town_name", label_zh="乡镇名称", meaning="name of the town"),
        RegisterColumn(
            name="county_code",
            label_zh="县代码",
            meaning="county the village lies in",
            is_required=True,
            digits=(6,),
        ),
        RegisterColumn(
            name="village_kind",
            label_zh="类别",
            meaning="residents' committee or villagers' committee",
            values=VILLAGE_KINDS,
        ),
    ),
)
