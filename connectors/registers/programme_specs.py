"""Forms of a programme's four tables. Source: design, section 5 (policy is data)."""

from __future__ import annotations

from connectors.registers.spec_types import RegisterColumn, RegisterSpec
from connectors.registers.vocabularies import AXES, GOODS_CLASSES, INDICATOR_FLOWS, REGION_SETS

_PROGRAMME = RegisterColumn(
    name="programme",
    label_zh="方案",
    meaning="short name of the programme, as of its folder",
    is_required=True,
)
_INDICATOR = RegisterColumn(
    name="indicator_code",
    label_zh="指标代码",
    meaning="short name of the indicator",
    is_required=True,
)
_IS_SAMPLE = RegisterColumn(
    name="is_sample",
    label_zh="示例",
    meaning="yes = no document says so; printed as 示例 wherever it is used",
    type="boolean",
    is_required=True,
)

PROGRAMMES = RegisterSpec(
    name="programmes",
    title_zh="方案",
    meaning="The policy document that a programme carries out.",
    key=("programme",),
    columns=(
        _PROGRAMME,
        RegisterColumn(
            name="name_zh", label_zh="方案名称", meaning="title in bulletins", is_required=True
        ),
        RegisterColumn(name="document_zh", label_zh="文件", meaning="the document it rests on"),
        RegisterColumn(
            name="document_no", label_zh="文号", meaning="its number; empty = not known"
        ),
        RegisterColumn(
            name="province_code",
            label_zh="省代码",
            meaning="the province that runs it",
            is_required=True,
            digits=(6,),
        ),
        RegisterColumn(
            name="starts_on",
            label_zh="起始日期",
            meaning="first day of its term",
            type="date",
            is_required=True,
        ),
        RegisterColumn(
            name="ends_on",
            label_zh="终止日期",
            meaning="first day after its term; empty = open",
            type="date",
        ),
    ),
)

PROGRAMME_INDICATORS = RegisterSpec(
    name="programme_indicators",
    title_zh="方案指标",
    meaning="What a programme counts, over which regions and goods.",
    key=("programme", "indicator_code"),
    columns=(
        _PROGRAMME,
        _INDICATOR,
        RegisterColumn(
            name="name_zh", label_zh="指标名称", meaning="name in bulletins", is_required=True
        ),
        RegisterColumn(
            name="axis",
            label_zh="归属口径",
            meaning="whether a line counts at its seller's place or at its origin",
            is_required=True,
            values=AXES,
        ),
        RegisterColumn(
            name="region_set",
            label_zh="区域范围",
            meaning="the set of regions it sums over",
            is_required=True,
            values=REGION_SETS,
        ),
        RegisterColumn(
            name="goods_classes",
            label_zh="商品类别",
            meaning="the classes that count",
            is_required=True,
            values=GOODS_CLASSES,
            separator="|",
        ),
        RegisterColumn(
            name="flows",
            label_zh="流向",
            meaning="the flows that count",
            is_required=True,
            values=INDICATOR_FLOWS,
            separator="|",
        ),
        RegisterColumn(
            name="clause", label_zh="条款", meaning="number of the clause that asks for it"
        ),
    ),
)

PROGRAMME_REGIONS = RegisterSpec(
    name="programme_regions",
    title_zh="方案区域",
    meaning="The regions that a programme's document names, fixed for its term.",
    key=("programme", "region_set", "region_code"),
    columns=(
        _PROGRAMME,
        RegisterColumn(
            name="region_set",
            label_zh="区域范围",
            meaning="the set it belongs to; sets overlap and are never added",
            is_required=True,
            values=REGION_SETS,
        ),
        RegisterColumn(
            name="region_code",
            label_zh="区划代码",
            meaning="six digits, or twelve for a village",
            is_required=True,
            digits=(6, 12),
        ),
        RegisterColumn(
            name="region_class", label_zh="区域类别", meaning="class by which it was named"
        ),
        RegisterColumn(name="source", label_zh="来源", meaning="where the membership is stated"),
        _IS_SAMPLE,
    ),
)

PROGRAMME_TARGETS = RegisterSpec(
    name="programme_targets",
    title_zh="方案目标",
    meaning="Targets by indicator, region and year.",
    key=("programme", "indicator_code", "region_code", "year"),
    columns=(
        _PROGRAMME,
        _INDICATOR,
        RegisterColumn(
            name="region_code",
            label_zh="区划代码",
            meaning="the region that has the target",
            is_required=True,
            digits=(6, 12),
        ),
        RegisterColumn(
            name="year",
            label_zh="年度",
            meaning="calendar year",
            type="integer",
            is_required=True,
            least=2000,
            most=2100,
        ),
        RegisterColumn(
            name="target_fen",
            label_zh="目标（分）",
            meaning="the target in fen (1 亿元 = 10,000,000,000 fen)",
            type="integer",
            is_required=True,
            least=0,
            most=10**16,
        ),
        RegisterColumn(name="document", label_zh="文件", meaning="document that sets it"),
        RegisterColumn(name="clause", label_zh="条款", meaning="its clause"),
        _IS_SAMPLE,
    ),
)
