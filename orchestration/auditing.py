"""Field checks of a year: draws the sample from the published build, files the answers' rates.

A year and axis is drawn once: drawing again until the sample pleases would be no sample.
Keep out: how lines are drawn and rates worked out (expectations.audit).
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Literal

import duckdb
import msgspec

from expectations.audit.answers import read_answers, write_printable, write_sheet
from expectations.audit.rates import GradeRate, grade_rates
from expectations.audit.sampling import Stratum, Unit, draw
from orchestration.errors import NothingToDo
from orchestration.home import Home

Axis = Literal["seller", "origin"]
PLAN, SHEET, RESULT = "plan.json", "sample.csv", "result.json"
# the same sheet for printing
PRINTABLE = "sample.xlsx"
AXES = {"seller": "经营地", "origin": "产地"}


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A drawn sample, with the build and the seed that it can be drawn from again."""

    year: int
    axis: Axis
    seed: str
    build_id: str
    strata: list[Stratum]


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """The rates of a year's sample and the digest of the sheet that they come from."""

    year: int
    axis: Axis
    seed: str
    build_id: str
    answers_sha256: str
    rates: list[GradeRate]


def audit_folder(home: Home, year: int, axis: Axis) -> Path:
    """Where a year's sample and result lie."""
    return home.root / "audits" / str(year) / axis


def filed_results(home: Home, year: int) -> list[bytes]:
    """The results on file of a year's field checks, one for each axis that was checked."""
    folder = home.root / "audits" / str(year)
    return [path.read_bytes() for path in sorted(folder.glob(f"*/{RESULT}"))]


def draw_sample(
    home: Home, *, year: int, axis: Axis, size: int, least: int, seed: str
) -> tuple[Path, Plan]:
    """Draw a year's sample and write its sheet as CSV and as workbook; gives the CSV's path.

    Raises NothingToDo where the year was drawn already, EvidenceMissing where it has no lines or
    `size` is too small for its grades; nothing is written then.
    """
    folder = audit_folder(home, year, axis)
    if (folder / PLAN).exists():
        raise NothingToDo(
            f"the sample of {year} by {axis} has been drawn already",
            where=str(folder / SHEET),
            advice="have that sheet filled in, then run `shanhuo audit read`",
        )
    published = home.current_published()
    strata = draw(_units(published, year, axis), size=size, least=least, seed=seed)
    plan = Plan(year=year, axis=axis, seed=seed, build_id=published.name, strata=strata)
    folder.mkdir(parents=True, exist_ok=True)
    for name in (SHEET, PRINTABLE):
        (folder / name).unlink(missing_ok=True)
    write_sheet(folder / SHEET, strata)
    write_printable(
        folder / PRINTABLE,
        strata,
        year=year,
        axis_name=AXES[axis],
        seed=seed,
        build_id=published.name,
    )
    # last: a plan on file means that the sheet is whole
    (folder / PLAN).write_bytes(msgspec.json.encode(plan))
    return folder / SHEET, plan


def read_sample(home: Home, answers: Path, *, year: int, axis: Axis) -> Result:
    """Check a sheet that was filled in, work out the rates and file them.

    Raises NothingToDo where no sample was drawn, EvidenceBroken or EvidenceMissing where the sheet
    isn't the drawn one, filled in; what was on file stays then.
    """
    folder = audit_folder(home, year, axis)
    if not (folder / PLAN).is_file():
        raise NothingToDo(
            f"no sample of {year} by {axis} has been drawn",
            where=str(folder),
            advice=f"draw it with `shanhuo audit sample --year {year} --axis {axis} --seed S`",
        )
    plan = msgspec.json.decode((folder / PLAN).read_bytes(), type=Plan)
    found = read_answers(answers, plan.strata)
    result = Result(
        year=year,
        axis=axis,
        seed=plan.seed,
        build_id=plan.build_id,
        answers_sha256=hashlib.sha256(answers.read_bytes()).hexdigest(),
        rates=grade_rates(plan.strata, found),
    )
    temporary = folder / f".{RESULT}"
    temporary.write_bytes(msgspec.json.encode(result))
    temporary.rename(folder / RESULT)
    return result


def _units(published: Path, year: int, axis: Axis) -> list[Unit]:
    """What the build claims of the year's paid lines; what has no place claims nothing."""
    names = Unit.__struct_fields__
    with duckdb.connect() as connection:
        for mart in ("fct_lines", "fct_origin"):
            connection.from_parquet(str(published / f"{mart}.parquet")).create_view(mart)
        rows = connection.execute(_QUERIES[axis], [date(year, 1, 1), date(year + 1, 1, 1)])
        return [Unit(**dict(zip(names, row, strict=True))) for row in rows.fetchall()]


_QUERIES = {
    "seller": """
        select platform, shop_id, order_id, line_id, null, booked_on, paid_fen, seller_grade,
            seller_area_code, seller_evidence_id
        from fct_lines
        where seller_area_code is not null and seller_status not in ('unknown', 'pending')
            and paid_fen > 0 and booked_on >= ? and booked_on < ?
    """,
    "origin": """
        select o.platform, l.shop_id, o.order_id, o.line_id, o.share_no, l.booked_on, o.paid_fen,
            o.origin_grade, o.area_code, o.evidence_id
        from fct_origin as o join fct_lines as l using (platform, order_id, line_id)
        where o.area_code is not null and o.origin_status in ('certain', 'estimated')
            and o.paid_fen > 0 and l.booked_on >= ? and l.booked_on < ?
    """,
}
