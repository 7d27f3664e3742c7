"""`shanhuo audit`: draws lines for field checks and reads the answers back.

Keep out: drawing, rates (expectations.audit), files (orchestration.auditing).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from orchestration.cli.place import this_home

app = typer.Typer(help="Field checks: draw a sample of lines, read the answers back.")

Axis = Literal["seller", "origin"]
YearOption = Annotated[int, typer.Option("--year", help="year of payment")]
AxisOption = Annotated[Axis, typer.Option("--axis", help="seller (经营地) or origin (产地)")]
PPM_IN_PERCENT = 10_000


@app.command("sample")
def sample(
    *,
    year: YearOption,
    seed: Annotated[str, typer.Option("--seed", help="drawn in public, kept with the sample")],
    axis: AxisOption = "seller",
    size: Annotated[int, typer.Option("--size", min=1, help="lines in all")] = 400,
    least: Annotated[int, typer.Option("--least", min=1, help="least lines of a grade")] = 30,
) -> None:
    """Draw a year's sample: at least some lines of each grade, the rest by money."""
    from orchestration.auditing import draw_sample

    path, plan = draw_sample(this_home(), year=year, axis=axis, size=size, least=least, seed=seed)
    for stratum in plan.strata:
        typer.echo(f"{stratum.grade}  全部 {stratum.unit_count} 条，抽取 {len(stratum.drawn)} 条")
    for sheet in (path, path.with_suffix(".xlsx")):
        typer.echo(str(sheet))


@app.command("read")
def read(
    answers: Annotated[Path, typer.Argument(help="the sheet, filled in: XLSX or CSV")],
    *,
    year: YearOption,
    axis: AxisOption = "seller",
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of text")] = False,
) -> None:
    """Read a filled sheet and print each grade's error rate with its 95 % interval."""
    import msgspec

    from orchestration.auditing import read_sample

    result = read_sample(this_home(), answers, year=year, axis=axis)
    if as_json:
        typer.echo(msgspec.json.encode(result).decode())
        return
    for rate in result.rates:
        told = "无可核实明细，不计算差错率"
        if rate.rate_ppm is not None:
            told = (
                f"差错率 {_percent(rate.rate_ppm)}%，95% 置信区间 "
                f"{_percent(rate.low_ppm)}%—{_percent(rate.high_ppm)}%"
            )
        typer.echo(
            f"{rate.grade}  核实 {rate.checked_count} 条，不一致 {rate.wrong_count} 条，"
            f"无法核实 {rate.unknown_count} 条；{told}"
        )


def _percent(ppm: int | None) -> str:
    """Parts per million as percent with two decimals, half up."""
    hundredths = ((ppm or 0) + PPM_IN_PERCENT // 200) // (PPM_IN_PERCENT // 100)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
