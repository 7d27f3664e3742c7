"""Forms of the registers of places: regions, villages, mergers, classes and reporting units.

Source: design, section 4 (region codes are dated too); clauses C037 (8,000 villages, 6,920 in
2020), C038 to C040 (three classes of counties), C111, C141, C201, C218 (other marks of places).
Keep out: which regions a programme names (programme_specs).
"""

from __future__ import annotations

from connectors.registers.columns import VILLAGE, choice, code, day, text
from connectors.registers.paths import IN_COUNTY
from connectors.registers.spec_types import CountyPath, RegisterColumn, RegisterSpec, RowRule
from connectors.registers.vocabularies import (
    AREA_CLASSES,
    REGION_LEVELS,
    UNIT_LEVELS,
    VILLAGE_KINDS,
)

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
    county=(IN_COUNTY,),
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

VILLAGE_MERGERS = RegisterSpec(
    name="village_mergers",
    title_zh="村（社区）合并",
    meaning=(
        "Which village went into which, and when: several old ones into one, never one into "
        "several (8,000 poor villages became 6,920, C037). An old code stays valid on old days."
    ),
    key=("old_village_code",),
    county=(CountyPath(columns=("new_village_code",), register="villages"),),
    rules=(RowRule(kind="differs", column="new_village_code", other="old_village_code"),),
    columns=(
        code("old_village_code", "原村代码", "village that went", 12, is_required=True),
        code(
            "new_village_code",
            "合并后村代码",
            "village that it became part of",
            12,
            is_required=True,
            refers_to=VILLAGE,
        ),
        day("merged_on", "合并日期", "first day of the new village", is_required=True),
        text("document", "批复文件", "document that merges them", is_required=True),
    ),
)

AREA_CLASS_MARKS = RegisterSpec(
    name="area_classes",
    title_zh="区域类别",
    meaning=(
        "What a county, town or village was classed as, by which document, from when to when. A "
        "county that leaves poverty keeps its class and gets the mark of having left."
    ),
    key=("area_code", "area_class"),
    columns=(
        code(
            "area_code",
            "区划代码",
            "county (6 digits), town (9) or village (12)",
            6,
            9,
            12,
            is_required=True,
        ),
        choice("area_class", "类别", "class or mark", AREA_CLASSES),
        text("document", "依据文件", "document that says so", is_required=True),
        text("clause", "条款", "its clause"),
    ),
)

REPORTING_UNITS = RegisterSpec(
    name="reporting_units",
    title_zh="填报单位",
    meaning=(
        "Who reports for which county or town, where that is not the region above it: 洪江区 "
        "(431271), 贵安新区, 济源. Together with the regions the units part the province: each "
        "county lies in one unit of a level on each day. A town that is named goes before its "
        "county: 贵安新区 has no code of its own and is stated by its towns (520111012, 520111204, "
        "520403102, 520403105), which lie in counties of 贵阳 and 安顺. Sales whose village is "
        "known go with their town; what is known to a split county only stays with the county and "
        "is told as not separable (`shanhuo units --month 2020-06`)."
    ),
    key=("unit_level", "area_code"),
    columns=(
        choice("unit_level", "单位级别", "level at which it reports", UNIT_LEVELS),
        code(
            "area_code",
            "所辖区划代码",
            "county (6 digits) or town (9)",
            6,
            9,
            is_required=True,
        ),
        code("unit_code", "单位代码", "six-digit code of the unit", 6, is_required=True),
        text("unit_name", "单位名称", "name of the unit", is_required=True),
        text("document", "依据文件", "document that makes it a unit", is_required=True),
    ),
)
