"""What a county's villages sold in a month, as the last published build tells it.

Online: origin shares of goods going up, by grade of proof, refunds in the month they succeeded.
Offline: what the ledgers tell and no feed does. Sources: design, sections 3 and 4. Keep out: the
warehouse, rankings (villages stand by their code).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import duckdb
import msgspec

from orchestration.errors import SetupError
from orchestration.home import Home

_MARTS = (
    "dim_area",
    "fct_lines",
    "fct_offline_sales",
    "fct_origin",
    "fct_origin_refunds",
    "mart_sales_area_month",
)
#: proof that reaches a village for certain, then what is only an estimate
GRADES = ("O1", "O3", "O5", "O2")


class VillageMonth(msgspec.Struct, frozen=True, kw_only=True):
    """One village in one month; amounts in fen. Village None: the county knows, no village does."""

    village_code: str | None
    village_name: str | None
    gross_fen: int
    refund_fen: int
    # net of estimates (推算), which stand beside the figure and not in it
    certain_net_fen: int
    estimated_net_fen: int
    net_by_grade: dict[str, int]
    household_count: int
    # None where no ledger row of the month counts
    offline_fen: int | None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """Which build is published, up to when it knows, and which months it has for sales."""

    build_id: str
    as_of: datetime
    months: list[date]


def standing(home: Home) -> Standing | None:
    """The published build, or None before the first."""
    if home.current_build() is None:
        return None
    with _opened(home) as (connection, folder):
        build = msgspec.json.decode((folder / "build.json").read_bytes())
        months = connection.execute(
            "select distinct month_on from mart_sales_area_month order by month_on desc"
        ).fetchall()
    return Standing(
        build_id=build["build_id"],
        as_of=datetime.fromisoformat(build["as_of"]),
        months=[month for (month,) in months],
    )


def county_month(home: Home, county_code: str, month_on: date) -> list[VillageMonth]:
    """A county's villages that have a figure in the month, by code.

    Raises SetupError before the first published build.
    """
    with _opened(home) as (connection, _):
        query = files("orchestration.desk").joinpath("village_months.sql").read_text("utf-8")
        found = connection.execute(query, {"county": county_code, "month_on": month_on}).fetchall()
        names = [column[0] for column in connection.description or []]
    rows = [dict(zip(names, row, strict=True)) for row in found]
    return [_village(row) for row in rows]


def _village(row: dict[str, object]) -> VillageMonth:
    by_grade = msgspec.json.decode(str(row.pop("net_by_grade")), type=dict[str, int])
    estimated = by_grade.get("O2", 0)
    net = sum(by_grade.values())
    return msgspec.convert(
        row
        | {
            "net_by_grade": by_grade,
            "certain_net_fen": net - estimated,
            "estimated_net_fen": estimated,
        },
        VillageMonth,
    )


@contextmanager
def _opened(home: Home) -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    folder = home.current_published()
    with duckdb.connect() as connection:
        for mart in _MARTS:
            path = folder / f"{mart}.parquet"
            if not path.is_file():
                raise SetupError(
                    "已发布的数据缺少一张表",
                    where=f"{folder.name}/{mart}",
                    advice="请管理员用当前版本重新计算（shanhuo build）",
                )
            connection.from_parquet(str(path)).create_view(mart)
        yield connection, folder
