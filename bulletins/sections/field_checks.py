"""What field checks of the year found, a sentence for each axis; nothing where none is on file.

Keep out: drawing and rates (they come worked out), judging.
"""

from __future__ import annotations

from decimal import Decimal

import msgspec

from bulletins.facts import Fact, Note
from bulletins.figures import TENTH, count, half_up, share
from bulletins.vocabulary import ORIGIN_GRADES, SELLER_GRADES, name_of
from bulletins.wording import Parts, sentence, with_unit

AXES = {"seller": ("经营地", SELLER_GRADES), "origin": ("产地", ORIGIN_GRADES)}
PREFIX = "field_checks"
PPM_IN_PERCENT = 10_000
CONFIDENCE = 95


class CheckedGrade(msgspec.Struct, frozen=True, kw_only=True):
    """A grade's checked and wrong lines with the interval of the rate in parts per million."""

    grade: str
    checked_count: int
    wrong_count: int
    low_ppm: int | None
    high_ppm: int | None


class FieldCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The field check of one axis; other keys of its file are left alone."""

    axis: str
    rates: list[CheckedGrade]


def field_checks(found: list[FieldCheck]) -> list[Note]:
    """One note, or none where no check is on file or no line could be checked."""
    sentences = []
    for check in sorted(found, key=lambda check: check.axis, reverse=True):
        axis_name, names = AXES[check.axis]
        parts: Parts = []
        for rate in check.rates:
            if rate.low_ppm is not None and rate.high_ppm is not None:
                told = _grade(f"{PREFIX}.{rate.grade}", name_of(names, rate.grade), rate)
                parts += ["；" if parts else "", *told]
        if parts:
            level = count(f"{PREFIX}.confidence", CONFIDENCE)
            intro: Parts = [f"本年{axis_name}认定抽样实地核查的差错率（按明细条数，括号内为"]
            sentences.append(sentence([*intro, level, "%置信区间）："], parts, "。"))
    return [Note("实地核查", sentences)] if sentences else []


def _grade(prefix: str, name: str, rate: CheckedGrade) -> Parts:
    parts: Parts = [f"{name}核实", count(f"{prefix}.checked", rate.checked_count), "条，不一致"]
    parts += [count(f"{prefix}.wrong", rate.wrong_count), "条，差错率"]
    parts += with_unit(share(f"{prefix}.rate", rate.wrong_count, rate.checked_count))
    parts += ["（", *with_unit(_bound(f"{prefix}.low", rate.low_ppm or 0)), "至"]
    return [*parts, *with_unit(_bound(f"{prefix}.high", rate.high_ppm or 0)), "）"]


def _bound(fact_id: str, ppm: int) -> Fact:
    exact = (Decimal(ppm) / PPM_IN_PERCENT).quantize(Decimal("0.000001"))
    text = f"{half_up(exact, TENTH)}"
    return Fact(id=fact_id, text=text, unit="%", raw=f"{exact}", status="value")
