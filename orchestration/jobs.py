"""Runs the jobs in this process, the way the schedule and the web page run them.

Keep out: the assets themselves, printing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import dagster as dg

from orchestration.assets.bulletins import MONTHLY
from orchestration.causes import Cause, failed_run
from orchestration.definitions import build_defs
from orchestration.resources import Deployment

_RANGE_START = "dagster/asset_partition_range_start"
_RANGE_END = "dagster/asset_partition_range_end"


@dataclass(frozen=True)
class Runner:
    """The jobs of one deployment with Dagster's storage of its home."""

    definitions: dg.Definitions
    instance: dg.DagsterInstance

    def feeds(self, first: date, last: date) -> None:
        """Pull the days from first to last (both included) without a build."""
        self._run("feeds", tags=_range(first, last))

    def feeds_and_warehouse(self, first: date, last: date) -> None:
        """Pull the days, build and publish."""
        self._run("feeds_and_warehouse", tags=_range(first, last))

    def bulletin(self, period: str, *, with_areas: bool = True) -> None:
        """Draft the bulletin of a month like 2020-06, and those of areas."""
        only = None if with_areas else [MONTHLY]
        self._run("bulletin", partition_key=f"{period}-01", assets=only)

    def _run(
        self,
        job: str,
        *,
        tags: dict[str, str] | None = None,
        partition_key: str | None = None,
        assets: list[dg.AssetKey] | None = None,
    ) -> None:
        result = self.definitions.resolve_job_def(job).execute_in_process(
            instance=self.instance,
            partition_key=partition_key,
            asset_selection=assets,
            tags=tags,
            # what failed is told once, in our own words; every event stands in Dagster's storage
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
        )
        if not result.success:
            raise failed_run(job, _causes(result))


@contextmanager
def open_runner(deployment: Deployment) -> Iterator[Runner]:
    """A runner whose events go to the home's Dagster storage."""
    with dg.DagsterInstance.from_config(str(deployment.home.dagster)) as instance:
        yield Runner(build_defs(deployment), instance)


def _range(first: date, last: date) -> dict[str, str]:
    return {_RANGE_START: first.isoformat(), _RANGE_END: last.isoformat()}


def _causes(result: dg.ExecuteInProcessResult) -> list[Cause]:
    """The cause of each failed step, without Dagster's own wrapping."""
    causes = []
    for event in result.all_events:
        if not event.is_step_failure:
            continue
        data = event.step_failure_data
        told = data.user_failure_data.metadata if data.user_failure_data else {}
        if told:
            causes.append(Cause(*(str(told[part].value) for part in Cause._fields)))
            continue
        error = data.error
        while error is not None and error.cause is not None:
            error = error.cause
        text = error.message.strip() if error else "no reason given"
        causes.append(Cause(text, f"step {event.step_key}", "mend the cause and run again"))
    return causes
