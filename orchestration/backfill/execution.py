"""Fetches the windows of a backfill, builds once, and drafts the bulletins that depend on it.

Platforms are asked side by side, the windows of one platform one after the other (its shops in
parallel, within its rate limit). A window that fails stops no other. No Dagster here: the command
line and the Dagster job do the same.
Keep out: planning, printing.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from bulletins.errors import BulletinError
from connectors.core.errors import ConfigurationError, ConnectorError
from connectors.core.landing import LocalLanding
from connectors.core.windows import Window
from orchestration.backfill.coverage import accepted_batches
from orchestration.backfill.plan import BackfillPlan
from orchestration.backfill.record import (
    BackfillRecord,
    Failure,
    RecordedUnit,
    begin,
    finish,
    open_units,
)
from orchestration.build import run_build
from orchestration.causes import Cause
from orchestration.drafting import draft_areas, failed_drafts
from orchestration.ingest import Landed, code_version, connect, judge_landed, judge_unjudged
from orchestration.releasing import latest_version, release_folder, release_month
from orchestration.resources import Deployment


class Progress(NamedTuple):
    """How far it is: windows done and failed of all, and the latest."""

    done: int
    failed: int
    total: int
    latest: str


class BackfillOutcome(NamedTuple):
    """What came of it."""

    record: BackfillRecord
    #: windows that an earlier, interrupted run had fetched
    resumed: int
    build_id: str | None
    drafts: list[Path]
    #: months without a draft, and why
    undrafted: list[tuple[str, str]]
    #: of months that have the province's draft, what became of areas that haven't theirs
    failed_areas: list[Cause]


def run_backfill(
    deployment: Deployment,
    plan: BackfillPlan,
    *,
    on_progress: Callable[[Progress], None] = lambda _: None,
) -> BackfillOutcome:
    """Do what the plan says; windows that an interrupted run has landed are not fetched again.

    Windows that fail stand in the outcome; the others land, are built and drafted all the same, and
    the next run of the same backfill takes the failed ones up again.
    Raises BuildFailed where a model or test failed; what was published before then still stands.
    """
    home, clock = deployment.home, deployment.clock
    record = begin(home, plan, now=clock())
    judge_unjudged(home, clock())
    todo = open_units(record, accepted_batches(home))
    failures = _fetch_all(deployment, record, todo, on_progress)
    record = finish(home, plan, record, failures=failures, now=clock())
    built = run_build(home, deployment.settings, as_of=clock(), full_refresh=plan.mode == "replay")
    drafts, undrafted, failed = _draft(deployment, plan)
    return BackfillOutcome(
        record, len(record.units) - len(todo), built.plan.build_id, drafts, undrafted, failed
    )


def _fetch_all(
    deployment: Deployment,
    record: BackfillRecord,
    todo: list[RecordedUnit],
    on_progress: Callable[[Progress], None],
) -> list[Failure]:
    by_platform: dict[str, list[RecordedUnit]] = defaultdict(list)
    for unit in sorted(todo, key=lambda unit: unit.window_start):
        by_platform[unit.platform].append(unit)
    board = _Board(len(record.units), len(record.units) - len(todo), on_progress)
    with ThreadPoolExecutor(max_workers=max(1, len(by_platform))) as pool:
        for future in [
            pool.submit(_fetch_platform, deployment, units, board) for units in by_platform.values()
        ]:
            future.result()
    return board.failures


def _fetch_platform(deployment: Deployment, units: list[RecordedUnit], board: _Board) -> None:
    for place, unit in enumerate(units):
        try:
            landed = fetch_unit(deployment, unit)
        except ConfigurationError as error:
            # a wrong setting fails every window of the platform alike
            for left in units[place:]:
                board.failed(left, str(error))
            return
        except ConnectorError as error:
            board.failed(unit, str(error))
        else:
            board.landed(unit, landed)


def fetch_unit(deployment: Deployment, unit: RecordedUnit) -> Landed:
    """Fetch one window of one feed, land it and judge it."""
    feed = connect(
        deployment.home,
        deployment.settings,
        unit.platform,
        clock=deployment.clock,
        on_request=deployment.on_request,
    )
    window = Window(unit.window_start, unit.window_end)
    try:
        draft = feed.fetch(unit.kind, unit.window_kind, window)
    finally:
        feed.close()
    manifest = LocalLanding(deployment.home.landing).commit(
        draft, landed_at=deployment.clock(), code_version=code_version()
    )
    return judge_landed(deployment.home, manifest, deployment.clock())


class _Board:
    """Counts what all platforms' threads have done."""

    def __init__(
        self, total: int, already_done: int, on_progress: Callable[[Progress], None]
    ) -> None:
        self._total = total
        self._done = already_done
        self._on_progress = on_progress
        self._lock = threading.Lock()
        self.failures: list[Failure] = []

    def landed(self, unit: RecordedUnit, landed: Landed) -> None:
        if not landed.verdict.accepted:
            names = ", ".join(c.name for c in landed.verdict.checks if not c.passed)
            self.failed(unit, f"{landed.manifest.batch_id} is held: {names}; see `shanhuo status`")
            return
        with self._lock:
            self._done += 1
            self._tell(unit)

    def failed(self, unit: RecordedUnit, message: str) -> None:
        with self._lock:
            self.failures.append(Failure(unit, message))
            self._tell(unit)

    def _tell(self, unit: RecordedUnit) -> None:
        window = Window(unit.window_start, unit.window_end)
        latest = f"{unit.platform} {unit.kind} {window.start:%m-%d} to {window.end:%m-%d}"
        self._on_progress(Progress(self._done, len(self.failures), self._total, latest))


def _draft(
    deployment: Deployment, plan: BackfillPlan
) -> tuple[list[Path], list[tuple[str, str]], list[Cause]]:
    """Drafts of the period's months, and of later months that stand on them and have a bulletin.

    Of the province, and of the areas that the settings name.
    """
    home, settings = deployment.home, deployment.settings
    drafts: list[Path] = []
    undrafted: list[tuple[str, str]] = []
    failed: list[Cause] = []
    for month in plan.period.months + _later_months(deployment, plan.period.months[-1]):
        if month > f"{deployment.clock():%Y-%m}":
            continue
        try:
            drafts.append(release_month(home, settings, month))
        except BulletinError as error:
            undrafted.append((month, str(error)))
            continue
        areas = draft_areas(home, settings, month)
        drafts += [area.folder for area in areas if area.folder and area.state == "drafted"]
        cause = failed_drafts(month, areas)
        failed += [cause] if cause else []
    return drafts, undrafted, failed


def _later_months(deployment: Deployment, last: str) -> list[str]:
    """Months of the same year after `last` that have a bulletin: they print sums of the year."""
    home, settings = deployment.home, deployment.settings
    return [
        month
        for number in range(int(last[5:]) + 1, 13)
        if latest_version(
            release_folder(
                home, settings, kind="monthly", period=(month := f"{last[:4]}-{number:02d}")
            )
        )
    ]
