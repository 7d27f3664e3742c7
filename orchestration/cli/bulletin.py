"""`shanhuo bulletin`: one bulletin from the published build.

Keep out: what it says.
"""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from orchestration.cli.place import this_home


def bulletin(
    period: Annotated[str | None, typer.Argument(help="the month, as 2020-06")] = None,
    *,
    month: Annotated[str | None, typer.Option("--month", help="the month, as 2020-06")] = None,
    area: Annotated[
        str | None,
        typer.Option("--area", help="a county or prefecture, as 431126; else the province"),
    ] = None,
    edition: Annotated[
        Literal["public", "internal"],
        typer.Option("--edition", help="internal: of a county or prefecture, nothing held back"),
    ] = "public",
) -> None:
    """Write the next version of a monthly bulletin as a draft: province, prefecture or county."""
    from orchestration.errors import NothingToDo
    from orchestration.releasing import release_month
    from orchestration.settings import read_settings

    wanted = month or period
    if wanted is None or (month and period and month != period):
        raise NothingToDo(
            "two months were given" if wanted else "no month was given",
            where="shanhuo bulletin",
            advice="name one month: `shanhuo bulletin --month 2020-06`",
        )
    home = this_home()
    folder = release_month(home, read_settings(home), wanted, area_code=area, edition=edition)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            typer.echo(str(path))
