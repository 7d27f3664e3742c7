"""`shanhuo status`: what is landed, held, late and published.

Keep out: changing anything, working anything out.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.place import this_home

if TYPE_CHECKING:
    from rich.console import Console

    from orchestration.state import State

#: so many late shops are named; `--json` has all
_MOST_SHOPS = 20


def status(
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="everything, every shop too, as one JSON document")
    ] = False,
) -> None:
    """Say what has landed, what is held and why, which shops are late, and what is published."""
    from rich.console import Console

    from orchestration.settings import beijing_now
    from orchestration.state import read_state

    state = read_state(this_home(), now=beijing_now())
    if as_json:
        import msgspec

        typer.echo(msgspec.json.format(msgspec.json.encode(state), indent=1).decode())
        return
    console = Console()
    _print_landed(console, state)
    _print_lateness(console, state)
    for line in state.held:
        console.print(f"Held: {line}")
    for line in state.warnings:
        console.print(f"Warning: {line}")
    console.print(f"Published build: {state.published_build or 'none yet'}")
    for folder in state.bulletins:
        console.print(f"Bulletin: {folder}")


def _print_landed(console: Console, state: State) -> None:
    from rich.table import Table

    table = Table("platform", "kind", "batches", "held", "from", "to", "rows", title="Landed")
    for feed in state.landed:
        table.add_row(
            feed.platform,
            feed.kind,
            str(feed.batch_count),
            str(feed.held_count),
            # whole days: the manifests have the seconds
            f"{feed.first:%Y-%m-%d}",
            f"{feed.last:%Y-%m-%d}",
            str(feed.row_count),
        )
    console.print(table)


def _print_lateness(console: Console, state: State) -> None:
    from rich.table import Table

    from orchestration.lateness import summary

    table = Table(
        "platform",
        "kind",
        "shops",
        "behind",
        "never",
        "whole up to",
        "hours ago",
        title="Last whole windows",
    )
    lines = summary(state.shops)
    for line in lines:
        table.add_row(
            line.platform,
            line.kind,
            str(line.shop_count),
            str(len(line.behind)),
            str(line.never_count),
            _moment(line.newest_end),
            "never" if line.lag_hours is None else str(line.lag_hours),
        )
    if lines:
        console.print(table)
    late = [shop for line in lines for shop in line.behind]
    for shop in late[:_MOST_SHOPS]:
        console.print(
            f"Late: {shop.platform} {shop.kind} of shop {shop.shop_id} are whole up to "
            f"{_moment(shop.window_end)}, {shop.lag_hours} h ago"
        )
    if len(late) > _MOST_SHOPS:
        console.print(f"Late: {len(late) - _MOST_SHOPS} more, see `shanhuo status --json`")


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "never"
