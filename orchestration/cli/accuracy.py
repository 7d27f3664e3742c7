"""`shanhuo accuracy`: attribution against the truth of a made world.

Keep out: the sums (expectations.accuracy), making a world (connectors.sandbox).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.place import this_home


def accuracy(
    *,
    world: Annotated[
        Path | None,
        typer.Option("--world", help="a world made elsewhere, see docs/worlds.md"),
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="make a sandbox world of this seed and judge it")
    ] = None,
    dirt: Annotated[
        int, typer.Option("--dirt", min=0, max=3, help="how dirty the world of --seed is")
    ] = 1,
    orders_per_day: Annotated[
        int, typer.Option("--orders-per-day", min=1, help="of each platform's largest shop")
    ] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="last line: a JSON object")] = False,
) -> None:
    """Judge attribution by fen: how much was right, wrong and left open, at each level.

    Without --world and --seed it judges the demo in this home.
    """
    from expectations.accuracy import judge
    from orchestration.errors import SetupError

    if world is not None and seed is not None:
        raise SetupError(
            "a world is either made or given",
            where="--world and --seed",
            advice="name one of them",
        )
    if seed is not None:
        from orchestration.demo import judge_sandbox

        report = judge_sandbox(seed=seed, orders_per_day=orders_per_day, dirt=dirt)
    elif world is None:
        home = this_home()
        truth = home.sandbox / "truth.csv"
        if not truth.exists():
            raise SetupError(
                "this home has no truth to compare with",
                where=str(truth),
                advice="run `shanhuo demo`, make a world with --seed, or name one with --world",
            )
        report = judge(home.current_published(), truth)
    else:
        from orchestration.worlds import judge_world

        report = judge_world(world)
    if as_json:
        typer.echo(report.to_json().decode())
    else:
        for level, split in report.levels.items():
            parts = split.ppm() or {}
            told = ", ".join(f"{name} {ppm / 10_000:.2f} %" for name, ppm in parts.items())
            typer.echo(f"{level:16} {told or 'nothing to judge'}")
        held = report.held
        typer.echo(
            f"held out         {held.right_fen} of {held.doubted_fen} fen that are no sale, "
            f"and {held.held_fen - held.right_fen} fen of genuine sales"
        )
