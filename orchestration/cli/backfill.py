"""`shanhuo backfill`: a past period, from the plan to the drafts.

Keep out: planning and fetching (orchestration.backfill).
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.place import this_home

if TYPE_CHECKING:
    from rich.console import Console

    from orchestration.backfill.execution import BackfillOutcome
    from orchestration.backfill.plan import BackfillPlan, FeedPlan
    from orchestration.settings import Settings


class ModeChoice(StrEnum):
    """How the days of the period are brought."""

    AUTO = "auto"
    FETCH = "fetch"
    REPLAY = "replay"


def backfill(
    period: Annotated[str, typer.Argument(help="2020, 2020Q2, 2020-05 or 2020-05-01...2020-05-10")],
    platform: Annotated[
        list[str] | None, typer.Option(help="only this platform (may be given again)")
    ] = None,
    mode: Annotated[
        ModeChoice,
        typer.Option(
            help="auto: fetch what has not landed; fetch: everything anew; replay: landing alone"
        ),
    ] = ModeChoice.AUTO,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="show the plan and stop")] = False,
) -> None:
    """Bring a past period: plan, fetch what platforms still give, build once, draft bulletins."""
    from rich.console import Console

    from orchestration.backfill.coverage import accepted_batches
    from orchestration.backfill.execution import run_backfill
    from orchestration.backfill.periods import parse_period
    from orchestration.backfill.plan import plan_backfill
    from orchestration.cli.progress import unit_progress
    from orchestration.ingest import shops_without_answer
    from orchestration.resources import open_deployment
    from orchestration.settings import beijing_now

    home = this_home()
    deployment = open_deployment(home, clock=beijing_now, is_attended=True)
    console = Console()
    plan = plan_backfill(
        deployment.settings,
        accepted_batches(home),
        parse_period(period),
        platforms=platform or [],
        mode=mode.value,
        now=beijing_now(),
    )
    _show_plan(console, plan, deployment.settings)
    if dry_run:
        return
    with unit_progress(f"backfill {period}") as on_progress:
        outcome = run_backfill(deployment, plan, on_progress=on_progress)
    _show_outcome(console, outcome, shops_without_answer(home, since=outcome.record.started_at))
    if outcome.record.failures or plan.beyond or outcome.failed_areas:
        raise typer.Exit(1)


def _show_plan(console: Console, plan: BackfillPlan, settings: Settings) -> None:
    from rich.table import Table

    table = Table(
        "platform", "kind", "landed", "to fetch", "beyond reach", "requests",
        title=f"Backfill of {plan.period.name}, mode {plan.mode} (days)",
    )  # fmt: skip
    for feed in plan.feeds:
        asked = feed.expected_requests
        table.add_row(
            feed.feed.platform,
            feed.feed.kind,
            str(len(feed.landed)),
            str(sum((u.window.end - u.window.start).days for u in feed.fetched)),
            str(len(feed.beyond)),
            "-" if not feed.fetched else "not known yet" if asked is None else f"about {asked}",
        )
    console.print(table)
    console.print(f"Windows to fetch: {len(plan.units)}. {_how_long(plan, settings)}")
    for feed in plan.beyond:
        console.print(_what_it_needs(feed))


def _how_long(plan: BackfillPlan, settings: Settings) -> str:
    """Platforms work side by side: the slowest one decides."""
    seconds: dict[str, float] = {}
    for feed in plan.feeds:
        if not feed.fetched:
            continue
        if feed.expected_requests is None:
            return (
                "How long it takes shows after the first windows: nothing like it was pulled yet."
            )
        platform = feed.feed.platform
        rate = settings.platforms[platform].requests_per_second
        seconds[platform] = seconds.get(platform, 0.0) + feed.expected_requests / rate
    if not seconds:
        return "Nothing is fetched: the build replays what has landed."
    return f"At the rate limits about {max(1, round(max(seconds.values()) / 60))} min."


def _what_it_needs(feed: FeedPlan) -> str:
    first, last = feed.beyond[0], feed.beyond[-1]
    by_file = ", ".join(sorted(feed.shops_by_file))
    have = f" (export files of these shops have landed: {by_file})" if by_file else ""
    reach = f" answers from {feed.reaches_back_to} on" if feed.reaches_back_to else " is not asked"
    return (
        f"Needs export files: {feed.feed.platform} {feed.feed.kind}, {first} to {last} "
        f"({len(feed.beyond)} days): the platform{reach}, and landing does not hold them{have}. "
        "Next: have each shop export these days in its back office, check the file with "
        "`shanhuo feeds check FILE`, bring it in with `shanhuo import FILE`"
    )


def _show_outcome(console: Console, outcome: BackfillOutcome, missing_shops: list[str]) -> None:
    record = outcome.record
    done = len(record.units) - len(record.failures)
    console.print(
        f"Windows: {done} of {len(record.units)} done ({outcome.resumed} by an earlier run), "
        f"{len(record.failures)} failed"
    )
    for failure in record.failures:
        unit = failure.unit
        span = f"{_day(unit.window_start)} to {_day(unit.window_end)}"
        console.print(f"Failed: {unit.platform} {unit.kind} {span}: {failure.message}")
    for line in missing_shops:
        console.print(f"Warning: {line}")
    console.print(f"Published build: {outcome.build_id}")
    for draft in outcome.drafts:
        console.print(f"Draft: {draft}")
    for month, why in outcome.undrafted:
        console.print(f"No draft of {month}: {why}")
    for cause in outcome.failed_areas:
        console.print(f"Failed: {cause.what}. Where: {cause.where}. Next: {cause.advice}")
    if record.failures:
        console.print("Next: run the same command again; only what failed is fetched again")


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"
