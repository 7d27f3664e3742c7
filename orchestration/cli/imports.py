"""`shanhuo import`: an export file of a platform's back office, or an offline ledger.

Keep out: reading the file (connectors.files).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.place import this_home


def import_file(
    path: Annotated[Path, typer.Argument(help="the export file or ledger, CSV, XLSX or XLS")],
    *,
    feed: Annotated[str, typer.Option("--feed", help="the kind of file, see `shanhuo feeds list`")],
    shop: Annotated[
        str,
        typer.Option(
            "--shop", help="the shop's id on its platform; of a ledger, its keeper's code"
        ),
    ],
    lines: Annotated[
        Path | None, typer.Option("--lines", help="the line file, where the platform gives one")
    ] = None,
    known_at: Annotated[
        datetime | None,
        typer.Option(
            "--known-at",
            formats=["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"],
            help="when the file was exported (Beijing time); else the file's own date",
        ),
    ] = None,
) -> None:
    """Read an export file exactly, land it and say what was read. The file stays where it is."""
    from orchestration.importing import import_orders
    from orchestration.settings import beijing_now, read_settings

    home = this_home()
    imported = import_orders(
        home,
        read_settings(home),
        feed,
        path,
        shop_id=shop,
        lines_path=lines,
        known_at=known_at,
        landed_at=beijing_now(),
    )
    for line in imported.reading.report.sentences():
        typer.echo(line)
    for batch_id in imported.already_landed:
        typer.echo(f"Landed before as {batch_id}: nothing to change")
    for landed in imported.landed:
        state = "accepted" if landed.verdict.accepted else "HELD, see `shanhuo status`"
        typer.echo(f"Landed {landed.manifest.batch_id}: {state}")
    typer.echo("Next: `shanhuo build` (or wait for the nightly) makes it count")
