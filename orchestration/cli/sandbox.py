"""`shanhuo sandbox`: a province in a box, to try everything without a real shop.

Keep out: the world and the servers (connectors.sandbox).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="A province in a box: servers that speak each platform, and sample files.")

_TIME = "%Y-%m-%dT%H:%M:%S"
SeedOption = Annotated[int, typer.Option("--seed", help="every seed is another province")]
NowOption = Annotated[
    datetime, typer.Option("--now", formats=[_TIME], help="the sandbox's Beijing time")
]
OrdersOption = Annotated[
    int, typer.Option("--orders-per-day", help="orders a day of each platform's largest shop")
]


DirtOption = Annotated[
    int, typer.Option("--dirt", min=0, max=3, help="0 clean, 1 ordinary, 2 neglected, 3 worse")
]


@app.command("serve")
def serve(
    *,
    port: Annotated[int, typer.Option("--port", help="port on 127.0.0.1; 0 picks a free one")] = 0,
    seed: SeedOption = 1,
    orders_per_day: OrdersOption = 40,
    now: NowOption = datetime(2020, 7, 1, 2),
    lenient_clock: Annotated[
        bool, typer.Option("--lenient-clock", help="admit clients that sign with the real time")
    ] = False,
    tick_seconds: Annotated[
        int, typer.Option("--tick-seconds", help="move the clock by this at each request")
    ] = 0,
    calls_per_second: Annotated[
        int | None, typer.Option("--calls-per-second", help="throttle beyond this; else no limit")
    ] = None,
    fault: Annotated[
        list[str] | None,
        typer.Option("--fault", help="spoil answers, see connectors/sandbox/servers/README.md"),
    ] = None,
    platforms: Annotated[
        str, typer.Option("--platforms", help="names with commas between them, or all")
    ] = "taobao,jd",
    token_seconds: Annotated[
        int | None, typer.Option("--token-seconds", help="access tokens end after this; else never")
    ] = None,
    dirt: DirtOption = 1,
) -> None:
    """Serve platforms on one loopback port; the first line printed is JSON with all keys."""
    from connectors.sandbox.serve import serve as run
    from connectors.sandbox.world import ALL_PLATFORMS

    names = ALL_PLATFORMS if platforms == "all" else _named(platforms, ALL_PLATFORMS)
    run(
        port=port,
        seed=seed,
        orders_per_day=orders_per_day,
        now=now,
        lenient_clock=lenient_clock,
        tick_seconds=tick_seconds,
        calls_per_second=calls_per_second,
        faults=fault or (),
        platforms=names,
        token_seconds=token_seconds,
        dirt=dirt,
    )


def _named(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The platforms in a list with commas. Raises SetupError for one that the sandbox lacks."""
    from orchestration.errors import SetupError

    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        raise SetupError(
            f"the sandbox has no platform {', '.join(unknown) or 'without a name'}",
            where="--platforms",
            advice=f"name any of {', '.join(known)}, or all",
        )
    return names


@app.command("export")
def export(
    out: Annotated[Path, typer.Option("--out", help="a folder that does not exist yet")],
    *,
    seed: SeedOption = 1,
    orders_per_day: OrdersOption = 40,
    now: NowOption = datetime(2020, 7, 1, 2),
    start: Annotated[datetime, typer.Option("--start", formats=["%Y-%m-%d"])] = datetime(
        2020, 4, 1
    ),
    end: Annotated[datetime, typer.Option("--end", formats=["%Y-%m-%d"])] = datetime(2020, 7, 1),
    dirt: DirtOption = 1,
) -> None:
    """Write registers, export files and the truth of a sandbox world as files."""
    from connectors.sandbox.export import export_world
    from connectors.sandbox.world import World
    from orchestration.errors import SetupError

    if out.exists():
        raise SetupError(
            "the folder is there already", where=str(out), advice="name a new folder, or remove it"
        )
    world = World(seed, orders_per_day, dirt=dirt)
    export_world(world, out, start=start, end=end, now=now)
    typer.echo(f"Wrote registers, orders and truth to {out.absolute()}")
