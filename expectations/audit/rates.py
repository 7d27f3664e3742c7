"""What the answers say of each grade: the share of wrong lines with its exact interval.

Within a grade the sample is simple random, so the rate of lines is wrong ÷ checked; the interval is
Clopper and Pearson's (exact binomial), which is never too narrow for a sample without replacement.
Keep out: reading answers (`answers`), printing.
Source: Clopper and Pearson 1934, "The use of confidence or fiducial limits".
"""

from __future__ import annotations

from collections.abc import Callable
from math import exp, lgamma, log, log1p
from typing import Literal

import msgspec

from expectations.audit.sampling import Stratum

Answer = Literal["right", "wrong", "unknown"]
CONFIDENCE_PPM = 950_000
MILLION = 1_000_000
# halvings of the interval from 0 to 1: far below one in a million
HALVINGS = 40


class GradeRate(msgspec.Struct, frozen=True, kw_only=True):
    """A grade's error rate. Rates are parts per million; null where no line could be checked.

    `unknown_count` lines could not be checked and are in no rate.
    """

    grade: str
    unit_count: int
    paid_fen: int
    checked_count: int
    wrong_count: int
    unknown_count: int
    rate_ppm: int | None
    low_ppm: int | None
    high_ppm: int | None


def grade_rates(strata: list[Stratum], answers: dict[str, Answer]) -> list[GradeRate]:
    """The rate of each grade; `answers` by the key of the unit, one for each unit drawn."""
    return [_rate(stratum, [answers[unit.key] for unit in stratum.drawn]) for stratum in strata]


def interval_ppm(wrong: int, checked: int) -> tuple[int, int]:
    """Clopper-Pearson bounds of wrong ÷ checked at 95 %, rounded outwards to parts per million."""
    tail = (MILLION - CONFIDENCE_PPM) / MILLION / 2
    # at the lower bound, `wrong` or more come up with the tail's probability
    low = 0.0 if wrong == 0 else _solve(lambda p: 1 - _at_most(wrong - 1, checked, p) > tail)
    high = 1.0 if wrong == checked else _solve(lambda p: _at_most(wrong, checked, p) < tail)
    return int(low * MILLION), min(MILLION, int(high * MILLION) + (high < 1))


def _rate(stratum: Stratum, answers: list[Answer]) -> GradeRate:
    wrong = answers.count("wrong")
    checked = wrong + answers.count("right")
    low, high = interval_ppm(wrong, checked) if checked else (None, None)
    return GradeRate(
        grade=stratum.grade,
        unit_count=stratum.unit_count,
        paid_fen=stratum.paid_fen,
        checked_count=checked,
        wrong_count=wrong,
        unknown_count=answers.count("unknown"),
        rate_ppm=(2 * wrong * MILLION + checked) // (2 * checked) if checked else None,
        low_ppm=low,
        high_ppm=high,
    )


def _solve(is_above: Callable[[float], bool]) -> float:
    """The probability at which `is_above` turns true, by halving."""
    low, high = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if is_above(middle):
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _at_most(k: int, n: int, p: float) -> float:
    """P(X <= k) of the binomial distribution, summed in logarithms so that nothing overflows."""
    whole = lgamma(n + 1)
    return sum(
        exp(whole - lgamma(i + 1) - lgamma(n - i + 1) + i * log(p) + (n - i) * log1p(-p))
        for i in range(k + 1)
    )
