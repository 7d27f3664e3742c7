"""From landing to marts: our dbt build and one hand-written script, on the same Parquet.

Keep out: measuring, the tables that are printed.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from unittest import mock

import duckdb
import msgspec
import pyarrow.parquet as pq

from connectors.core.windows import Window
from connectors.registry import PLATFORMS
from connectors.sandbox.serve import running_sandbox
from connectors.sandbox.world import World
from orchestration import demo, warehouse
from orchestration.build import run_build
from orchestration.home import Home, make_home
from orchestration.ingest import code_version, connect, land_window
from orchestration.plan import plan_build, write_run_files
from orchestration.settings import read_settings
from orchestration.windows import offered
from tests.bench.comparing import compared

_SCRIPT = Path(__file__).with_name("transform_floor.sql")
_TABLES = ("orders", "lines", "refunds", "regions", "shops")
_TABLES_OF = "select table_name from duckdb_tables() where database_name = ? and schema_name = ?"
#: ours and the floor's: the same columns in the same order
_LINES = """
select platform, shop_id, order_id, line_id, booked_on, paid_fen, seller_area_code from {}
"""
_AREAS = """
select area_level, area_code, platform, month_on, sum(gross_fen), sum(refund_fen)
from {} group by all
"""
_SAME = (
    (_LINES.format("ours.marts.fct_lines"), _LINES.format("floor.fct_lines")),
    (
        _AREAS.format("(from ours.marts.mart_sales_area_month where axis = 'seller')"),
        _AREAS.format("floor.sales_area_month"),
    ),
)
NOW = datetime(2020, 7, 1, 2)
QUARTER = Window(datetime(2020, 4, 1), datetime(2020, 7, 1))


class CompiledModel(msgspec.Struct):
    """One model as dbt has compiled it."""

    relation: str
    materialized: str
    code: str


def prepare(path: Path, *, orders_per_day: int) -> Home:
    """A home with the demo's landing (registers, April to June 2020), and no build."""
    home = make_home(path)
    home.sandbox.mkdir()
    world = World(1, orders_per_day)
    with running_sandbox(seed=1, orders_per_day=orders_per_day, now=NOW, frozen=True) as box:
        settings = demo.attach(home, box, world)
        demo._land_registers(home, settings, world)
        for platform in settings.platforms:
            feed = connect(home, settings, platform, clock=lambda: NOW)
            for kind, spec in PLATFORMS[platform].kinds.items():
                window_kind = offered("created", spec.reach_days)
                land_window(home, feed, kind, window_kind, QUARTER, clock=lambda: NOW)
            feed.close()
    return home


def write_lists(home: Home) -> None:
    """What orchestration writes before dbt: the list of batches and files of a full build."""
    settings = read_settings(home)
    plan = plan_build(
        home,
        as_of=NOW,
        programme=settings.programme,
        province_code=settings.province_code,
        code_version=code_version(),
        project_hash=warehouse.project_hash(),
        full_refresh=True,
    )
    write_run_files(home, plan)


def publish_once(home: Home) -> Path:
    """A published build for the bulletins; the lists of a full build lie there afterwards."""
    run_build(home, read_settings(home), as_of=NOW, full_refresh=True)
    write_lists(home)
    return home.current_published()


def parse(home: Home) -> None:
    """Read the dbt project; kept for the process."""
    warehouse._parse(home, warehouse._target(home))


def ours(home: Home, *, with_tests: bool) -> list[CompiledModel]:
    """The production's full build, with or without its data tests; gives the models."""
    real, outcomes = warehouse._invoke, []

    def invoke(home, arguments, *rest, **named):
        left_out = [] if with_tests else ["--exclude-resource-type", "test", "unit_test"]
        outcomes.append(real(home, [*arguments, *left_out], *rest, **named))
        return outcomes[-1]

    parse(home)
    with mock.patch.object(warehouse, "_invoke", invoke):
        warehouse.build_models(home, full_refresh=True)
    return [
        CompiledModel(r.node.relation_name, r.node.config.materialized, r.node.compiled_code)
        for r in outcomes[-1].results
        if r.node.resource_type == "model"
    ]


def sql_alone(home: Home, models: list[CompiledModel], seeds: Path, out: Path) -> None:
    """The same SQL that dbt has compiled, in the same order, by one DuckDB connection."""
    with duckdb.connect(str(out)) as connection:
        # names that dbt has compiled hold the database's name
        connection.execute(f"attach '{seeds}' as seeded (read_only)")
        connection.execute("create schema run")
        for name in ("run", "batches", "batch_shops", "batch_tables"):
            path = home.run_files / f"{name}.parquet"
            connection.execute(f"create table run.{name} as from read_parquet('{path}')")
        schemas = {model.relation.split(".")[1] for model in models} | {'"seeds"'}
        for schema in schemas:
            connection.execute(f"create schema {schema}")
        for (name,) in connection.execute(_TABLES_OF, ["seeded", "seeds"]).fetchall():
            connection.execute(f"create table seeds.{name} as from seeded.seeds.{name}")
        for model in models:
            kind = "view" if model.materialized == "view" else "table"
            connection.execute(f"create {kind} {model.relation} as {model.code}")


def floor(home: Home, out: Path) -> None:
    """The hand-written script over the files of the same list."""
    rows = pq.read_table(home.run_files / "batch_tables.parquet").to_pylist()
    with duckdb.connect(str(out)) as connection:
        for name in _TABLES:
            paths = [row["path"] for row in rows if row["table_name"] == name]
            connection.execute(f"set variable {name} = $paths", {"paths": paths})
        connection.execute(_SCRIPT.read_text(encoding="utf-8"))


def rows_apart_from_floor(ours_file: Path, floor_file: Path) -> tuple[int, int]:
    """(rows that both have, rows that only one has): sale lines, and seller sales by area."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{ours_file}' as ours (read_only)")
        connection.execute(f"attach '{floor_file}' as floor (read_only)")
        both = apart = 0
        for mine, his in _SAME:
            same, other = compared(connection, mine, his)
            both, apart = both + same, apart + other
    return both, apart


def rows_apart_from_sql(ours_file: Path, sql_file: Path) -> tuple[int, int]:
    """(rows that both have, rows that only one has) over every mart."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{ours_file}' as ours (read_only)")
        connection.execute(f"attach '{sql_file}' as alone (read_only)")
        marts = connection.execute(_TABLES_OF, ["ours", "marts"]).fetchall()
        both = apart = 0
        for (name,) in marts:
            mine, his = (f"from {side}.marts.{name}" for side in ("ours", "alone"))
            same, other = compared(connection, mine, his)
            both, apart = both + same, apart + other
    return both, apart
