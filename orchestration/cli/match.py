"""`shanhuo match`: propose matches of items with products, review the doubtful ones.

Keep out: rules, rows, the list itself.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.place import this_home

if TYPE_CHECKING:
    from orchestration.match_reviews import Review
    from orchestration.registers.loading import Loaded

app = typer.Typer(help="Match items on offer with registered products; review the doubtful ones.")

_LISTED = 20


@app.command("propose")
def propose(
    shop: Annotated[str | None, typer.Option("--shop", help="only this shop's items")] = None,
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], help="only items sold on that day or later"),
    ] = None,
) -> None:
    """Look at items whose lines lead to no product: land what is certain, list what is doubtful."""
    from connectors.registers.vocabularies import MATCH_METHODS
    from orchestration.match_proposing import propose as look
    from orchestration.settings import beijing_now

    found = look(
        this_home(), now=beijing_now(), shop=shop, since=None if since is None else since.date()
    )
    typer.echo(f"Certain: {found.certain.total()} items")
    for method, count in sorted(found.certain.items()):
        typer.echo(f"  {method} ({MATCH_METHODS[method]}): {count}")
    _tell_loads(found.loaded)
    typer.echo(f"Doubtful: {len(found.reviews)} items wait for a person")
    typer.echo(f"Like nothing registered: {found.unknown_count} items, {_yuan(found.unknown_fen)}")
    if found.held_count:
        typer.echo(f"Held: {found.held_count} items have a match that waits or was refused")
    if found.lines_without_item:
        typer.echo(f"Out of reach: {found.lines_without_item} sold lines without item and title")
    typer.echo("Next: `shanhuo match review` for the doubtful ones")


@app.command("review")
def review(
    *,
    is_next: Annotated[
        bool, typer.Option("--next", help="show the one that is worth most, in full")
    ] = False,
    accept: Annotated[
        str | None, typer.Option("--accept", help="id of a review: take its product")
    ] = None,
    product: Annotated[
        str | None,
        typer.Option("--product", help="with --accept: which product; needed where several are"),
    ] = None,
    reject: Annotated[
        str | None, typer.Option("--reject", help="id of a review: it is no registered product")
    ] = None,
    export: Annotated[
        Path | None, typer.Option("--export", help="write the list as XLSX, to be filled in")
    ] = None,
    read: Annotated[
        Path | None, typer.Option("--read", help="take the decisions of a filled-in list")
    ] = None,
    scope: Annotated[
        str | None, typer.Option("--scope", help="six digits of a county, prefecture or province")
    ] = None,
    by: Annotated[str, typer.Option("--by", help="id of the official who decides")] = "",
) -> None:
    """List doubtful matches, the largest amounts first, or decide them."""
    from orchestration.match_sheets import write_sheet
    from orchestration.matching import open_reviews

    home = this_home()
    if accept or reject or read:
        _decide(_choices(accept, product, reject, read, open_reviews(home)), by)
        return
    reviews = open_reviews(home, scope)
    if export is not None:
        write_sheet(reviews, export)
        typer.echo(f"Wrote {len(reviews)} reviews to {export.absolute()}")
    elif is_next:
        _show(reviews[:1])
    else:
        _list(reviews)


def _choices(
    accept: str | None,
    product: str | None,
    reject: str | None,
    read: Path | None,
    reviews: list[Review],
) -> dict[str, str | None]:
    from orchestration.match_sheets import read_sheet

    choices: dict[str, str | None] = {} if read is None else read_sheet(read)
    if reject:
        choices[reject] = None
    if accept:
        choices[accept] = product or _only_candidate(accept, reviews)
    return choices


def _only_candidate(review_id: str, reviews: list[Review]) -> str:
    from orchestration.errors import NothingToDo

    found = [review for review in reviews if review.review_id == review_id]
    if not found:
        # whoever takes the decision says what became of a review that is not open
        return ""
    if len(found[0].candidates) == 1:
        return found[0].candidates[0].product_code
    raise NothingToDo(
        f"this review has {len(found[0].candidates)} candidates",
        where=f"review {review_id}",
        advice="say which product it is with --product CODE",
    )


def _decide(choices: dict[str, str | None], by: str) -> None:
    from orchestration.matching import decide_all
    from orchestration.settings import beijing_now

    loaded = decide_all(this_home(), choices, by=by, at=beijing_now())
    typer.echo(f"Decided: {len(choices)} reviews")
    _tell_loads(loaded)


def _tell_loads(loaded: list[Loaded]) -> None:
    for load in loaded:
        count = len(load.preview.added) + len(load.preview.changed)
        if load.is_waiting:
            typer.echo(
                f"Landed {load.batch_id}: {count} matches reach far back and wait for approval"
            )
        else:
            typer.echo(f"Landed {load.batch_id}: {count} matches count from the next build on")


def _list(reviews: list[Review]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("review", "yuan at stake", "shop", "title", "first candidate")
    for found in reviews[:_LISTED]:
        table.add_row(
            found.review_id,
            _yuan(found.open_fen),
            found.shop_name or found.shop_id,
            found.title,
            found.candidates[0].product_name,
        )
    Console().print(table)
    typer.echo(f"{len(reviews)} reviews are open, {min(len(reviews), _LISTED)} are shown")


def _show(reviews: list[Review]) -> None:
    from orchestration.match_sheets import candidate_words

    if not reviews:
        typer.echo("No review is open")
    for found in reviews:
        typer.echo(f"Review   {found.review_id}")
        typer.echo(f"Item     {found.platform} {found.item_id}, shop {found.shop_id}")
        typer.echo(f"Shop     {found.shop_name}")
        typer.echo(f"Title    {found.title}")
        typer.echo(f"Codes    {', '.join(found.codes) or 'none'}")
        typer.echo(f"At stake {_yuan(found.open_fen)} in {found.open_line_count} lines")
        if found.remark:
            typer.echo(f"Remark   {found.remark}")
        for candidate in found.candidates:
            typer.echo(f"  {candidate_words(candidate)}")
        typer.echo(
            f"Next: `shanhuo match review --accept {found.review_id} --product CODE --by ID`, "
            f"or --reject {found.review_id}"
        )


def _yuan(fen: int | None) -> str:
    return "unknown" if fen is None else f"{fen // 100:,}.{fen % 100:02d} yuan"
