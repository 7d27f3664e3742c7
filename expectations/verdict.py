"""The verdict on a batch: may builds read it, and what was looked at.

A failed blocking check holds the batch; a failed warning is printed and lets it pass. The verdict
never holds a value of a row. Keep out: writing `verdict.json` (landing does), the clock.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from expectations.batch import read_batch
from expectations.frames import frames_of, given_of
from expectations.runner import Outcome, run_checks
from expectations.sizes import Earlier, size_of
from expectations.suites.catalogue import checks_for

#: Great Expectations keeps what it works on in the process: two batches judged at once get each
#: other's rows
_ONE_AT_A_TIME = threading.Lock()


class CheckResult(msgspec.Struct, frozen=True, kw_only=True):
    """One check of a verdict; `advice` says what to do next and is empty where it passed."""

    name: str
    label_zh: str
    passed: bool
    blocking: bool
    observed: str
    advice: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Whether builds may read a batch. `judged_at` is naive Beijing time."""

    batch_id: str
    accepted: bool
    checks: list[CheckResult]
    judged_at: datetime
    # Chinese sentences of numbers alone: what the day is compared with
    remarks: list[str] = []

    def failed(self) -> list[CheckResult]:
        """The checks that failed, those that hold the batch first."""
        failed = [check for check in self.checks if not check.passed]
        return sorted(failed, key=lambda check: not check.blocking)

    def to_json(self) -> bytes:
        """The bytes of `verdict.json`; the same verdict gives the same bytes."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


def judge_batch(folder: Path, *, judged_at: datetime, earlier: Sequence[Earlier] = ()) -> Verdict:
    """Judge the landed batch in `folder`, one at a time over all threads of this process.

    `judged_at` is naive Beijing time. `earlier` are the accepted batches of the same platform,
    kind and window kind in the order of their landing; without them its size is not judged.

    Raises EvidenceMissing where the folder has no manifest and EvidenceBroken where that can't be
    read; damage to any other file is a failed check.
    """
    batch = read_batch(folder)
    checks = checks_for(batch.manifest.kind, batch.manifest.window_kind)
    size = size_of(batch, earlier)
    with _ONE_AT_A_TIME:
        outcomes = run_checks(frames_of(batch, size), checks, given_of(batch))
    verdict = verdict_of(batch.manifest.batch_id, outcomes, judged_at=judged_at)
    return msgspec.structs.replace(verdict, remarks=size.remarks)


def judge_batches(folders: Iterable[Path], *, judged_at: datetime) -> list[Verdict]:
    """Judge many batches in the given order; errors as in `judge_batch`."""
    return [judge_batch(folder, judged_at=judged_at) for folder in folders]


def verdict_of(batch_id: str, outcomes: list[Outcome], *, judged_at: datetime) -> Verdict:
    """Draw the verdict from the outcomes: accepted unless a blocking check failed."""
    results = [
        CheckResult(
            name=outcome.check.name,
            label_zh=outcome.check.label_zh,
            passed=outcome.passed,
            blocking=outcome.check.blocking,
            observed=outcome.observed,
            advice="" if outcome.passed else outcome.check.advice,
        )
        for outcome in outcomes
    ]
    accepted = bool(results) and all(r.passed or not r.blocking for r in results)
    return Verdict(batch_id=batch_id, accepted=accepted, checks=results, judged_at=judged_at)
