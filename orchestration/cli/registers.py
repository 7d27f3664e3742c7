"""`shanhuo registers`: templates, checking, loading and approving, and what was ever said.

Keep out: what a register's columns are, how any of it is told (`register_lines`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.confirmation import none
from orchestration.cli.place import ByOption, this_home, who
from orchestration.cli.withdrawal import withdrawal

if TYPE_CHECKING:
    from connectors.registers.load_records import Mode
    from connectors.registers.reader import Check
    from orchestration.home import Home

app = typer.Typer(
    help="Registers: template, check, load, approve; their history, differences and what is late."
)
app.command("withdrawal")(withdrawal)
app.command("none")(none)

NameArgument = Annotated[str, typer.Argument(help="the register, as shops")]
FileArgument = Annotated[Path, typer.Argument(help="a CSV or XLSX file")]
LoadArgument = Annotated[str, typer.Argument(help="the load's id, as `waiting` tells it")]
ScopeOption = Annotated[
    str | None,
    typer.Option("--scope", help="six digits of the county (prefecture, province) it speaks for"),
]
MarkedOption = Annotated[
    Path | None, typer.Option("--marked", help="where the marked copy goes (default: beside FILE)")
]
ReasonOption = Annotated[str, typer.Option("--reason", help="why, in a sentence")]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON instead of text")]
_MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]
AsOfOption = Annotated[
    datetime | None, typer.Option("--as-of", formats=_MOMENTS, help="Beijing time, default: now")
]


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
def template(
    name: NameArgument,
    out: Annotated[Path, typer.Option("--out")],
    *,
    scope: ScopeOption = None,
    is_current: Annotated[
        bool, typer.Option("--current", help="with the rows that stand, to be edited")
    ] = False,
) -> None:
    """Write an XLSX template of a register, for an area with its villages to choose from."""
    from connectors.registers.templates import write_template
    from orchestration.registers.filling import filling_of
    from orchestration.settings import beijing_now

    filling = None
    if scope is not None or is_current:
        filling = filling_of(
            this_home(), name, scope=scope, as_of=beijing_now(), is_current=is_current
        )
    write_template(name, out, filling)
    typer.echo(f"Wrote {out.absolute()}")


@app.command("check")
def check(
    name: NameArgument,
    path: FileArgument,
    *,
    scope: ScopeOption = None,
    marked: MarkedOption = None,
) -> None:
    """Check a register file without loading it; a wrong one gets a marked copy."""
    from orchestration.settings import beijing_now

    found = _checked(this_home(), name, path, scope, marked, beijing_now())
    rows = 0 if found.table is None else found.table.num_rows
    typer.echo(f"{path}: {rows} rows, no error")


@app.command("load")
def load(
    name: NameArgument,
    path: FileArgument,
    *,
    scope: ScopeOption = None,
    is_full: Annotated[
        bool,
        typer.Option("--full/--changes", help="whether keys that the file leaves out end today"),
    ] = False,
    ending: Annotated[
        int | None, typer.Option("--confirm-ending", help="how many keys --full is to end")
    ] = None,
    is_preview: Annotated[
        bool, typer.Option("--preview", help="say what would change, load nothing")
    ] = False,
    by: ByOption = None,
    marked: MarkedOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a register file and land it; a wrong file loads nothing.

    What reaches back more than 30 days waits until somebody else approves it.
    """
    from orchestration.cli.register_lines import preview_lines
    from orchestration.registers.loading import load as load_file
    from orchestration.registers.loading import preview
    from orchestration.settings import beijing_now

    home, now = this_home(), beijing_now()
    found = _checked(home, name, path, scope, marked, now)
    mode: Mode = "full" if is_full else "changes"
    if is_preview:
        would = preview(home, found, mode=mode, recorded_at=now)
        _tell(would, preview_lines(would), as_json=as_json)
        return
    loaded = load_file(
        home, found, mode=mode, loaded_by=who(by), confirmed_closing=ending, recorded_at=now
    )
    _tell(loaded, preview_lines(loaded.preview), as_json=as_json)
    if as_json:
        return
    typer.echo(f"Landed {loaded.batch_id}, load {loaded.load_id}")
    for reason in loaded.held_because:
        typer.echo(f"Held: {reason}")
    if loaded.is_waiting:
        typer.echo(f"Next: another person runs `shanhuo registers approve {loaded.load_id}`")
    else:
        typer.echo("Next: `shanhuo build` (or wait for the nightly) makes it count")


