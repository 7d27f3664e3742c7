"""Ids of counts, targets and of what follows from the form: things, register rows, records.

Keep out: amounts (`money_ids`), rates (`rate_ids`).
"""

from __future__ import annotations

from bulletins.tracing.count_makers import (
    active_shops,
    asked_shops,
    coverage,
    elsewhere,
    households,
    members,
    not_sales,
    quarantined,
    rank,
    refunds_left_out,
    registered_shops,
    selling_shops,
    selling_villages,
    target,
    village_households,
)
from bulletins.tracing.makers import Maker

COUNTS: list[tuple[str, Maker]] = [
    (r"(?P<row>overview|lines\.\w+|(prefectures|counties|position)\.\d{6})\.target", target),
    (r"villages\.(?P<code>\d{6}|told)\.households", households),
    (r"(?P<table>county_villages)\.(?P<code>\d{6})\.(?P<key>households)", village_households),
    (r"village_lines\.(?P<code>\d{12}|total)\.(?P<key>households|shops)", village_households),
    (
        r"((county_)?villages\.(?P<code>\d{6}|told)|village_lines\.told|tile\.villages)\.selling",
        selling_villages,
    ),
    (r"(county_)?(?P<table>villages)\.(?P<code>\d{6}|told)\.villages", members),
    (r"(?P<table>village_lines)\.told\.villages", members),
    (r"lines\.number|notes\.poor|counties\.members", members),
    (r"frame\.registered|coverage\.(?P<platform>\w+)\.registered", registered_shops),
    (r"(prefectures|counties)\.(?P<code>\d{6})\.(rank|near)|position\.(near\.)?rank", rank),
    (r"frame\.active", active_shops),
    (r"(frame|coverage\.(?P<platform>\w+))\.(?P<key>asked|answered)", asked_shops),
    (
        r"(frame|coverage(\.(?P<platform>\w+))?)\.(?P<key>missing|covered|whole|days)",
        coverage,
    ),
    (r"not_counted\.refund\.(?P<reason>\w+)\.(?P<key>count|amount)", refunds_left_out),
    (
        r"not_counted\.(?P<platform>[^.]+)\.(?P<kind>[^.]+)\.(?P<reason>.+)\.(?P<key>count|amount)",
        quarantined,
    ),
    (r"not_counted\.(?P<state>\w+)\.(?P<key>count|amount)", not_sales),
    (r"authorisations\.(?P<platform>\w+)\.selling", selling_shops),
    # what no line or record makes
    (
        r"authorisations\.\w+\.(authorised|withdrawn)",
        elsewhere("mart_authorisations_month", "月末有授权、已撤回的网店，出自数据授权登记表"),
    ),
    (
        r"(prefectures|counties|position)\..+|table\.two",
        elsewhere("mart_indicator_month", "由全省通报同表各行点数、排序得出"),
    ),
    (r"field_checks\..+", elsewhere("", "抽样实地核查的结果，见 audits 目录")),
    (r"upkeep\.silent", elsewhere("mart_indicator_month", "在册贫困村数减有支付或退款的村数")),
    (
        r"upkeep\.(\d{6}\.)?disputed\..+",
        elsewhere("fct_pending", "产地依据涉及本县市区的外地网店明细"),
    ),
    (
        r"(frame|coverage)\..+",
        elsewhere("mart_coverage_month", "未过核验的批次数，见 shanhuo status"),
    ),
    (r"pending\.term", elsewhere("suspicion_rules", "付款当月加申诉月数，出自规则表")),
    (
        r"\w+\.minimum|time_progress|notes\..+|overview\.(period|span|from)",
        elsewhere("", "由月份或固定口径得出，不出自明细"),
    ),
]
