"""Conservation from landing to print: for a month, the difference in fen at each of nine borders.

    raw_staged      newest raw = staged + not a sale + quarantined
    staged_seller   staged = all seller grades
    staged_origin   staged = all origin shares
    area_rollup     counties, prefectures, province and the rows beside them close on staged
    mart_facts      marts = the bulletin's facts
    facts_html, facts_pdf, facts_xlsx, facts_csv   facts = each rendering

Every one must be 0. Source: design, section 8. Keep out: changing anything, printing.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from expectations.borders.identity import Border
from expectations.borders.printed import mart_facts, read_facts
from expectations.borders.raw import RawSums, raw_sums
from expectations.borders.renderings import facts_rendering
from expectations.borders.rollup import area_rollup
from expectations.borders.sources import current_build, month_start, newest_release
from expectations.borders.staged import (
    raw_staged,
    staged_gross,
    staged_origin,
    staged_refunds,
    staged_seller,
)

BORDERS = (
    "raw_staged",
    "staged_seller",
    "staged_origin",
    "area_rollup",
    "mart_facts",
    "facts_html",
    "facts_pdf",
    "facts_xlsx",
    "facts_csv",
)


class ControlSheet(msgspec.Struct, frozen=True, kw_only=True):
    """The differences of a month with the sums that they come from. All amounts are fen.

    `difference_fen` has the borders in the order of `BORDERS`. `raw` also tells what is in no
    figure: unknown amounts by count, refunds beyond the payment and refunds without a sale.
    """

    month: str
    programme: str
    area_code: str
    build_id: str
    release: str
    difference_fen: dict[str, int]
    borders: list[Border]
    raw: RawSums
    staged_gross_fen: int
    staged_refund_fen: int

    def is_closed(self) -> bool:
        """True where no border has a difference."""
        return not any(self.difference_fen.values())

    def to_json(self) -> bytes:
        """One line of JSON; the same sheet gives the same bytes."""
        return msgspec.json.encode(self)


def difference(
    home: Path, *, month: str, programme: str = "hunan-2020", area_code: str = "430000"
) -> ControlSheet:
    """Work out the nine differences of a month like "2020-06" for the build that is published.

    Raises EvidenceMissing where the build, one of its batches or models, or the bulletin of the
    month is missing, and EvidenceBroken where one can't be read: a gap is never taken for 0.
    """
    month_on = month_start(month)
    build = current_build(home)
    release = newest_release(home, programme=programme, period=month, area=f"province-{area_code}")
    raw = raw_sums(build, month_on)
    gross_fen = staged_gross(build, month_on)
    refund_fen = staged_refunds(build, month_on)
    facts = read_facts(release)
    borders = [
        raw_staged(build, raw, month_on),
        staged_seller(build, month_on),
        staged_origin(build, month_on),
        area_rollup(build, month_on, gross_fen=gross_fen, refund_fen=refund_fen),
        mart_facts(build, facts, programme=programme, month_on=month_on),
        *(facts_rendering(name, facts, release) for name in BORDERS[5:]),
    ]
    return ControlSheet(
        month=month,
        programme=programme,
        area_code=area_code,
        build_id=build.build_id,
        release=release.name,
        difference_fen={border.name: border.difference_fen for border in borders},
        borders=borders,
        raw=raw,
        staged_gross_fen=gross_fen,
        staged_refund_fen=refund_fen,
    )