@app.command("waiting")
def waiting(*, as_json: JsonOption = False) -> None:
    """Name the loads that wait for approval, with the fen they touch."""
    from orchestration.cli.register_lines import load_line
    from orchestration.registers.approving import waiting as waiting_loads

    loads = waiting_loads(this_home())
    _tell(loads, map(load_line, loads) if loads else ["nothing waits"], as_json=as_json)


@app.command("approve")
def approve(load_id: LoadArgument, *, reason: ReasonOption, by: ByOption = None) -> None:
    """Let a waiting load in; it counts from now on, and builds as of earlier never know it."""
    from orchestration.registers.approving import approve as approve_load
    from orchestration.registers.loading import held_because
    from orchestration.settings import beijing_now

    landed = approve_load(
        this_home(), load_id, approved_by=who(by), reason=reason, at=beijing_now()
    )
    for held in held_because(landed.verdict):
        typer.echo(f"Held: {held}")
    typer.echo(f"Landed {landed.manifest.batch_id}")
    typer.echo("Next: `shanhuo build` (or wait for the nightly) makes it count")


@app.command("refuse")
def refuse(load_id: LoadArgument, *, reason: ReasonOption, by: ByOption = None) -> None:
    """Refuse a waiting load for good; the file can be mended and loaded anew."""
    from orchestration.registers.approving import refuse as refuse_load
    from orchestration.settings import beijing_now

    refuse_load(this_home(), load_id, refused_by=who(by), reason=reason, at=beijing_now())
    typer.echo(f"Refused {load_id}; no figure changes")


@app.command("history")
def history(
    name: NameArgument,
    key: Annotated[list[str], typer.Argument(help="the key's parts, as: taobao 107004109")],
    *,
    as_json: JsonOption = False,
) -> None:
    """Everything that was ever loaded about a key: by whom, when, from which file."""
    from orchestration.cli.register_lines import version_lines
    from orchestration.registers.history import history_of

    versions = history_of(this_home(), name, tuple(key))
    _tell(versions, (line for v in versions for line in version_lines(v)), as_json=as_json)


@app.command("diff")
def diff(
    name: NameArgument,
    since: Annotated[datetime, typer.Option("--from", formats=_MOMENTS, help="Beijing time")],
    *,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=_MOMENTS, help="default: now")
    ] = None,
    scope: ScopeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What changed in a register between two moments of recording."""
    from orchestration.cli.register_lines import diff_lines
    from orchestration.registers.diffing import diff as diff_register
    from orchestration.settings import beijing_now

    found = diff_register(this_home(), name, since, until or beijing_now(), scope=scope)
    _tell(found, diff_lines(found), as_json=as_json)


@app.command("stale")
def stale(
    *, as_of: AsOfOption = None, scope: ScopeOption = None, as_json: JsonOption = False
) -> None:
    """What should have been renewed: rows past their term, counties without a load this quarter."""
    from orchestration.cli.register_lines import stale_lines
    from orchestration.registers.staleness import stale as find_stale
    from orchestration.settings import beijing_now

    found = find_stale(this_home(), as_of or beijing_now(), scope=scope)
    _tell(found, stale_lines(found), as_json=as_json)


def _checked(
    home: Home, name: str, path: Path, scope: str | None, marked: Path | None, now: datetime
) -> Check:
    """The checked file; a wrong one gets its marked copy and raises with every first error."""
    from connectors.registers.marking import write_marked_copy
    from connectors.registers.problems import refuse as refuse_file
    from orchestration.registers.checking import check_file

    found = check_file(home, name, path, scope=scope, as_of=now)
    if found.problems:
        out = marked or path.with_name(f"{path.stem}-标错.xlsx")
        write_marked_copy(found, out)
        typer.echo(f"Marked copy: {out.absolute()}")
        raise refuse_file(name, path.name, found.problems)
    return found


def _tell(value: object, lines: Iterable[str], *, as_json: bool) -> None:
    if as_json:
        import msgspec

        typer.echo(msgspec.json.encode(value).decode())
        return
    for line in lines:
        typer.echo(line)
