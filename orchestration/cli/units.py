"""`shanhuo units`: what reporting units that are no region of their own sold in a month.

Keep out: working it out (orchestration.unit_sales).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from orchestration.cli.place import this_home


def units(
    month: Annotated[datetime, typer.Option("--month", formats=["%Y-%m"], help="as 2020-06")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="a JSON list, amounts in fen")] = False,
) -> None:
    """Tell the units that the register names by counties or towns, and what can't be told apart."""
    import msgspec

    from orchestration.unit_sales import unit_parts

    parts = unit_parts(this_home(), month.date())
    if as_json:
        typer.echo(msgspec.json.encode(parts).decode())
        return
    for part in parts:
        typer.echo(
            f"{part.axis:<7}{part.unit_level:<11}{part.unit_code} {part.unit_name or ''}  "
            f"{part.county_code} {part.part:<14}{part.flow:<6}"
            f"{part.gross_fen - part.refund_fen:>16,} fen net, {part.line_count:,} lines"
        )
    left = sum(p.gross_fen - p.refund_fen for p in parts if p.part == "not_separable")
    if left:
        typer.echo(
            f"{left:,} fen net are known to a split county only and stay with it on their axis. "
            "Next: give the village of shops and producers of those counties"
        )
