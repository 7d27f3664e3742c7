"""Opens the Parquet marts of one published build and runs the queries of `sql/` on them.

Issues of many areas share one opened build: what a query gave for the same values is kept.
Keep out: any other SQL, what the rows mean (`published`).
Source: design, section 7 (readers see published builds only).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import msgspec

from bulletins.errors import MissingFactsError

MARTS = (
    "mart_indicator_month",
    "mart_sales_area_month",
    "mart_counts_month",
    "mart_coverage_month",
    "mart_grades_month",
    "mart_not_a_sale_month",
    "mart_quarantine_month",
    "mart_refunds_left_out_month",
    "mart_village_month",
    "mart_authorisations_month",
    "fct_pending",
    "fct_origin_refunds",
    "dim_area",
    "dim_indicator",
    "dim_region_day",
    "dim_region_set",
)
REBUILD = "publish a build of this code version, then make the bulletin again"
RowT = TypeVar("RowT", bound=msgspec.Struct)


class Build(msgspec.Struct, frozen=True):
    """What build.json tells of a build; other keys are left alone."""

    build_id: str
    as_of: datetime
    code_version: str
    batches: list[str] = []
    models: dict[str, dict[str, str | int]] = {}


class Marts:
    """An opened build: its description, and rows by query and values."""

    def __init__(self, build: Build, connection: duckdb.DuckDBPyConnection) -> None:
        self.build = build
        self._connection = connection
        self._known: dict[tuple[Any, ...], Any] = {}

    def rows(self, query: str, row_type: type[RowT], values: dict[str, object]) -> list[RowT]:
        """What a query of `sql/` gives; of `values` it takes those that it names.

        The list is shared with whoever asks again: don't change it. Raises MissingFactsError where
        a mart hasn't the columns or values that the query reads.
        """
        text = query_text(query)
        used = {name: value for name, value in values.items() if f"${name}" in text}
        key = (query, *used.items())
        if key not in self._known:
            self._known[key] = self._read(query, text, row_type, used)
        found: list[RowT] = self._known[key]
        return found

    def _read(
        self, query: str, text: str, row_type: type[RowT], values: dict[str, object]
    ) -> list[RowT]:
        try:
            relation = self._connection.execute(text, values)
            names = [column[0] for column in relation.description or []]
            found = [dict(zip(names, row, strict=True)) for row in relation.fetchall()]
            return msgspec.convert(found, list[row_type])  # type: ignore[valid-type]
        except (duckdb.Error, msgspec.ValidationError) as error:
            raise MissingFactsError(
                f"a published mart hasn't the rows this bulletin reads: {error}",
                where=f"query {query}",
                advice=REBUILD,
            ) from error


@contextmanager
def open_marts(published: Path | Marts) -> Iterator[Marts]:
    """The marts of a published build's folder; those that are open already stay open.

    Raises MissingFactsError where a mart or the build's description is missing.
    """
    if isinstance(published, Marts):
        yield published
        return
    build = _read_build(published)
    with duckdb.connect() as connection:
        for mart in MARTS:
            path = published / f"{mart}.parquet"
            if not path.is_file():
                raise MissingFactsError("a mart is missing", where=str(path), advice=REBUILD)
            connection.from_parquet(str(path)).create_view(mart)
        connection.execute(f"create view pending_kinds as {query_text('pending_kinds')}")
        yield Marts(build, connection)


def query_text(name: str) -> str:
    """A query of `sql/` by its name."""
    return (files("bulletins") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def _read_build(folder: Path) -> Build:
    path = folder / "build.json"
    try:
        return msgspec.json.decode(path.read_bytes(), type=Build)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise MissingFactsError(
            f"the build's description can't be read: {error}", where=str(path), advice=REBUILD
        ) from error
