"""From the id of a figure to its basis: one pattern for each kind of figure of a monthly bulletin.

A section's new figures need their patterns here; a test walks through every id of a bulletin and
fails where one has none. Keep out: reading marts; making the basis (`makers`).
"""

from __future__ import annotations

import re

from bulletins.errors import MissingFactsError
from bulletins.tracing.basis import Basis
from bulletins.tracing.makers import (
    Maker,
    area,
    breakdown,
    control,
    elsewhere,
    formula,
    grade,
    line,
    province,
    rest,
    tile,
    told_unplaced,
    unplaced,
    village,
)

OF_TARGET = "累计 ÷ 年度目标"
AHEAD = "完成率 − 序时进度"
_AREA = r"(?P<table>prefectures|counties)\.(?P<code>\d{6})"
_MONEY = r"(?P<key>told|gross|refund|net|line_count)"
PATTERNS: list[tuple[str, Maker]] = [
    # the province
    (
        r"(tile|overview|overview\.bridge)\.(?P<key>month|net|gross|refund|cumulative|total)",
        province,
    ),
    (r"overview\.(?P<key>local)", province),
    (r"lines\.(?P<line>\w+)\.(?P<key>month|cumulative|told)", line),
    (r"tile\.(?P<name>poor|villages)", tile),
    # areas
    (_AREA + r"\.(?P<key>month|local|cumulative)", area),
    (r"prefectures\.rest\.(?P<key>month|cumulative)", rest),
    (r"villages\.(?P<code>\d{6})\.month", village),
    (r"control\.(?P<code>\d{6}(-R)?|OUT|UNK|PND)\.(?P<key>gross|refund|net)", control),
    # what the month is made of
    (
        r"(?P<table>platforms|classes)\.(?P<value>\w+)\.(?P<key>told|gross|refund|net|line_count)",
        breakdown,
    ),
    (r"unplaced\.told\.(?P<axis>origin\.)?(?P<level>\w+)", told_unplaced),
    (rf"unplaced\.(?P<axis>seller|origin)\.(?P<value>\w+)\.{_MONEY}", unplaced),
    (rf"grades\.(?P<value>[SO]\w|(?:seller|origin)\.(?:total|pending))\.{_MONEY}", grade),
    # rates, of figures that stand in the same bulletin
    (
        r"overview\.completion",
        formula(OF_TARGET, "overview.cumulative", "overview.target"),
    ),
    (
        r"overview\.gap(\.abs)?",
        formula(AHEAD, "overview.completion", "time_progress"),
    ),
    (
        r"tile\.poor\.completion",
        formula(OF_TARGET, "lines.poor_counties.cumulative", "lines.poor_counties.target"),
    ),
    (
        r"tile\.villages\.completion",
        formula(OF_TARGET, "lines.poor_villages.cumulative", "lines.poor_villages.target"),
    ),
    (
        r"(?P<row>lines\.\w+|(prefectures|counties)\.\d{6})(\.told)?\.completion",
        formula(OF_TARGET, r"\g<row>.cumulative", r"\g<row>.target"),
    ),
    (
        r"(?P<row>lines\.\w+|(prefectures|counties)\.\d{6})(\.told)?\.gap(\.abs)?",
        formula(AHEAD, r"\g<row>.completion", "time_progress"),
    ),
    (r"overview\.local\.share", formula("本地产 ÷ 本月净额", "overview.local", "overview.net")),
    (
        r"(?P<row>(platforms|classes)\.\w+)(\.told)?\.share",
        formula("净额 ÷ 全省净额", r"\g<row>.net", "overview.net"),
    ),
    (
        r"counties\.share",
        formula("贫困县 ÷ 全省", "lines.poor_counties.month", "lines.province.month"),
    ),
    (
        r"counties\.share\.cumulative",
        formula("贫困县 ÷ 全省", "lines.poor_counties.cumulative", "lines.province.cumulative"),
    ),
    (
        r"grades\.(?P<row>S\w|seller\.\w+)\.share",
        formula("支付额 ÷ 该轴支付额", r"grades.\g<row>.gross", "grades.seller.total.gross"),
    ),
    (
        r"grades\.(?P<row>O\w|origin\.\w+)\.share",
        formula("支付额 ÷ 该轴支付额", r"grades.\g<row>.gross", "grades.origin.total.gross"),
    ),
    (
        r"villages\.(?P<row>\d{6}|told)\.share",
        formula("动销村 ÷ 贫困村", r"villages.\g<row>.selling", r"villages.\g<row>.villages"),
    ),
    (
        r"coverage\.(?P<row>\w+)\.share",
        formula("实到 ÷ 授权或报送", r"coverage.\g<row>.answered", r"coverage.\g<row>.asked"),
    ),
    (r"frame\.answered\.share", formula("实到 ÷ 授权或报送", "frame.answered", "frame.asked")),
    # what no sale line makes
    (
        r"(overview|lines\.\w+|(prefectures|counties)\.\d{6})\.target",
        elsewhere("mart_indicator_month", "年度目标，出自方案指标表（programme_targets）"),
    ),
    (
        r"overview\.before",
        elsewhere("mart_indicator_month", "上期累计：取上期通报，未印发的按本期数据回算"),
    ),
    (
        r"overview\.revision(\.abs)?",
        elsewhere("mart_indicator_month", "本期累计减本月、再减上期累计的差"),
    ),
    (
        r".+\.(yoy|mom)(\.(before|abs|difference))*",
        elsewhere("mart_indicator_month", "增速：同比取可比网店两期净额，环比取两个月净额"),
    ),
    (r"curve\.\d+", elsewhere("mart_indicator_month", "该月累计 ÷ 年度目标")),
    (
        r"(prefectures|counties)\..+|lines\.number|table\.two",
        elsewhere("mart_indicator_month", "由同表各行点数、排序得出"),
    ),
    (r"field_checks\..+", elsewhere("", "抽样实地核查的结果，见 audits 目录")),
    (r"villages\..+", elsewhere("mart_counts_month", "当月有销售记录的村、户的个数")),
    (r"(frame|coverage)\..+", elsewhere("mart_coverage_month", "应报、实到的网店和日数")),
    (
        r"not_counted\.refund\..+",
        elsewhere("mart_refunds_left_out_month", "没有对应销售或超出支付额的退款"),
    ),
    (
        r"not_counted\.\w+\.\w+\..+",
        elsewhere("mart_quarantine_month", "隔离的记录，见 quarantine 命令"),
    ),
    (r"not_counted\..+", elsewhere("mart_not_a_sale_month", "不是销售的订单，按状态")),
    (
        r"time_progress|notes\..+|overview\.(period|span|from)",
        elsewhere("", "由月份或固定口径得出，不出自明细"),
    ),
]


def basis_of(fact_id: str, area_code: str) -> Basis:
    """What the figure `fact_id` of the province `area_code`'s bulletin is made of.

    Raises MissingFactsError for an id of no known kind.
    """
    for pattern, make in PATTERNS:
        found = re.fullmatch(pattern, fact_id)
        if found:
            return make(found, area_code)
    raise MissingFactsError(
        f"nothing says what a figure named {fact_id} is made of",
        where="bulletins/tracing/ids.py",
        advice="report this id; figures of this kind need a pattern there",
    )
