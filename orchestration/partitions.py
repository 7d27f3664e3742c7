"""Partitions: days of feeds and months of bulletins, in Beijing time.

Keep out: what is done for a partition.
"""

from __future__ import annotations

import dagster as dg

TIME_ZONE = "Asia/Shanghai"
# June 2019 is the earliest month that a 2020 bulletin compares with
FIRST_DAY = "2019-01-01"

FEED_DAYS = dg.DailyPartitionsDefinition(start_date=FIRST_DAY, timezone=TIME_ZONE)
# the month that is running has its draft as well
BULLETIN_MONTHS = dg.MonthlyPartitionsDefinition(
    start_date=FIRST_DAY, timezone=TIME_ZONE, end_offset=1
)
