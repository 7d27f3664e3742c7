"""Conservation of a county's or prefecture's issue: marts, facts and every rendering agree.

The borders before the marts are the province's (`control`). Source: design, section 8.
Keep out: changing anything, printing.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from expectations.borders.identity import Border
from expectations.borders.printed import mart_area_facts, read_facts
from expectations.borders.renderings import facts_rendering
from expectations.borders.sources import current_build, month_start, newest_release

RENDERINGS = ("facts_html", "facts_pdf", "facts_xlsx", "facts_csv")


class CountySheet(msgspec.Struct, frozen=True, kw_only=True):
    """The differences of a county's issue, in fen by border, with the sums they come from."""

    month: str
    programme: str
    area_code: str
    build_id: str
    release: str
    difference_fen: dict[str, int]
    borders: list[Border]

    def to_json(self) -> bytes:
        """One line of JSON; the same sheet gives the same bytes."""
        return msgspec.json.encode(self)


def county_difference(
    home: Path, *, month: str, programme: str, area_code: str, kind: str = "monthly"
) -> CountySheet:
    """The five differences of a county's newest issue; month like "2020-06", `kind` is a folder.

    Raises EvidenceMissing where the build, a model or the issue is missing, and EvidenceBroken
    where one can't be read: a gap is never taken for 0.
    """
    month_on = month_start(month)
    build = current_build(home)
    release = newest_release(
        home,
        programme=programme,
        period=month,
        area=f"{'prefecture' if area_code.endswith('00') else 'county'}-{area_code}",
        kind=kind,
    )
    facts = read_facts(release)
    borders = [
        mart_area_facts(build, facts, programme=programme, month_on=month_on, area_code=area_code),
        *(facts_rendering(name, facts, release) for name in RENDERINGS),
    ]
    return CountySheet(
        month=month,
        programme=programme,
        area_code=area_code,
        build_id=build.build_id,
        release=release.name,
        difference_fen={border.name: border.difference_fen for border in borders},
        borders=borders,
    )
