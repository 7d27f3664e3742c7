"""Why a run failed, told once for each thing to do.

Keep out: Dagster, whose events jobs reads.
"""

from __future__ import annotations

from typing import NamedTuple

from orchestration.errors import BuildFailed


class Cause(NamedTuple):
    """Why a step failed, in the words of the error that stopped it."""

    what: str
    where: str
    advice: str


def failed_run(job: str, causes: list[Cause]) -> BuildFailed:
    """One error for a run: each advice once for each feed that needs it.

    A wrong secret stops every step of a platform with the same advice; it is told once.
    """
    distinct: dict[tuple[str, str], Cause] = {}
    for cause in causes:
        distinct.setdefault((cause.advice, cause.where.partition("/")[0]), cause)
    told = list(distinct.values()) or [Cause("the run failed", f"job {job}", "see `shanhuo dev`")]
    advice = dict.fromkeys(cause.advice for cause in told)
    return BuildFailed(
        "; ".join(cause.what for cause in told),
        where="; ".join(cause.where for cause in told),
        advice="; ".join(advice) + " (what was published before still stands)",
    )
