"""Draws lines for field checks: a stratum a grade, sizes by money, the same seed the same lines.

Keep out: where lines come from, where the sample goes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import msgspec

from expectations.errors import EvidenceMissing
from expectations.shares import largest_remainder


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One claim that can be checked: a line (or its share by origin) lies in an area."""

    platform: str
    shop_id: str
    order_id: str
    line_id: str
    share_no: int | None
    booked_on: date
    paid_fen: int
    grade: str
    area_code: str
    evidence_id: str | None

    @property
    def key(self) -> str:
        """Platform, order, line and share."""
        share = "" if self.share_no is None else str(self.share_no)
        return "|".join((self.platform, self.order_id, self.line_id, share))


class Stratum(msgspec.Struct, frozen=True, kw_only=True):
    """A grade: all of it, and what was drawn. Amounts in fen."""

    grade: str
    unit_count: int
    paid_fen: int
    drawn: list[Unit]


def draw(units: Iterable[Unit], *, size: int, least: int, seed: str) -> list[Stratum]:
    """Draw `size` units: `least` of each grade (or all it has), the rest by the grade's fen.

    Within a grade every unit is as likely as any other: the order is that of a digest of seed and
    key, which neither the order of reading nor another build's extra columns change.
    Raises EvidenceMissing where there is nothing to draw or `size` can't give each grade `least`.
    """
    by_grade: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        by_grade[unit.grade].append(unit)
    if not by_grade:
        raise EvidenceMissing(
            "there are no attributed lines to draw from",
            where="the published build",
            advice="choose a year that has been landed and built",
        )
    sizes = _sizes(by_grade, size=size, least=least)
    strata = []
    for grade, found in sorted(by_grade.items()):
        ranked = sorted(found, key=lambda unit: (_rank(seed, unit), unit.key))
        strata.append(
            Stratum(
                grade=grade,
                unit_count=len(found),
                paid_fen=sum(unit.paid_fen for unit in found),
                drawn=ranked[: sizes[grade]],
            )
        )
    return strata


def _sizes(by_grade: dict[str, list[Unit]], *, size: int, least: int) -> dict[str, int]:
    sizes = {grade: min(least, len(found)) for grade, found in sorted(by_grade.items())}
    left = size - sum(sizes.values())
    if left < 0:
        raise EvidenceMissing(
            f"a sample of {size} can't give each of {len(sizes)} grades {least} lines",
            where="--size, --least",
            advice="ask for a larger sample or a smaller least number",
        )
    # a grade that is drawn whole leaves its share to the others
    while left:
        open_fen = {
            grade: sum(unit.paid_fen for unit in found)
            for grade, found in sorted(by_grade.items())
            if sizes[grade] < len(found)
        }
        if not sum(open_fen.values()):
            break
        for grade, part in largest_remainder(left, open_fen).items():
            given = min(part, len(by_grade[grade]) - sizes[grade])
            sizes[grade] += given
            left -= given
    return sizes


def _rank(seed: str, unit: Unit) -> str:
    return hashlib.sha256(f"{seed}\n{unit.key}".encode()).hexdigest()
