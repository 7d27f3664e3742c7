"""What dbt sends to the database in a first and in a later build, recorded to be replayed.

dbt needs seconds for a build of a few rows; its statements need a quarter of one. They are replayed
as they are, in their order, with three differences: rows of landing come from tables instead of
Parquet files (same rows, same paths), views are not made anew (their text does not change), and
temporary tables have a name without the moment.
Keep out: the world that is built, assertions.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import pyarrow as pa

from connectors.core.canonical import KIND_TABLES
from connectors.core.landing import BatchDraft
from connectors.core.windows import Window
from tests.dbt.province import PROJECT, Province, _places, _runner_manifest

SELECTED = ("+marts.facts", "+marts.area", "+marts.quality", "+marts.offline")
_LANDED_FILES = re.compile(
    r"read_parquet\(\['[^']*/(\w+)\.parquet'[^)]*filename = 'landed_path'\)", re.DOTALL
)
# the window of every batch here: it decides no figure
_YEAR = Window(datetime(2020, 1, 1), datetime(2021, 1, 1))
_READS = ("select", "describe", "copy")
_ARROW_TYPES = {
    "bigint": pa.int64(),
    "varchar": pa.string(),
    "timestamp": pa.timestamp("us"),
    "date": pa.date32(),
    "boolean": pa.bool_(),
}


@dataclass(frozen=True)
class Step:
    """One statement of one model, or the beginning or end of a transaction."""

    node: str
    statement: str


@dataclass(frozen=True)
class Recording:
    """The statements of a first build, of a later one, and of the project's data tests."""

    first: list[Step]
    later: list[Step]
    data_tests: dict[str, str]
    seeds: dict[str, pa.Table]
    run_tables: dict[str, pa.Table]
    #: landed tables by name: kind of column by column
    landed: dict[str, dict[str, str]]


def landed_columns(table_name: str) -> dict[str, str]:
    """The columns that the SQL reads of a landed table, with their types, as the macro says."""
    told: list[list[tuple[str, str]]] = []
    environment = jinja2.Environment(extensions=["jinja2.ext.do"], autoescape=False)  # noqa: S701
    environment.globals["return"] = told.append
    macros = [path.read_text("utf-8") for path in sorted((PROJECT / "macros").glob("*.sql"))]
    environment.from_string("\n".join(macros)).module.landing_columns(table_name)
    # where one macro calls another the innermost returns first
    return dict(told[0])


def arrow_schema(columns: dict[str, str]) -> pa.Schema:
    """The Arrow schema of a landed table."""
    return pa.schema([(name, _ARROW_TYPES[kind]) for name, kind in columns.items()])


def record(root: Path, target: Path) -> Recording:
    """Run dbt twice upon empty batches of every landed table and keep what it sent."""
    os.environ["SHANHUO_HOME"] = str(root)
    province = Province(root, target)
    manifest = _runner_manifest(target)
    landed = {name: landed_columns(name) for name in _landed_tables(manifest)}
    _land_nothing(province, landed)
    first = _statements(province, manifest)
    later = _statements(province, manifest)
    with duckdb.connect(str(root / "warehouse" / "warehouse.duckdb"), read_only=True) as made:
        seeds, run_tables = (
            {
                table: made.execute(f"from {schema}.{table}").to_arrow_table()
                for (table,) in made.execute(
                    "select table_name from duckdb_tables() where schema_name = ?", [schema]
                ).fetchall()
            }
            for schema in ("seeds", "run")
        )
    return Recording(
        first=_changes(first, with_views=True),
        later=_changes(later, with_views=False),
        data_tests={
            node.split(".")[2]: _replayable(statement)
            for node, statement in later
            if node.startswith("test.") and not _is_transaction(statement)
        },
        seeds=seeds,
        run_tables=run_tables,
        landed=landed,
    )


def _landed_tables(manifest: Any) -> list[str]:
    named = re.compile(r"(?:landed|current_register)\('(\w+)'")
    keys = re.compile(r"^    '(\w+)': \[", re.MULTILINE)
    found = set()
    for node in manifest.nodes.values():
        if node.resource_type == "model":
            found.update(named.findall(node.raw_code))
            if node.name == "stg_registers__changed_keys":
                found.update(keys.findall(node.raw_code))
    return sorted(found)


def _land_nothing(province: Province, landed: dict[str, dict[str, str]]) -> None:
    # a table without any batch has another text: nothing to read
    for kind in KIND_TABLES:
        province.land(kind)
    told = {name for tables in KIND_TABLES.values() for name in tables}
    for name in sorted(landed.keys() - told):
        draft = BatchDraft(
            platform="registers",
            kind=name,
            window_kind="file",
            window=_YEAR,
            shops_asked=[],
            shops_answered=[],
            tables={name: pa.Table.from_pylist([], schema=arrow_schema(landed[name]))},
        )
        province.landing.commit(draft, landed_at=_YEAR.start, code_version="test")


def _statements(province: Province, manifest: Any) -> list[tuple[str, str]]:
    from dbt.cli.main import dbtRunner

    sent: list[tuple[str, str]] = []

    def keep(event: Any) -> None:
        if event.info.name == "SQLQuery" and event.data.node_info.unique_id:
            sent.append((event.data.node_info.unique_id, event.data.sql))

    province._builds += 1
    build_id = f"b{province._builds:03d}"
    known = province.landing.manifests()
    accepted = {batch.batch_id for batch in known}
    base_id, base_batches = province.published
    province._write_run_files(build_id, base_id, known, accepted, base_batches)
    with duckdb.connect(str(province.root / "warehouse" / "warehouse.duckdb")):
        outcome = dbtRunner(manifest=manifest, callbacks=[keep]).invoke(
            [
                "build",
                *("--exclude", "test_type:unit", "test_type:generic"),
                *("--select", *SELECTED),
                # tests that need more than what is selected stay out
                *("--indirect-selection", "cautious"),
                *_places(province.target),
            ]
        )
    results = getattr(outcome.result, "results", [])
    failed = [f"{r.node.name}: {r.message}" for r in results if r.status in {"error", "fail"}]
    assert outcome.success, failed or outcome.exception
    province.published = (build_id, accepted)
    return sent


def _changes(sent: list[tuple[str, str]], *, with_views: bool) -> list[Step]:
    views = {node for node, statement in sent if _bare(statement).startswith("create view")}
    return [
        Step(node.removeprefix("model.shanhuo."), _replayable(statement))
        for node, statement in sent
        if node.startswith("model.")
        and not _bare(statement).lower().startswith(_READS)
        and (with_views or node not in views)
    ]


def _is_transaction(statement: str) -> bool:
    return _bare(statement).upper() in {"BEGIN", "COMMIT"}


def _bare(statement: str) -> str:
    return re.sub(r"/\*.*?\*/", "", statement, flags=re.DOTALL).strip()


def _replayable(statement: str) -> str:
    text = _LANDED_FILES.sub(r'landing.main."\1"', _bare(statement))
    assert "read_parquet" not in text, f"a file that no table stands for: {text[:300]}"
    text = re.sub(r"__dbt_tmp\d+", "__dbt_new", text)
    return text.replace("create temporary table", "create or replace temporary table")
