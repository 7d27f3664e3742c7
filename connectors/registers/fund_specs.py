"""Forms of the registers of money spent on the work, and of what went wrong.

Source: clauses C032, C033 (allocation by factors), C170, C171 (spending, approved by the county),
C122 (idle funds), C072, C073, C075, C077, C187, C196 (subsidies and who gets them), C034, C079,
C117 (findings, violations, recovery). Keep out: rules of subsidies (programmes).
"""

from __future__ import annotations

from connectors.registers.columns import (
    ENTERPRISE,
    FUND,
    PRODUCER,
    SHOP,
    STATION,
    choice,
    county,
    day,
    fen,
    platform,
    text,
)
from connectors.registers.paths import IN_COUNTY
from connectors.registers.spec_types import RegisterSpec, RowRule
from connectors.registers.work_vocabularies import (
    FINDING_SOURCES,
    FUND_STAGES,
    FUND_USES,
    VIOLATION_KINDS,
    VIOLATION_STATES,
)

FUNDS = RegisterSpec(
    name="funds",
    title_zh="资金安排",
    meaning="Funds allocated to a county, by the document that allocates them (C032).",
    key=("fund_no", "county_code"),
    county=(IN_COUNTY,),
    columns=(
        text("fund_no", "资金编号", "number of the allocation", is_required=True),
        county(meaning="county that gets it", is_required=True),
        text("document_no", "下达文号", "number of the document", is_required=True),
        text("source_department", "资金来源部门", "department that gives it", is_required=True),
        day("allocated_on", "下达日期", "day of the allocation", is_required=True),
        fen("allocated_fen", "下达金额（分）", "amount allocated", is_required=True),
        text("factors", "分配因素", "factors that it follows (C032, C033)"),
    ),
)

FUND_PAYMENTS = RegisterSpec(
    name="fund_payments",
    title_zh="资金使用台账",
    meaning=(
        "What was committed and paid out of a fund, for what, to whom: the county approves, the "
        "levels above read (C170, C171)."
    ),
    key=("payment_no",),
    county=(IN_COUNTY,),
    is_county_reported=True,
    columns=(
        text("payment_no", "支出编号", "number of the entry", is_required=True),
        text("fund_no", "资金编号", "fund that it comes from", is_required=True, refers_to=FUND),
        county(meaning="county that spends it", is_required=True),
        choice("stage", "支出阶段", "committed or paid", FUND_STAGES),
        choice("fund_use", "用途", "what it is for", FUND_USES),
        text("project", "项目", "project that it belongs to"),
        day("booked_on", "登记日期", "day of commitment or payment", is_required=True),
        fen("amount_fen", "金额（分）", "amount", is_required=True),
        text("payee_enterprise_code", "收款企业代码", "payee", refers_to=ENTERPRISE),
        text("payee_producer_code", "收款主体代码", "payee, a producer", refers_to=PRODUCER),
        text("station_code", "站点代码", "station that it is for (C072)", refers_to=STATION),
        text("decision_no", "决定文号", "decision of a case of its own (一事一议, C077)"),
        text("voucher_no", "凭证号", "number of the voucher; empty = only committed"),
    ),
)

VIOLATIONS = RegisterSpec(
    name="violations",
    title_zh="违规与整改",
    meaning=(
        "Findings and violations: what was found, by whom, what was decided, until when it is to "
        "be mended (C034, C079). An entry proposes nothing by itself: a person signs."
    ),
    key=("violation_no",),
    county=(IN_COUNTY,),
    rules=(
        RowRule(kind="not_before", column="closed_on", other="found_on"),
        RowRule(kind="not_before", column="due_on", other="found_on"),
    ),
    columns=(
        text("violation_no", "编号", "number of the finding", is_required=True),
        county(meaning="county concerned", is_required=True),
        choice("violation_kind", "问题类型", "what was found", VIOLATION_KINDS),
        choice("source", "发现渠道", "where it was found (C034)", FINDING_SOURCES),
        day("found_on", "发现日期", "day of the finding", is_required=True),
        platform(is_required=False),
        text("shop_id", "店铺编号", "shop concerned, where there is one", refers_to=SHOP),
        text("enterprise_code", "企业代码", "enterprise concerned", refers_to=ENTERPRISE),
        choice("state", "处理状态", "where it stands", VIOLATION_STATES),
        text("decision_no", "处理文号", "decision; empty while none was made"),
        day("due_on", "整改期限", "day by which it is to be mended"),
        day("closed_on", "办结日期", "day on which it was closed"),
        day("excluded_until_on", "不得参评至", "first day on which awards are open again"),
        fen("recovered_fen", "收回资金（分）", "funds recovered (C117)"),
    ),
)
