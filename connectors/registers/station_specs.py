"""Forms of the registers of stations and what they do for villagers.

Source: clauses C080 to C084 (acceptance in Lianyuan: place, 20 square metres, sign, equipment,
staff, services), C020, C042, C125, C135 (coverage), C173, C194 (services, cash), C180 (one site of
several networks counts once), C184 (poor operators), C068, C143 (services in numbers).
Keep out: the acceptance itself and its subsidies (fund_specs holds what was paid).
"""

from __future__ import annotations

from connectors.registers.columns import (
    ENTERPRISE,
    PRODUCER,
    STATION,
    choice,
    choices,
    code,
    count,
    county,
    day,
    quantity,
    text,
    village,
    yes_no,
)
from connectors.registers.paths import IN_COUNTY, OF_STATION, YEARLY_INSPECTION
from connectors.registers.spec_types import RegisterSpec, RowRule
from connectors.registers.work_vocabularies import (
    ACCEPTANCE_RESULTS,
    NETWORKS,
    STATION_EQUIPMENT,
    STATION_LEVELS,
    STATION_SERVICES,
)

STATIONS = RegisterSpec(
    name="stations",
    title_zh="电商服务站点",
    meaning=(
        "County centres, town stations and village stations, one row a site: a site of several "
        "networks is still one."
    ),
    key=("station_code",),
    county=(IN_COUNTY,),
    terms=(YEARLY_INSPECTION,),
    is_county_reported=True,
    rules=(
        RowRule(kind="after", column="closed_on", other="opened_on"),
        RowRule(kind="at_most", column="trained_staff_count", other="staff_count"),
        RowRule(kind="needs", column="inspected_on", other="acceptance"),
    ),
    columns=(
        text("station_code", "站点代码", "code of the site", is_required=True),
        choice("station_level", "站点级别", "what it is", STATION_LEVELS),
        county(is_required=True, meaning="county that it stands in"),
        code("town_code", "乡镇代码", "town that it stands in", 9),
        village(meaning="village that it stands in; empty for a centre or a town's station"),
        choices("networks", "所属网络", "networks that share the site (C180)", NETWORKS),
        day("opened_on", "建成日期", "first day of service", is_required=True),
        day("closed_on", "关停日期", "first day without service; empty = open"),
        yes_no("has_fixed_place", "固定场所", "has a fixed place of business (C080)"),
        quantity("area_m2", "使用面积（平方米）", "area in use (C081)", decimals=1),
        yes_no("has_sign", "门头招牌", "has a sign (C082)"),
        yes_no("has_posted_rules", "制度上墙", "rules and material are posted (C082)"),
        choices("equipment", "设备", "what stands there (C082)", STATION_EQUIPMENT),
        count("staff_count", "专职人员数", "persons employed full time (C083)"),
        count("trained_staff_count", "其中已培训", "of these, trained (C083)"),
        text("operator_code", "经营者代码", "who runs it, as a producer", refers_to=PRODUCER),
        yes_no("is_poor_operator", "贫困户经营", "is run by a poor household (C184)"),
        text("enterprise_code", "承办企业代码", "enterprise that built it", refers_to=ENTERPRISE),
        day("inspected_on", "验收日期", "day of the last inspection"),
        choice(
            "acceptance",
            "验收结果",
            "result of that inspection (C074)",
            ACCEPTANCE_RESULTS,
            is_required=False,
        ),
    ),
)

STATION_SERVICES_GIVEN = RegisterSpec(
    name="station_services",
    title_zh="站点服务功能",
    meaning="Which service a station gives, from when (C084, C173, C194).",
    key=("station_code", "service"),
    county=(OF_STATION,),
    columns=(
        text("station_code", "站点代码", "the station", is_required=True, refers_to=STATION),
        choice("service", "服务功能", "kind of service", STATION_SERVICES),
        text("partner", "合作单位", "organisation behind it, as a bank or a courier"),
    ),
)

STATION_MONTHS = RegisterSpec(
    name="station_months",
    title_zh="站点服务月报",
    meaning="How often a station served in a month, in numbers, without persons (C068, C143).",
    key=("station_code", "month_on", "service"),
    county=(OF_STATION,),
    is_county_reported=True,
    rules=(
        RowRule(kind="at_most", column="poor_service_count", other="service_count"),
        RowRule(kind="at_most", column="disabled_service_count", other="service_count"),
    ),
    columns=(
        text("station_code", "站点代码", "the station", is_required=True, refers_to=STATION),
        day("month_on", "月份首日", "first day of the month", is_required=True),
        choice("service", "服务功能", "kind of service", STATION_SERVICES),
        count("service_count", "服务次数", "how often", is_required=True),
        count("poor_service_count", "其中服务贫困户次数", "of these, for poor households"),
        count("disabled_service_count", "其中服务残疾人次数", "of these, for disabled persons"),
    ),
)
