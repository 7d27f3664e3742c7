"""`shanhuo identity`: codes for producers, their labels, and the sealed names behind them.

Keep out: the deeds themselves (orchestration.identity).
"""

from __future__ import annotations

import os
import pwd
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.place import this_home

if TYPE_CHECKING:
    from orchestration.identity.room import Actor
    from orchestration.identity.showing import Shown

app = typer.Typer(help="Producer codes: issue, print labels, revoke, replace, look up, purge.")

CountyOption = Annotated[str, typer.Option("--county", help="six-digit code of the county")]
CodeArgument = Annotated[str, typer.Argument(help="the code on the label")]
ReasonOption = Annotated[
    str, typer.Option("--reason", help="what for, without a name; it goes into the log")
]
DayOption = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])]


@app.command("template")
def template(out: Annotated[Path, typer.Option("--out")]) -> None:
    """Write the empty form (XLSX) that `issue` reads."""
    from connectors.registers.identity.enrolment import ENROLMENT
    from connectors.registers.templates import write_form

    write_form(ENROLMENT.title_zh, ENROLMENT.columns, out)
    typer.echo(f"Wrote {out.absolute()}")


@app.command("issue")
def issue(
    path: Annotated[Path, typer.Argument(help="the filled-in form, CSV or XLSX")],
    *,
    county: CountyOption,
    retain_until: Annotated[
        datetime,
        typer.Option(
            "--retain-until", formats=["%Y-%m-%d"], help="first day on which names are purged"
        ),
    ],
) -> None:
    """Issue codes to the producers of a county's list. The list itself is not kept."""
    from orchestration.identity.issuing import issue as issue_codes
    from orchestration.settings import read_settings

    home = this_home()
    issued = issue_codes(
        home,
        read_settings(home),
        path,
        county_code=county,
        retain_until=retain_until.date(),
        actor=_actor(),
    )
    typer.echo(
        f"Producers: {issued.new_producers} new, {issued.known_producers} known. "
        f"Codes issued: {len(issued.codes)}"
    )
    for landed in issued.landed:
        typer.echo(f"Landed {landed.manifest.batch_id}")
    typer.echo("Next: `shanhuo identity labels`; `shanhuo build` makes the codes count.")
    typer.echo(f"{path} holds names and numbers: keep it locked away or destroy it")


@app.command("labels")
def labels(
    *,
    county: CountyOption,
    out: Annotated[Path, typer.Option("--out", help="a folder")],
    copies: Annotated[int, typer.Option("--copies", min=1, help="labels of each code")] = 24,
    since: DayOption = None,
) -> None:
    """Write the label sheets (A4, 24 a page) of the county's codes, issued from --since on."""
    from orchestration.identity.room import identity_settings
    from orchestration.identity.sheets import codes_to_print, write_sheets
    from orchestration.settings import read_settings

    home = this_home()
    address = identity_settings(home, read_settings(home)).label_address
    codes = codes_to_print(
        home, county, since=since.date() if since else None, on=_actor().at.date()
    )
    written = write_sheets(codes, out, copies=copies, address=address)
    typer.echo(f"{len(codes)} codes, {copies} labels each, {len(written) - 2} sheets")
    typer.echo(f"Print {written[0]} at its true size (100 %, no fitting to the page)")


@app.command("revoke")
def revoke(code: CodeArgument, *, reason: ReasonOption, on: DayOption = None) -> None:
    """End a code: sales from that day on no longer count for its producer."""
    from orchestration.identity.issuing import revoke as revoke_code

    actor = _actor()
    day = _day(on, actor)
    landed = revoke_code(this_home(), code, on=day, reason=reason, actor=actor)
    typer.echo(f"The code ends on {day}. Landed {landed.manifest.batch_id}")


@app.command("replace")
def replace(
    code: CodeArgument,
    *,
    reason: ReasonOption,
    old_until: Annotated[
        datetime,
        typer.Option(
            "--old-until",
            formats=["%Y-%m-%d"],
            help="goods with the old label count until then",
        ),
    ],
    on: DayOption = None,
) -> None:
    """Give a code's producer a new one; both hold until --old-until."""
    from orchestration.identity.issuing import replace as replace_code

    actor = _actor()
    new, landed = replace_code(
        this_home(),
        code,
        on=_day(on, actor),
        old_until=old_until.date(),
        reason=reason,
        actor=actor,
    )
    typer.echo(f"The new code is {new}; the old one holds until {old_until.date()}")
    typer.echo(f"Landed {landed.manifest.batch_id}")


@app.command("show")
def show(
    *,
    reason: ReasonOption,
    code: Annotated[str | None, typer.Option("--code", help="one label code")] = None,
    county: Annotated[str | None, typer.Option("--county", help="all of a county")] = None,
) -> None:
    """Show the names behind a code or of a county to who may see them; it is logged."""
    from orchestration.identity.showing import show_code, show_county
    from orchestration.settings import read_settings

    if (code is None) == (county is None):
        raise typer.BadParameter("give either --code or --county")
    home, actor = this_home(), _actor()
    settings = read_settings(home)
    if code is not None:
        _print(show_code(home, settings, code, reason=reason, actor=actor))
    elif county is not None:
        _print(show_county(home, settings, county, reason=reason, actor=actor))


@app.command("find")
def find(
    *,
    reason: ReasonOption,
    kind: Annotated[
        str, typer.Option("--kind", help="household, coop or enterprise")
    ] = "household",
) -> None:
    """Ask for a number, unseen, and show the producer that has it; it is logged."""
    from orchestration.identity.showing import find as find_producer
    from orchestration.settings import read_settings

    home = this_home()
    settings = read_settings(home)
    number = typer.prompt("证件号码", hide_input=True)
    _print(find_producer(home, settings, number, kind=kind, reason=reason, actor=_actor()))


@app.command("purge")
def purge() -> None:
    """Remove for good the names whose retention day has come."""
    from orchestration.identity.issuing import purge as purge_names
    from orchestration.settings import read_settings

    home = this_home()
    count = purge_names(home, read_settings(home), actor=_actor())
    typer.echo(f"{count} names removed; their codes stay")
    if count:
        typer.echo("Next: remove them from backups of identity/ as well")


def _actor() -> Actor:
    from orchestration.identity.room import Actor
    from orchestration.settings import beijing_now

    # by the user id: an environment variable could name anybody
    return Actor(pwd.getpwuid(os.getuid()).pw_name, beijing_now())


def _day(on: datetime | None, actor: Actor) -> date:
    return on.date() if on else actor.at.date()


def _print(shown: list[Shown]) -> None:
    for one in shown:
        codes = "、".join(one.codes) or "（无编码）"
        typer.echo(f"{one.name}\t{one.producer_code}\t{codes}\t保存至 {one.retain_until}")
    typer.echo(f"{len(shown)} producers; written into the log")
