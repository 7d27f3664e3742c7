"""The `shanhuo` command: puts the groups together and turns errors into one clear message.

Keep out: any command's work.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

import typer

from orchestration.cli import (
    accuracy,
    audit,
    backfill,
    bulletin,
    control,
    demo,
    desk,
    dev,
    doctor,
    explain,
    feeds,
    identity,
    imports,
    init,
    match,
    nightly,
    quarantine,
    registers,
    sandbox,
    status,
    units,
)

app = typer.Typer(
    name="shanhuo",
    help="Measures e-commerce poverty alleviation for a province: feeds, attribution, bulletins.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("init")(init.init)
app.command("demo")(demo.demo)
app.command("nightly")(nightly.nightly)
app.command("build")(nightly.build)
app.command("backfill")(backfill.backfill)
app.command("status")(status.status)
app.command("import")(imports.import_file)
app.command("control")(control.control)
app.command("accuracy")(accuracy.accuracy)
app.command("explain")(explain.explain)
app.command("bulletin")(bulletin.bulletin)
app.command("units")(units.units)
app.command("quarantine")(quarantine.quarantine)
app.command("dev")(dev.dev)
app.command("desk")(desk.desk)
app.command("doctor")(doctor.doctor)
app.add_typer(audit.app, name="audit")
app.add_typer(registers.app, name="registers")
app.add_typer(feeds.app, name="feeds")
app.add_typer(identity.app, name="identity")
app.add_typer(match.app, name="match")
app.add_typer(sandbox.app, name="sandbox")


def run() -> None:
    """Entry point: runs a command; an error is one message on standard error and exit code 1."""
    try:
        app()
    except Exception as error:  # noqa: BLE001 the last stop: nobody gets a bare traceback
        _tell(error)
        sys.exit(1)


def _tell(error: Exception) -> None:
    if all(hasattr(error, part) for part in ("what", "where", "advice")):
        lines = [
            f"Error: {error.what}",  # type: ignore[attr-defined]
            f"Where: {error.where}",  # type: ignore[attr-defined]
            f"Next:  {error.advice}",  # type: ignore[attr-defined]
        ]
    else:
        report = Path("shanhuo-error.log").absolute()
        report.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        lines = [
            f"Error: {type(error).__name__}: {error}",
            f"Where: the details stand in {report}",
            "Next:  this is a fault of the program: report it with that file",
        ]
    sys.stderr.write("\n".join(lines) + "\n")
