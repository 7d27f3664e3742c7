"""The job that rebuilds a past period from Dagster's page: the same work as `shanhuo backfill`.

An op job, not a partition range of assets: what is done is a plan (kept, fetched, asked for), and a
range of a quarter would write two events a day and feed.
Keep out: planning and fetching (orchestration.backfill).
"""

import dagster as dg
from pydantic import Field

from orchestration.backfill.coverage import accepted_batches
from orchestration.backfill.execution import BackfillOutcome, run_backfill
from orchestration.backfill.periods import parse_period
from orchestration.backfill.plan import BackfillPlan, Mode, plan_backfill
from orchestration.resources import Deployment


class BackfillConfig(dg.Config):
    """What to rebuild: `period` as 2020, 2020Q2, 2020-05 or 2020-05-01...2020-05-10."""

    period: str
    # all that are set up, if empty
    platforms: list[str] = Field(default_factory=list)
    mode: Mode = "auto"


@dg.op(
    name="backfill_period",
    required_resource_keys={"deployment"},
    pool="warehouse",
    description="plan, fetch what the platforms still give, build once, draft the bulletins",
)
def backfill_period(context: dg.OpExecutionContext, config: BackfillConfig) -> None:
    """Fails after everything that could be done was done, naming what is left."""
    deployment: Deployment = context.resources.deployment
    plan = plan_backfill(
        deployment.settings,
        accepted_batches(deployment.home),
        parse_period(config.period),
        platforms=config.platforms,
        mode=config.mode,
        now=deployment.clock(),
    )
    context.log.info("%d windows to fetch", len(plan.units))
    outcome = run_backfill(
        deployment,
        plan,
        on_progress=lambda told: context.log.info(
            "%d of %d: %s", told.done, told.total, told.latest
        ),
    )
    context.add_output_metadata(
        {
            "build_id": outcome.build_id,
            "windows": len(outcome.record.units),
            "fetched_before": outcome.resumed,
            "drafts": [str(path) for path in outcome.drafts],
        }
    )
    left = _left(plan, outcome)
    if left:
        raise dg.Failure(description="\n".join(left), allow_retries=False)


@dg.job(description="rebuild a past period: give the period in the launchpad")
def backfill() -> None:
    """One op: the plan is one piece."""
    backfill_period()


def _left(plan: BackfillPlan, outcome: BackfillOutcome) -> list[str]:
    failed = [
        f"{f.unit.platform} {f.unit.kind} {f.unit.window_start}: {f.message}"
        for f in outcome.record.failures
    ]
    beyond = [
        f"{feed.feed.platform} {feed.feed.kind}: {len(feed.beyond)} days from {feed.beyond[0]} "
        "need the shops' export files"
        for feed in plan.beyond
    ]
    undrafted = [f"{cause.what} [{cause.where}]" for cause in outcome.failed_areas]
    return failed + beyond + undrafted
