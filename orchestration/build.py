"""One build: plan, dbt, candidate, control, publish.

Keep out: Dagster, and how any step does its work.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from orchestration.home import Home
from orchestration.ingest import code_version, judge_unjudged
from orchestration.plan import BuildPlan, plan_build, write_run_files
from orchestration.publishing import publish, write_candidate
from orchestration.registers.packaged import ensure_packaged
from orchestration.settings import Settings
from orchestration.warehouse import (
    NodeResult,
    build_models,
    manifest_path,
    project_hash,
    warehouse_lock,
)


class Built(NamedTuple):
    """A published build and what dbt did for it."""

    plan: BuildPlan
    results: list[NodeResult]


def run_build(
    home: Home, settings: Settings, *, as_of: datetime, full_refresh: bool = False
) -> Built:
    """Build the warehouse from all accepted batches as of a Beijing time and publish it.

    Raises BuildFailed where a model or test failed; the published build then stands as it was.
    """
    judge_unjudged(home, as_of)
    ensure_packaged(home, settings, recorded_at=as_of)
    with warehouse_lock(home):
        plan = plan_build(
            home,
            as_of=as_of,
            programme=settings.programme,
            province_code=settings.province_code,
            code_version=code_version(),
            project_hash=project_hash(),
            full_refresh=full_refresh,
        )
        write_run_files(home, plan)
        results = build_models(home, full_refresh=plan.is_full_refresh)
        publish(home, write_candidate(home, plan, manifest_path(home)))
    return Built(plan, results)
