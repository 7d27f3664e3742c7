"""Ids of amounts, and of counts of lines: each names a choice of lines.

Keep out: rates (`rate_ids`), counts of other things and targets (`count_ids`).
"""

from __future__ import annotations

from bulletins.tracing.makers import (
    Maker,
    area,
    breakdown,
    control,
    cumulative_of,
    grade,
    line,
    own,
    pending,
    pending_shop,
    rest,
    tile,
    told_unplaced,
    unplaced,
    village_line,
    villages,
    vintage,
)

_KEY = r"(?P<key>told|gross|refund|net|line_count)"
AMOUNTS: list[tuple[str, Maker]] = [
    (
        r"(tile|overview|overview\.bridge)\.(?P<key>month|net|gross|refund|cumulative|total)",
        own,
    ),
    (r"overview\.(before|revision(\.abs)?)", vintage),
    (r"overview\.(?P<key>local)", own),
    (r"curve\.(?P<month>\d+)\.cumulative", cumulative_of),
    (r"lines\.(?P<line>\w+)\.(?P<key>month|cumulative|told)", line),
    (r"tile\.(?P<name>poor|villages)", tile),
    (
        r"(?P<table>prefectures|counties|position)\.(?P<code>\d{6})\.(?P<key>month|local|cumulative)",
        area,
    ),
    (r"prefectures\.rest\.(?P<key>month|cumulative)", rest),
    (
        r"(tile\.villages|(county_)?villages\.(?P<code>\d{6}))\.(?P<key>month|gross|refund)",
        villages,
    ),
    (
        r"village_lines\.(?P<code>\d{12}|total|told|rest)\.(?P<key>gross|refund|net)",
        village_line,
    ),
    (r"upkeep\.((?P<county>\d{6})\.)?(?P<code>rest)", village_line),
    (r"control\.(?P<code>\d{6}(-R)?|OUT|UNK|PND)\.(?P<key>gross|refund|net)", control),
    (r"(?P<table>platforms|classes)\.(?P<value>\w+)\." + _KEY, breakdown),
    (r"unplaced\.told\.(?P<axis>origin\.)?(?P<level>\w+)", told_unplaced),
    (rf"unplaced\.(?P<axis>seller|origin)\.(?P<value>\w+)\.{_KEY}", unplaced),
    (rf"grades\.(?P<value>[SO]\w|(?:seller|origin)\.(?:total|pending))\.{_KEY}", grade),
    (r"pending\.(?P<kind>\w+)\.(?P<key>gross|refund|net|line_count|shops)", pending),
    (
        rf"pending_shops\.(?P<platform>[^.]+)\.(?P<shop>.+)\.(?P<kind>\w+)\.{_KEY}",
        pending_shop,
    ),
]
