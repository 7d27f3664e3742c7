"""`shanhuo registers`: templates, checking and loading of registers.

Keep out: what a register's columns are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.place import this_home
from orchestration.cli.withdrawal import withdrawal

app = typer.Typer(help="Registers: write a template, check a file, load it.")
app.command("withdrawal")(withdrawal)

NameArgument = Annotated[str, typer.Argument(help="the register, as shops")]
FileArgument = Annotated[Path, typer.Argument(help="a CSV or XLSX file")]


@app.command("packaged")
def packaged() -> None:
    """Land the regions, villages and programme of the settings anew, as they stand now.

    A build does so by itself where the home has none; after a change of the programme's folder
    this command makes it count.
    """
    from orchestration.registers.packaged import land_places, land_programme
    from orchestration.settings import beijing_now, read_settings

    home, now = this_home(), beijing_now()
    settings = read_settings(home)
    for landed in [
        *land_places(home, settings.province_code, recorded_at=now),
        *land_programme(home, settings.programme, recorded_at=now),
    ]:
        rows = sum(entry.row_count or 0 for entry in landed.manifest.files.values())
        typer.echo(f"Landed {landed.manifest.batch_id}: {rows} rows")


@app.command("template")
def template(name: NameArgument, out: Annotated[Path, typer.Option("--out")]) -> None:
    """Write an empty XLSX template of a register."""
    from connectors.registers.templates import write_template

    write_template(name, out)
    typer.echo(f"Wrote {out.absolute()}")


@app.command("check")
def check(name: NameArgument, path: FileArgument) -> None:
    """Check a register file without loading it."""
    from connectors.registers.reader import load_table

    typer.echo(f"{path}: {load_table(name, path).num_rows} rows, no error")


@app.command("load")
def load(name: NameArgument, path: FileArgument) -> None:
    """Check a register file and land it; a wrong file loads nothing."""
    from orchestration.registers.packaged import land_register_file
    from orchestration.settings import beijing_now

    landed = land_register_file(this_home(), name, path, recorded_at=beijing_now())
    typer.echo(f"Landed {landed.manifest.batch_id}")
    typer.echo("Next: `shanhuo build` (or wait for the nightly) makes it count")
