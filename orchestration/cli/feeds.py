"""`shanhuo feeds`: the kinds of files there are, their templates, checking, and the inbox.

Keep out: what a file's columns are (connectors.files), what is done with the inbox (watching).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.place import this_home
from orchestration.errors import NothingToDo

app = typer.Typer(help="File feeds: list them, write a template, check a file, read the inbox.")

_NAME = typer.Argument(help="a feed or platform, as fupin832; `feeds list` names them")
_FILE = typer.Argument(help="a CSV, XLSX or XLS file")
_FEED = typer.Option("--feed", help="the kind of file, where it can't be recognised")
_MARKED = typer.Option("--marked", help="where a ledger's copy with its wrong cells in red goes")
_SHOP = typer.Option("--shop", help="the shop that the file must be of")


@app.command("list")
def list_feeds() -> None:
    """Name every kind of file that can be read, and where its form is known from."""
    from connectors.files.forms import forms

    for form in forms().values():
        typer.echo(f"{form.feed:<18}{form.platform:<18}{form.title_zh}（{form.source_zh}）")


@app.command("template")
def template(
    name: Annotated[str, _NAME],
    out: Annotated[
        Path | None, typer.Option("--out", help="where to write it: .xlsx or .csv")
    ] = None,
) -> None:
    """Write an empty template for clerks to fill in."""
    from connectors.files.forms import form_of
    from connectors.files.templates import write_template

    path = out or Path(f"{form_of(name).feed}.xlsx")
    form = write_template(name, path)
    typer.echo(f"{form.title_zh}（{form.source_zh}）：{path.absolute()}")


@app.command("check")
def check(
    path: Annotated[Path, _FILE],
    feed: Annotated[str | None, _FEED] = None,
    shop: Annotated[str | None, _SHOP] = None,
    marked: Annotated[Path | None, _MARKED] = None,
) -> None:
    """Say line by line, in Chinese, what is wrong with a file; nothing is loaded."""
    from connectors.files.checking import check_file
    from connectors.files.ledger.columns import LEDGER
    from connectors.files.ledger.marking import write_marked_ledger

    found = check_file(path, feed=feed, shop_id=shop)
    for line in found.lines_zh():
        typer.echo(line)
    if marked is not None and found.flaws:
        if found.form is None or found.form.feed != LEDGER:
            raise _only_ledgers(path)
        write_marked_ledger(found.source, found.flaws, marked)
        typer.echo(f"Marked copy: {marked.absolute()}")
    if found.flaws:
        raise typer.Exit(1)


@app.command("watch")
def watch() -> None:
    """Look through the inbox once and land what is whole; the others are told why not."""
    from orchestration.settings import beijing_now, read_settings
    from orchestration.watching import inbox_of, scan_inbox

    home = this_home()
    outcomes = scan_inbox(home, read_settings(home), landed_at=beijing_now())
    for outcome in outcomes:
        place = outcome.path.relative_to(inbox_of(home))
        typer.echo(f"{place}: {outcome.state}: {outcome.message}")
    if not outcomes:
        typer.echo(f"Nothing in {inbox_of(home)}: files go to <feed>/<shop>/, with a .done beside")
    if any(outcome.state == "refused" for outcome in outcomes):
        raise typer.Exit(1)


def _only_ledgers(path: Path) -> NothingToDo:
    return NothingToDo(
        "only the offline ledger has a marked copy",
        where=str(path),
        advice="mend it by the lines above: an export may name buyers, so no copy of it is written",
    )
