"""`shanhuo control`: conservation at every border of a month.

Keep out: the sums themselves (expectations.control).
"""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from orchestration.cli.place import this_home

MonthOption = Annotated[str, typer.Option("--month", help="the month, as 2020-06")]


def control(
    month: MonthOption,
    *,
    area: Annotated[
        str | None, typer.Option("--area", help="a county or prefecture: the borders of its issue")
    ] = None,
    edition: Annotated[
        Literal["public", "internal"], typer.Option("--edition", help="which issue of --area")
    ] = "public",
    as_json: Annotated[
        bool, typer.Option("--json", help="one JSON object as the last line")
    ] = False,
) -> None:
    """Compare the money on both sides of every border of the system; exit code 1 on any fen."""
    from expectations.control import difference
    from expectations.county_control import county_difference
    from orchestration.errors import NothingToDo
    from orchestration.releasing import kind_of
    from orchestration.settings import read_settings

    if area is None and edition != "public":
        raise NothingToDo(
            "the province has no internal edition",
            where="--edition",
            advice="name a county or prefecture with --area",
        )
    home = this_home()
    settings = read_settings(home)
    of_settings = {"month": month, "programme": settings.programme}
    sheet = (
        difference(home.root, area_code=settings.province_code, **of_settings)
        if area is None
        else county_difference(home.root, area_code=area, kind=kind_of(edition), **of_settings)
    )
    if as_json:
        typer.echo(sheet.to_json().decode())
    else:
        for border, fen in sheet.difference_fen.items():
            typer.echo(f"{border:16} {fen}")
    if any(sheet.difference_fen.values()):
        raise typer.Exit(1)
