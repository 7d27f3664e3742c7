"""`shanhuo explain`: what stands behind a printed figure, or between a shop and the headline.

Keep out: the work (orchestration.explaining, expectations.borders.shop) and the text (`proofs`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from orchestration.cli.place import this_home

PAGE = 20


def explain(
    fact_id: Annotated[
        str | None, typer.Argument(help="id of the figure, as in --list: tile.month")
    ] = None,
    *,
    month: Annotated[str, typer.Option("--month", help="the month, as 2020-06")],
    area: Annotated[
        str | None,
        typer.Option("--area", help="a county or prefecture: its issue, not the province's"),
    ] = None,
    edition: Annotated[
        Literal["public", "internal"], typer.Option("--edition", help="which of a county's issues")
    ] = "public",
    shop: Annotated[
        str | None, typer.Option("--shop", help="PLATFORM/SHOP: the bridge of a shop instead")
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="all figures of the month's bulletin with their ids")
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="lines on a page")] = PAGE,
    page: Annotated[int, typer.Option("--page", min=1, help="which page of lines")] = 1,
    csv_file: Annotated[
        Path | None, typer.Option("--all", help="write every line to this CSV file")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of text")] = False,
) -> None:
    """Walk a printed figure back to its lines or records, evidence and batches, to the fen."""
    import msgspec

    from orchestration.cli import proofs
    from orchestration.errors import NothingToDo
    from orchestration.explaining import explain_figure, list_figures
    from orchestration.settings import read_settings

    home = this_home()
    settings = read_settings(home)
    if listed:
        figures = list_figures(home, settings, period=month, area_code=area, edition=edition)
        if as_json:
            typer.echo(msgspec.json.encode(figures).decode())
            return
        for figure in figures:
            typer.echo(f"{figure.id}\t{figure.text}\t{figure.printed_at}")
        return
    if shop is not None:
        _bridge(shop, month, settings.programme, as_json=as_json)
        return
    if fact_id is None:
        raise NothingToDo(
            "no figure was named",
            where="shanhuo explain",
            advice=f"list them with `shanhuo explain --list --month {month}`, or give --shop",
        )
    proof = explain_figure(home, settings, fact_id, period=month, area_code=area, edition=edition)
    if csv_file is not None:
        proofs.write_lines(csv_file, proof)
        told = proof.explanation
        number = len(told.all_movements()) or len(told.all_records())
        typer.echo(f"{number} lines in {csv_file}", err=True)
    if as_json:
        typer.echo(proofs.as_json(proof, limit=limit, page=page))
    else:
        typer.echo(proofs.as_text(proof, limit=limit, page=page))


def _bridge(shop: str, month: str, programme: str, *, as_json: bool) -> None:
    from expectations.borders.shop import shop_bridge
    from orchestration.cli import proofs
    from orchestration.errors import NothingToDo

    platform, _, shop_id = shop.partition("/")
    if not shop_id:
        raise NothingToDo(
            f"{shop!r} names no shop",
            where="--shop",
            advice="write platform and shop id with a slash, like taobao/123456",
        )
    bridge = shop_bridge(
        this_home().root, platform=platform, shop_id=shop_id, month=month, programme=programme
    )
    typer.echo(proofs.bridge_json(bridge) if as_json else proofs.bridge_text(bridge))
    if bridge.open_fen:
        raise typer.Exit(1)
