"""Assembly of the Dagster definitions; nothing else.

`defs` is what `dagster dev` loads; tests and the command line call `build_defs`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration.assets.backfill import backfill
from orchestration.assets.bulletins import AREAS, MONTHLY, area_bulletins, monthly_bulletin
from orchestration.assets.inbox import inbox, inbox_sensor
from orchestration.assets.landing import landing_assets
from orchestration.assets.warehouse import feed_keys, warehouse_assets
from orchestration.home import DEFAULT_HOME, open_home
from orchestration.partitions import TIME_ZONE
from orchestration.resources import Deployment, open_deployment
from orchestration.settings import beijing_now
from orchestration.warehouse import manifest_path


def build_defs(deployment: Deployment) -> dg.Definitions:
    """All assets, jobs and the schedule of one deployment."""
    from connectors.registry import PLATFORMS

    platforms: dict[str, Iterable[str]] = {
        name: PLATFORMS[name].kinds for name in sorted(deployment.settings.platforms)
    }
    landing = landing_assets(platforms)
    keys = feed_keys(platforms)
    warehouse = warehouse_assets(manifest_path(deployment.home), keys)
    feeds = dg.define_asset_job(
        "feeds",
        selection=dg.AssetSelection.assets(*keys),
        description="pull days of all platforms without a build",
    )
    feeds_and_warehouse = dg.define_asset_job(
        "feeds_and_warehouse",
        selection=dg.AssetSelection.assets(*keys) | dg.AssetSelection.assets(warehouse),
        description="the nightly: pull a day, judge it, build, publish",
    )
    bulletin = dg.define_asset_job(
        "bulletin",
        selection=dg.AssetSelection.assets(MONTHLY, AREAS),
        description="the monthly bulletin and the internal ones of areas, as drafts",
    )
    # a sample home's sandbox is gone by night
    state = (
        dg.DefaultScheduleStatus.STOPPED
        if deployment.settings.is_sandbox
        else dg.DefaultScheduleStatus.RUNNING
    )
    nightly = _nightly(feeds_and_warehouse, has_feeds=bool(keys), state=state)
    monthly_draft = dg.build_schedule_from_partitioned_job(
        bulletin, name="monthly_draft", day_of_month=1, hour_of_day=6, default_status=state
    )
    return dg.Definitions(
        assets=[*landing, warehouse, monthly_bulletin, area_bulletins],
        jobs=[*([feeds] if keys else []), feeds_and_warehouse, bulletin, backfill, inbox],
        schedules=[nightly, monthly_draft],
        sensors=[inbox_sensor(is_running=not deployment.settings.is_sandbox)],
        resources={"deployment": dg.ResourceDefinition.hardcoded_resource(deployment)},
        # one process: a step process costs more to start than most steps take (stack.md section 3)
        executor=dg.in_process_executor,
    )


def _nightly(
    job: Any,  # noqa: ANN401 - Dagster's name for an unresolved job is no public one
    *,
    has_feeds: bool,
    state: dg.DefaultScheduleStatus,
) -> Any:  # noqa: ANN401
    """At half past one: the day that ended, or the build alone where all comes from files."""
    if has_feeds:
        return dg.build_schedule_from_partitioned_job(
            job, name="nightly", hour_of_day=1, minute_of_hour=30, default_status=state
        )
    return dg.ScheduleDefinition(
        name="nightly",
        job=job,
        cron_schedule="30 1 * * *",
        execution_timezone=TIME_ZONE,
        default_status=state,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """The definitions of the home that SHANHUO_HOME names."""
    home = open_home(Path(os.environ.get("SHANHUO_HOME", DEFAULT_HOME)))
    return build_defs(open_deployment(home, clock=beijing_now))
