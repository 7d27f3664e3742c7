"""`shanhuo bulletin`: one bulletin from the published build.

Keep out: what it says.
"""

from __future__ import annotations

from typing import Annotated

import typer

from orchestration.cli.place import this_home


def bulletin(period: Annotated[str, typer.Argument(help="the month, as 2020-06")]) -> None:
    """Write the next version of the province's monthly bulletin as a draft."""
    from orchestration.releasing import release_month
    from orchestration.settings import read_settings

    home = this_home()
    folder = release_month(home, read_settings(home), period)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            typer.echo(str(path))
