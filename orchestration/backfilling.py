"""Lands a range of days of every platform by creation: the first load of a new home.

Fetches platforms side by side and judges each batch as it lands. No Dagster: a range of a quarter
would write two events a day and feed into its storage, which takes longer than the pull.
Keep out: planning what can still be fetched, building.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import date, timedelta

from connectors.core.errors import ConnectorError
from connectors.core.landing import LocalLanding, Manifest
from connectors.core.windows import Window
from connectors.registry import PLATFORMS
from orchestration.ingest import Landed, code_version, connect, judge_landed
from orchestration.resources import Deployment
from orchestration.windows import days_window, offered


def land_days(deployment: Deployment, first: date, last: date) -> list[Landed]:
    """Land the days from first to last (both included), one batch for each platform and kind.

    Raises the first ConnectorError after everything that could be fetched has landed.
    """
    count = (last - first).days + 1
    window = days_window([(first + timedelta(days=n)).isoformat() for n in range(count)])
    tasks = [(p, kind) for p in deployment.settings.platforms for kind in PLATFORMS[p].kinds]
    landed: list[Landed] = []
    errors: list[ConnectorError] = []
    with ThreadPoolExecutor(max_workers=max(1, len(deployment.settings.platforms))) as pool:
        futures = [pool.submit(_fetch, deployment, p, kind, window) for p, kind in _mixed(tasks)]
        for future in as_completed(futures):
            try:
                landed.append(judge_landed(deployment.home, future.result(), deployment.clock()))
            except ConnectorError as error:
                errors.append(error)
    if errors:
        raise errors[0]
    return landed


def _fetch(deployment: Deployment, platform: str, kind: str, window: Window) -> Manifest:
    feed = connect(
        deployment.home,
        deployment.settings,
        platform,
        clock=deployment.clock,
        on_request=deployment.on_request,
    )
    window_kind = offered("created", PLATFORMS[platform].kinds[kind].reach_days.keys())
    try:
        draft = feed.fetch(kind, window_kind, window)
    finally:
        feed.close()
    return LocalLanding(deployment.home.landing).commit(
        draft, landed_at=deployment.clock(), code_version=code_version()
    )


def _mixed(tasks: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Kinds in turn rather than platforms in turn, so that the platforms work side by side."""
    return sorted(tasks, key=lambda task: list(PLATFORMS[task[0]].kinds).index(task[1]))
