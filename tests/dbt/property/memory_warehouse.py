"""A warehouse in memory, built by dbt's recorded statements, beside one that is built anew.

Landing, the list of batches and what is published are kept as orchestration keeps them: a build
reads what landed by its moment and was not taken out, and says what is new or gone since the
published one.
Keep out: what is landed, what the figures should be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from tests.dbt.property.recorded_run import Recording, Step, arrow_schema

# columns that two builds of the same facts may differ in
_LINEAGE = {"batch_id", "build_id", "landed_at", "load_id", "recorded_at"}
_MAIN, _MIRROR = "warehouse", "mirror"
_SCHEMAS = ("seeds", "staging", "intermediate", "marts", "run")


@dataclass
class Batch:
    """One landed batch with its rows by table."""

    batch_id: str
    platform: str
    kind: str
    landed_at: datetime
    tables: dict[str, list[dict[str, Any]]]
    shops: tuple[str, ...]


@dataclass
class Published:
    """What the published build was made of."""

    build_id: str | None = None
    batches: frozenset[str] = frozenset()


@dataclass
class MemoryWarehouse:
    """One province's landing and its two warehouses. The moment moves an hour with every batch."""

    recording: Recording
    first_moment: datetime
    suspicion_rules: dict[str, int] = field(default_factory=dict)
    batches: list[Batch] = field(default_factory=list)
    taken_out: set[str] = field(default_factory=set)
    published: Published = field(default_factory=Published)
    build_count: int = 0

    def __post_init__(self) -> None:
        self.moment = self.first_moment
        self.connection = duckdb.connect(config={"threads": 1})
        # planning is most of the time that a few rows need
        self.connection.execute("pragma disable_optimizer")
        self.connection.execute("attach ':memory:' as landing")
        for name, columns in self.recording.landed.items():
            listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            self.connection.execute(
                f'create table landing.main."{name}" ({listed}, landed_path varchar)'
            )
        self._new_database(_MAIN)

    def close(self) -> None:
        """Give the memory back."""
        self.connection.close()

    def land(
        self,
        platform: str,
        kind: str,
        tables: dict[str, list[dict[str, Any]]],
        shops: tuple[str, ...] = (),
    ) -> str:
        """Land one batch; gives its id."""
        self.moment += timedelta(hours=1)
        batch_id = f"{platform}-{kind}-{len(self.batches):04d}"
        for name, rows in tables.items():
            if rows:
                self._insert(name, rows, f"{batch_id}/{name}")
        self.batches.append(Batch(batch_id, platform, kind, self.moment, tables, tuple(shops)))
        return batch_id

    def register(
        self, name: str, *rows: dict[str, Any], recorded_at: datetime | None = None
    ) -> str:
        """Land one load of a register, recorded as it lands unless told otherwise."""
        recorded = recorded_at or self.moment + timedelta(hours=1)
        stamped = {"recorded_at": recorded, "load_id": f"load-{len(self.batches):04d}"}
        return self.land("registers", name, {name: [row | stamped for row in rows]})

    def build(self, *, cut_at: float | None = None) -> bool:
        """Build upon the published base and publish; cut off at a part of the way, don't.

        Returns whether it was published.
        """
        self.build_count += 1
        build_id = f"b{self.build_count:04d}"
        accepted = self._accepted(self.moment)
        base = self.published
        self._write_run(_MAIN, build_id, base, accepted, self.moment)
        self._drop_what_a_cut_left()
        has_earlier = self._has_persistent(_MAIN)
        steps = self.recording.later if has_earlier else self.recording.first
        end = len(steps) if cut_at is None else int(cut_at * len(steps))
        self._replay(_MAIN, steps[:end])
        if end < len(steps):
            return False
        self.published = Published(build_id, frozenset(accepted))
        return True

    def build_mirror(self, as_of: datetime | None = None) -> None:
        """Build everything anew beside it, as of a moment (now by default)."""
        self._new_database(_MIRROR)
        moment = as_of or self.moment
        self._write_run(_MIRROR, "mirror", Published(), self._accepted(moment), moment)
        self._replay(_MIRROR, self.recording.first)
        self.connection.execute(f"use {_MAIN}")

    def differing(self) -> dict[str, list[tuple[Any, ...]]]:
        """Rows that only one of the two warehouses has, by published model; empty when equal."""
        found = {}
        for model in self.models():
            here = self.content(model)
            there = here.replace(_MAIN, _MIRROR)
            rows = self.rows(
                f"select 'stands' as side, * from ({here} except all {there}) union all "  # noqa: S608
                f"select 'should' as side, * from ({there} except all {here})"
            )
            if rows:
                found[model] = rows
        return found

    def models(self) -> list[str]:
        """Names of the models that are published."""
        rows = self.connection.execute(
            "select table_name from duckdb_tables() "
            "where database_name = ? and schema_name = 'marts' order by 1",
            [_MAIN],
        ).fetchall()
        return [name for (name,) in rows]

    def content(self, model: str) -> str:
        """A query of a published model's rows, lineage columns aside."""
        columns = self.connection.execute(
            "select column_name from duckdb_columns() where database_name = ? "
            "and schema_name = 'marts' and table_name = ?",
            [_MAIN, model],
        ).fetchall()
        kept = ", ".join(name for (name,) in columns if name not in _LINEAGE)
        return f"select {kept} from {_MAIN}.marts.{model}"  # noqa: S608

    def accepted(self) -> list[Batch]:
        """The batches that a build now is made of."""
        chosen = set(self._accepted(self.moment))
        return [batch for batch in self.batches if batch.batch_id in chosen]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query on the warehouse."""
        return self.connection.execute(query).fetchall()

    def broken_data_tests(self) -> list[str]:
        """Which of the project's own data tests fail."""
        return [
            name
            for name, query in self.recording.data_tests.items()
            if self.connection.execute(query).fetchall()[0][0]
        ]

    def _accepted(self, moment: datetime) -> list[str]:
        return [
            batch.batch_id
            for batch in self.batches
            if batch.landed_at <= moment and batch.batch_id not in self.taken_out
        ]

    def _drop_what_a_cut_left(self) -> None:
        # as dbt does before it makes a model anew
        left = self.connection.execute(
            "select schema_name, table_name from duckdb_tables() where database_name = ? "
            "and (table_name like '%dbt_backup' or table_name like '%dbt_tmp')",
            [_MAIN],
        ).fetchall()
        for schema, name in left:
            self.connection.execute(f"drop table {_MAIN}.{schema}.{name}")

    def _has_persistent(self, database: str) -> bool:
        # the last model of a build that outlives it, see the macro has_earlier_build
        found = self.connection.execute(
            "select count(*) from duckdb_tables() where database_name = ? "
            "and table_name = 'mart_sales_area_month'",
            [database],
        ).fetchall()
        return bool(found[0][0])

    def _new_database(self, name: str) -> None:
        run = self.connection.execute
        if (name,) in run("select database_name from duckdb_databases()").fetchall():
            run("use memory")
            run(f"detach {name}")
        run(f"attach ':memory:' as {name}")
        for schema in _SCHEMAS:
            run(f"create schema {name}.{schema}")
        for schema, tables in (
            ("seeds", self.recording.seeds),
            ("run", self.recording.run_tables),
        ):
            for table, content in tables.items():
                self.connection.register("given", content)
                run(f"create table {name}.{schema}.{table} as from given")
                self.connection.unregister("given")
        for column, value in self.suspicion_rules.items():
            run(f"update {name}.seeds.suspicion_rules set {column} = {value}")  # noqa: S608

    def _replay(self, database: str, steps: list[Step]) -> None:
        run = self.connection.execute
        run(f"use {database}")
        is_open = False
        for step in steps:
            statement = step.statement
            if database != _MAIN:
                statement = statement.replace(f'"{_MAIN}"', f'"{database}"')
            try:
                run(statement)
            except duckdb.Error as error:
                if is_open:
                    run("rollback")
                error.add_note(f"in {step.node}: {statement[:500]}")
                raise
            is_open = {"BEGIN": True, "COMMIT": False}.get(statement.upper(), is_open)
        if is_open:
            run("rollback")

    def _write_run(
        self,
        database: str,
        build_id: str,
        base: Published,
        accepted: list[str],
        as_of: datetime,
    ) -> None:
        chosen = set(accepted)
        rows: dict[str, list[dict[str, Any]]] = {
            "run": [
                {
                    "build_id": build_id,
                    "base_build_id": base.build_id,
                    "as_of": as_of,
                    "programme": "hunan-2020",
                    "province_code": "430000",
                    "code_version": "test",
                    "is_full_refresh": base.build_id is None,
                }
            ],
            "batches": [],
            "batch_shops": [],
            "batch_tables": [],
        }
        for batch in self.batches:
            is_removed = batch.batch_id in base.batches - chosen
            if batch.landed_at > as_of:
                continue
            told = {
                "batch_id": batch.batch_id,
                "platform": batch.platform,
                "kind": batch.kind,
                "landed_at": batch.landed_at,
                "is_new": batch.batch_id in chosen - base.batches,
                "is_removed": is_removed,
            }
            rows["batches"].append(
                told
                | {
                    "window_kind": "created",
                    "window_start": datetime(2020, 1, 1),
                    "window_end": datetime(2021, 1, 1),
                    "is_accepted": batch.batch_id in chosen,
                }
            )
            rows["batch_shops"] += [
                {
                    "batch_id": batch.batch_id,
                    "platform": batch.platform,
                    "shop_id": shop,
                    "is_answered": True,
                }
                for shop in batch.shops
            ]
            if batch.batch_id in chosen or is_removed:
                rows["batch_tables"] += [
                    told | {"table_name": name, "path": f"{batch.batch_id}/{name}"}
                    for name in batch.tables
                ]
        for name, content in rows.items():
            schema = self.recording.run_tables[name].schema
            self.connection.register("given", pa.Table.from_pylist(content, schema=schema))
            self.connection.execute(f"delete from {database}.run.{name}")  # noqa: S608
            self.connection.execute(f"insert into {database}.run.{name} from given")
            self.connection.unregister("given")

    def _insert(self, name: str, rows: list[dict[str, Any]], path: str) -> None:
        schema = arrow_schema(self.recording.landed[name])
        unknown = {column for row in rows for column in row} - set(schema.names)
        assert not unknown, f"{name} has no column {sorted(unknown)}"
        table = pa.Table.from_pylist(rows, schema=schema)
        table = table.append_column("landed_path", pa.array([path] * len(rows), pa.string()))
        self.connection.register("given", table)
        self.connection.execute(f'insert into landing.main."{name}" by name from given')
        self.connection.unregister("given")
