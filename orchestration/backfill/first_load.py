"""Lands a range of days of every platform by creation: the first load of a new home.

One batch a feed, whatever the range: nothing is there yet that could be kept, and a load that was
cut off is begun anew. No Dagster: a range of a quarter would write two events a day and feed into
its storage, which takes longer than the pull.
Keep out: planning what can still be fetched (plan.py), building.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import date

from connectors.core.errors import ConnectorError
from connectors.registry import PLATFORMS
from orchestration.backfill.execution import fetch_unit
from orchestration.backfill.periods import Period
from orchestration.backfill.record import RecordedUnit
from orchestration.ingest import Landed
from orchestration.resources import Deployment
from orchestration.windows import offered


def land_days(deployment: Deployment, first: date, last: date) -> list[Landed]:
    """Land the days from first to last (both included), one batch for each platform and kind.

    Raises the first ConnectorError after everything that could be fetched has landed.
    """
    window = Period("", first, last).window
    units = [
        RecordedUnit(platform, kind, offered("created", spec.reach_days.keys()), *window)
        for platform in deployment.settings.platforms
        for kind, spec in PLATFORMS[platform].kinds.items()
    ]
    # kinds in turn rather than platforms in turn, so that the platforms work side by side
    units.sort(key=lambda unit: list(PLATFORMS[unit.platform].kinds).index(unit.kind))
    landed: list[Landed] = []
    errors: list[ConnectorError] = []
    with ThreadPoolExecutor(max_workers=max(1, len(deployment.settings.platforms))) as pool:
        for future in as_completed([pool.submit(fetch_unit, deployment, unit) for unit in units]):
            try:
                landed.append(future.result())
            except ConnectorError as error:
                errors.append(error)
    if errors:
        raise errors[0]
    return landed
