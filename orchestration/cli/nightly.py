"""`shanhuo nightly` and `shanhuo build`: the jobs, in this process.

Keep out: what the jobs do.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

import typer

from orchestration.cli.place import this_home

DayOption = Annotated[
    datetime, typer.Option("--date", formats=["%Y-%m-%d"], help="the day to pull, as 2020-06-30")
]


def nightly(date: DayOption) -> None:
    """Pull one day of every platform, judge, build, publish; then draft the month's bulletin.

    After the month's last day those of counties and prefectures too, as the settings name them.
    """
    from orchestration.cli.progress import feed_progress
    from orchestration.errors import SetupError
    from orchestration.ingest import shops_without_answer
    from orchestration.jobs import open_runner
    from orchestration.resources import open_deployment
    from orchestration.settings import beijing_now
    from orchestration.state import warnings_since

    home = this_home()
    began = beijing_now()
    if date >= beijing_now().replace(hour=0, minute=0, second=0):
        raise SetupError(
            f"{date.date()} is not over yet in Beijing",
            where="--date",
            advice="name yesterday or an earlier day",
        )
    with feed_progress(f"{date.date()}: pull, judge, build, publish") as note:
        deployment = open_deployment(home, clock=beijing_now, on_request=note, is_attended=True)
        with open_runner(deployment) as runner:
            runner.feeds_and_warehouse(date.date(), date.date())
            # a hundred drafts of areas a night would fill the disk with what nobody reads
            is_month_over = (date + timedelta(days=1)).day == 1
            runner.bulletin(f"{date:%Y-%m}", with_areas=is_month_over)
    for line in [*shops_without_answer(home, since=began), *warnings_since(home, began)]:
        typer.echo(f"Warning: {line}", err=True)
    typer.echo(f"Published build: {home.current_build()}")
    typer.echo(f"Bulletins: {home.releases}")


def build(
    *,
    full_refresh: Annotated[
        bool, typer.Option("--full-refresh", help="build every model anew from landing")
    ] = False,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of",
            formats=["%Y-%m-%dT%H:%M:%S"],
            help="Beijing time; what landed later stays out",
        ),
    ] = None,
) -> None:
    """Build the warehouse from what has landed, without pulling, and publish it."""
    from orchestration.build import run_build
    from orchestration.settings import beijing_now, read_settings

    home = this_home()
    built = run_build(
        home, read_settings(home), as_of=as_of or beijing_now(), full_refresh=full_refresh
    )
    typer.echo(
        f"Published build: {built.plan.build_id} from {len(built.plan.accepted)} batches, "
        f"{len(built.plan.held)} held"
    )
