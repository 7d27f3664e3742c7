"""`shanhuo demo`: the sample province, from nothing to a bulletin.

Keep out: the steps (orchestration.demo).
"""

from __future__ import annotations

import time
from typing import Annotated

import typer

from orchestration.cli.place import home_path
from orchestration.cli.progress import console


def demo(
    *,
    seed: Annotated[int, typer.Option("--seed", help="every seed is another province")] = 1,
    orders_per_day: Annotated[
        int, typer.Option("--orders-per-day", help="of each platform's largest shop")
    ] = 40,
    dirt: Annotated[
        int, typer.Option("--dirt", min=0, max=3, help="how dirty its registers and codes are")
    ] = 1,
) -> None:
    """Pull a sample province from the sandbox and issue the bulletin of June 2020."""
    start = time.monotonic()
    console.print("Making a sample province (no real data)")
    from orchestration.demo import PERIOD, run_demo

    def note(step: str) -> None:
        console.print(f"[{time.monotonic() - start:5.1f} s] {step}")

    result = run_demo(home_path(), seed=seed, orders_per_day=orders_per_day, dirt=dirt, note=note)
    typer.echo(
        f"Done in {time.monotonic() - start:.1f} s with {result.request_count} wire requests. "
        f"The bulletin of {PERIOD}:"
    )
    for name in ("bulletin.html", "bulletin.pdf", "tables.xlsx", "facts.json"):
        typer.echo(f"  {result.release / name}")
    typer.echo(f"Home: {result.home.root}")
    typer.echo("Next: `shanhuo status`, `shanhuo control --month 2020-06 --json`, `shanhuo dev`")
    typer.echo("The clerks' desk: `shanhuo desk --as xian-01` (or shi-01, sheng-01)")
