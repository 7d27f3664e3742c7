"""`shanhuo registers none`: a county's word that it has nothing to report in a register.

Keep out: when it is refused (orchestration.registers.confirming).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.place import ByOption, this_home, who

if TYPE_CHECKING:
    from orchestration.registers.confirming import Confirmation


def none(
    name: Annotated[str, typer.Argument(help="the register, as employment")],
    county: Annotated[str, typer.Option("--county", help="six digits of the county")],
    *,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="the day without a row"),
    ] = None,
    by: ByOption = None,
) -> None:
    """Confirm that a county had no row of a register on a day; without a day tell what was said."""
    from orchestration.registers.confirming import confirm_none, confirmations
    from orchestration.settings import beijing_now

    home, now = this_home(), beijing_now()
    if as_of is not None:
        landed = confirm_none(
            home, name, county, none_on=as_of.date(), confirmed_by=who(by), recorded_at=now
        )
        typer.echo(f"Landed {landed.manifest.batch_id}")
    for line in confirmation_lines(confirmations(home, name, county, as_of=now)):
        typer.echo(line)


def confirmation_lines(found: list[Confirmation]) -> Iterator[str]:
    """Every confirmation of a county's register, oldest first."""
    if not found:
        yield "nothing was confirmed; next: --as-of DAY confirms that there was no row on that day"
    for each in found:
        yield (
            f"{each.recorded_at:%Y-%m-%d %H:%M}  "
            f"{'superseded' if each.is_superseded else 'stands'}  "
            f"{each.county_code} had none of {each.register} on {each.none_on}, "
            f"said by {each.confirmed_by}  {each.batch_id}"
        )
