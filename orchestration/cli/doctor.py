"""`shanhuo doctor`: is everything ready for tonight.

Keep out: looking at anything (orchestration.checkup).
"""

from __future__ import annotations

import json
from typing import Annotated

import typer

from orchestration.cli.place import this_home

_MARKS = {"ok": "[green]ok[/]", "warning": "[yellow]look[/]", "failed": "[red]failed[/]"}


def doctor(
    platform: Annotated[
        list[str] | None, typer.Option(help="only this platform (may be given again)")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a line")] = False,
) -> None:
    """Check each platform: settings, clock, tokens, permissions; say what to do. 1 if any fails."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from orchestration.checkup import examine
    from orchestration.errors import NothingToDo
    from orchestration.resources import open_deployment
    from orchestration.settings import beijing_now

    deployment = open_deployment(this_home(), clock=beijing_now, is_attended=True)
    known = deployment.settings.platforms
    unknown = sorted(set(platform or []) - set(known))
    if unknown or not known:
        raise NothingToDo(
            f"not set up here: {', '.join(unknown) or 'any platform'}",
            where=str(deployment.home.settings_file),
            advice="add a section [platforms.NAME], see the README",
        )
    console = Console()
    findings = []
    for name in platform or known:
        with Console(stderr=True).status(f"asking {name}"):
            found = examine(deployment, name)
        findings += found
        if not as_json:
            table = Table("", "what", "found", "next", title=name, title_justify="left")
            for each in found:
                table.add_row(_MARKS[each.state], each.subject, escape(each.told), each.advice)
            console.print(table)
    if as_json:
        for each in findings:
            typer.echo(json.dumps(each._asdict(), ensure_ascii=False))
    if any(each.state == "failed" for each in findings):
        raise typer.Exit(1)
