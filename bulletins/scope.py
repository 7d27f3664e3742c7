"""The counties and prefectures of a province that may have an issue of their own in a month.

Keep out: which of them get one (a setting of the deployment), making it (`monthly`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from bulletins.marts import Marts, open_marts
from bulletins.periods import parse_month


class IssueArea(msgspec.Struct, frozen=True):
    """A county or prefecture as of the month's last day.

    `is_named`: the programme's documents name it, a county of it or a village of it.
    """

    area_code: str
    level: Literal["prefecture", "county"]
    is_named: bool


def issue_areas(
    published: Path | Marts, *, programme: str, period: str, province_code: str
) -> list[IssueArea]:
    """By code; `period` is a month like 2020-06. MissingFactsError where the build lacks a mart."""
    values: dict[str, object] = {
        "programme": programme,
        "province_code": province_code,
        "last_on": parse_month(period).last_on,
    }
    with open_marts(published) as marts:
        return marts.rows("issue_areas", IssueArea, values)
