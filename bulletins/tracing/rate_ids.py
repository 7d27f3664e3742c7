"""Ids of rates, shares and gaps: each is worked out of two other figures.

Keep out: amounts (`money_ids`), counts and targets (`count_ids`).
"""

from __future__ import annotations

from bulletins.tracing.makers import Maker
from bulletins.tracing.rate_makers import formula, month_growth, year_growth

OF_TARGET = "累计 ÷ 年度目标"
AHEAD = "完成率 − 序时进度"
OF_AXIS = "支付额 ÷ 该轴支付额"
OF_PROVINCE = "贫困县 ÷ 全省"
COVERED = "有批次覆盖的日 ÷ 应覆盖的日"
ASKED = "实到 ÷ 授权或报送"
_AREA = r"(prefectures|counties|position)\.\d{6}"
_ROW = rf"(?P<row>lines\.\w+|{_AREA})(\.told)?"
_FORM = r"(?P<form>|\.abs|\.multiple|\.difference\.abs)"
_GROWING = rf"(?P<row>overview|tile|lines\.\w+|{_AREA}|village_lines\.\d{{12}})"
RATES: list[tuple[str, Maker]] = [
    (
        r"(overview|tile)\.completion",
        formula(OF_TARGET, "overview.cumulative", "overview.target"),
    ),
    (r"overview\.gap(\.abs)?", formula(AHEAD, "overview.completion", "time_progress")),
    (
        r"tile\.poor\.completion",
        formula(OF_TARGET, "lines.poor_counties.cumulative", "lines.poor_counties.target"),
    ),
    (
        r"tile\.villages\.completion",
        formula(OF_TARGET, "lines.poor_villages.cumulative", "lines.poor_villages.target"),
    ),
    (rf"{_ROW}\.completion", formula(OF_TARGET, r"\g<row>.cumulative", r"\g<row>.target")),
    (rf"{_ROW}\.gap(\.abs)?", formula(AHEAD, r"\g<row>.completion", "time_progress")),
    (
        r"curve\.(?P<month>\d+)",
        formula(OF_TARGET, r"curve.\g<month>.cumulative", "overview.target"),
    ),
    (r"overview\.local\.share", formula("本地产 ÷ 本月净额", "overview.local", "overview.net")),
    (
        r"(?P<row>(platforms|classes)\.\w+)(\.told)?\.share",
        formula("净额 ÷ 全省净额", r"\g<row>.net", "overview.net"),
    ),
    (
        r"counties\.share",
        formula(OF_PROVINCE, "lines.poor_counties.month", "lines.province.month"),
    ),
    (
        r"counties\.share\.cumulative",
        formula(OF_PROVINCE, "lines.poor_counties.cumulative", "lines.province.cumulative"),
    ),
    (
        r"grades\.(?P<row>S\w|seller\.\w+)\.share",
        formula(OF_AXIS, r"grades.\g<row>.gross", "grades.seller.total.gross"),
    ),
    (
        r"grades\.(?P<row>O\w|origin\.\w+)\.share",
        formula(OF_AXIS, r"grades.\g<row>.gross", "grades.origin.total.gross"),
    ),
    (
        r"(?P<row>(county_)?villages\.(\d{6}|told)|village_lines\.told)\.share",
        formula("动销村 ÷ 贫困村", r"\g<row>.selling", r"\g<row>.villages"),
    ),
    (
        r"coverage\.(?P<row>\w+)\.share",
        formula(ASKED, r"coverage.\g<row>.answered", r"coverage.\g<row>.asked"),
    ),
    (r"frame\.days", formula(COVERED, "coverage.covered", "coverage.days")),
    (r"frame\.answered\.share", formula(ASKED, "frame.answered", "frame.asked")),
    # growth: both legs
    (
        r"overview\.yoy\.turn\.abs",
        formula("本月同比 − 上月同比", "overview.yoy", "overview.yoy.before"),
    ),
    (rf"{_GROWING}\.yoy(?P<before>\.before)?{_FORM}", year_growth),
    (rf"{_GROWING}\.mom{_FORM}", month_growth),
]
