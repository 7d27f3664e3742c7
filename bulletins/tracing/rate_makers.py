"""Makes the basis of a rate from what its id tells: a formula of printed figures, or two legs.

Keep out: the patterns of the ids (`rate_ids`).
"""

from __future__ import annotations

import re

import msgspec

from bulletins.levels import level_of
from bulletins.tracing.basis import Basis, Choice, Formula, Growth, Outcome, Scope
from bulletins.tracing.makers import LINES, Maker
from bulletins.vocabulary import AGRI_RETAIL, POOR_COUNTIES, POOR_VILLAGES

OUTCOMES: dict[str, Outcome] = {
    "": "growth",
    ".abs": "magnitude",
    ".multiple": "multiple",
    ".difference.abs": "difference",
}


def formula(text: str, *operands: str) -> Maker:
    """A rate or gap of two other figures; their ids may hold groups of the pattern."""

    def make(found: re.Match[str], _scope: Scope) -> Basis:
        return Formula(text=text, operands=tuple(found.expand(one) for one in operands))

    return make


def year_growth(found: re.Match[str], scope: Scope) -> Basis:
    """Growth over the year before: shops that answered for both months, at equal refund age."""
    choice = msgspec.structs.replace(
        _row(found["row"], scope), months_back=1 if found["before"] else 0
    )
    return Growth(
        text="可比网店：本月净额与上年同月净额（退款只计当月付款的）",
        now=msgspec.structs.replace(choice, compared="now"),
        base=msgspec.structs.replace(choice, compared="base"),
        outcome=OUTCOMES[found["form"]],
    )


def month_growth(found: re.Match[str], scope: Scope) -> Basis:
    """Growth over the month before."""
    choice = _row(found["row"], scope)
    return Growth(
        text="本月净额与上月净额，未经季节调整",
        now=choice,
        base=msgspec.structs.replace(choice, months_back=1),
        outcome=OUTCOMES[found["form"]],
    )


def _row(row: str, scope: Scope) -> Choice:
    """The month's net of a row of a table, or of the issue's own area."""
    table, _, code = row.partition(".")
    indicator: str = AGRI_RETAIL
    level: str = level_of(code) if code.isdigit() else ""
    if table in ("overview", "tile") or code == scope.area_code:
        indicator, level, code = scope.headline, level_of(scope.area_code), scope.area_code
    elif table == "lines" and code == "province":
        level, code = "province", scope.area_code
    elif table == "lines":
        indicator, level = LINES[code], "region_set"
    elif table == "counties":
        indicator = POOR_COUNTIES
    elif table == "village_lines":
        indicator, level = POOR_VILLAGES, "village"
    return Choice(measure="net", indicator=indicator, level=level, code=code)
