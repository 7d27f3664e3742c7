"""Forms of the 网店（企业）数据库: shops, the enterprises behind them, cloud warehouses.

Source: clauses C007 (the database), C014, C015, C052, C009, C162, C205 (marks of shops), C055
(shops of poor households), C164 (first day online), C190 (licences), C211, C212 (kinds of owners);
design, section 4 (S1 to S4). Keep out: what shops sell (goods_specs).
"""

from __future__ import annotations

from connectors.registers.columns import (
    BRAND,
    ENTERPRISE,
    STATION,
    choice,
    choices,
    county,
    day,
    place,
    platform,
    text,
    village,
    yes_no,
)
from connectors.registers.paths import IN_COUNTY, LINES_OF_SHOP, YEARLY_INSPECTION
from connectors.registers.spec_types import CountyPath, LinePath, RegisterSpec, RowRule
from connectors.registers.vocabularies import (
    ENTERPRISE_KINDS,
    ENTERPRISE_MARKS,
    OWNER_KINDS,
    SHOP_FLAGS,
    TRADE_FLOWS,
)

SHOPS = RegisterSpec(
    name="shops",
    title_zh="网店（企业）",
    meaning="Monitored online shops: where they are run from, and who says so.",
    key=("platform", "shop_id"),
    county=(
        CountyPath(columns=("inspected_county_code",)),
        CountyPath(columns=("operating_county_code",)),
        CountyPath(columns=("licence_county_code",)),
    ),
    lines=(LINES_OF_SHOP,),
    terms=(YEARLY_INSPECTION,),
    is_county_reported=True,
    rules=(RowRule(kind="needs", column="inspected_on", other="inspected_county_code"),),
    columns=(
        platform(),
        text("shop_id", "店铺编号", "the platform's id of the shop", is_required=True),
        text("shop_name", "店铺名称", "name shown on the platform", is_shown=False),
        choice("owner_kind", "主体类型", "who owns the shop (C212)", OWNER_KINDS),
        choice("trade_flow", "流向", "sells out of (up) or into (down) the villages", TRADE_FLOWS),
        place("operating_county_code", "经营地县代码", "registered operating place (S2)"),
        village("operating_village_code", "经营地村代码", "village of the operating place"),
        day("inspected_on", "核查日期", "day on which an inspector saw the operating place"),
        place("inspected_county_code", "核查地县代码", "inspected operating place (S1)"),
        village("inspected_village_code", "核查地村代码", "village of the inspected place"),
        place("licence_county_code", "执照地县代码", "place of the business licence (S3)"),
        place("ship_from_county_code", "发货地县代码", "ship-from place (S4, never alone)"),
        yes_no("is_own_produce", "自产自销", "sells only what it grows or makes itself"),
        yes_no("is_station", "电商服务站", "is a village e-commerce station"),
        choices("flags", "标识", "what it was designated as", SHOP_FLAGS),
        text("enterprise_code", "企业代码", "enterprise that runs it", refers_to=ENTERPRISE),
        text("station_code", "站点代码", "station that runs it", refers_to=STATION),
        yes_no("is_poor_household_owned", "贫困户开办", "opened by a poor household (C055)"),
        text("brand_code", "品牌代码", "brand that it mainly sells (C007)", refers_to=BRAND),
        county("helped_county_code", "受助县代码", "county that a 对口帮扶店 sells for (C162)"),
        day("opened_on", "开店日期", "first day of trade"),
    ),
)

ENTERPRISES = RegisterSpec(
    name="enterprises",
    title_zh="电商企业",
    meaning=(
        "Enterprises, co-ops and family farms that run shops or stations, buy, employ or teach. "
        "Organisations only: a household is a producer and goes by its opaque code."
    ),
    key=("enterprise_code",),
    county=(CountyPath(columns=("operating_county_code",)), IN_COUNTY),
    columns=(
        text("enterprise_code", "企业代码", "code within these registers", is_required=True),
        text("enterprise_name", "企业名称", "registered name", is_required=True, is_shown=False),
        choice("enterprise_kind", "企业类型", "kind of organisation", ENTERPRISE_KINDS),
        text("licence_no", "统一社会信用代码", "number of the licence (C190)", is_shown=False),
        place("county_code", "注册地县代码", "county of the licence", is_required=True),
        county("operating_county_code", "经营地县代码", "county that it works in"),
        choices("marks", "认定", "what it was designated as (C177, C210, C211)", ENTERPRISE_MARKS),
        day("designated_on", "认定日期", "day of the designation"),
        day("first_online_on", "首次线上销售日期", "traditional trade's first day online (C164)"),
    ),
)

WAREHOUSES = RegisterSpec(
    name="warehouses",
    title_zh="云仓名单",
    meaning=(
        "Cloud warehouses that ship for shops from anywhere: a ship-from place in their county is "
        "no sign of a shop's own place. Until a list is on file no ship-from place is used at all."
    ),
    key=("county_code", "warehouse_name"),
    lines=(
        LinePath(columns=("county_code",), theirs=("ship_from_county_code",), register="shops"),
    ),
    columns=(
        place("county_code", "云仓所在县代码", "county that parcels leave from", is_required=True),
        text("warehouse_name", "云仓名称", "name of the warehouse or park", is_required=True),
        text("source", "依据", "where it is written that it ships for others", is_required=True),
    ),
)
