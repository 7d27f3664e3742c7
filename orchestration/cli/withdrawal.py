"""`shanhuo registers withdrawal`: what a shop's withdrawal would take out of the figures.

Keep out: entering the withdrawal (it is a row of the register `authorisations`).
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

import typer

from orchestration.cli.place import this_home


def withdrawal(
    platform: Annotated[str, typer.Argument(help="the platform, as taobao")],
    shop_id: Annotated[str, typer.Argument(help="the platform's id of the shop")],
    *,
    on: Annotated[
        datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="first day of the withdrawal")
    ],
    choice: Annotated[
        str, typer.Option("--choice", help="keep (earlier days stay) or remove (none stays)")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="a JSON object, amounts in fen")] = False,
) -> None:
    """Say what a withdrawal takes out of the published figures, by month; change nothing."""
    import msgspec

    from orchestration.errors import NothingToDo
    from orchestration.registers.withdrawing import effect_of_withdrawal, is_kept
    from orchestration.settings import beijing_now

    if choice not in ("keep", "remove"):
        raise NothingToDo(
            f"{choice!r} is no choice", where="--choice", advice="write keep or remove"
        )
    home = this_home()
    kept = is_kept(home, platform, beijing_now())
    months = effect_of_withdrawal(
        home,
        platform,
        shop_id,
        revoked_on=on.date(),
        choice="keep" if choice == "keep" else "remove",
    )
    total = sum(month.out_fen for month in months)
    if as_json:
        told = {"out_fen": total, "months": msgspec.to_builtins(months), "is_kept": kept}
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    for month in months:
        typer.echo(
            f"{month.month_on:%Y-%m}  {month.out_fen:>14,} of {month.paid_fen:>14,} fen in "
            f"{month.out_line_count:,} of {month.line_count:,} lines fall out"
        )
    if not kept:
        typer.echo(
            f"No authorisations are on file for {platform}: its first row makes every shop of it "
            "need one. Load the letters of the other shops in the same file"
        )
    typer.echo(f"Together {total:,} fen. Next: load the row with revoked_on and withdrawal_choice")
