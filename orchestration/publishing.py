"""Publishing: public models as immutable Parquet under a build id, then one pointer is switched.

Readers see published builds only, never the warehouse and never a lock.
Keep out: deciding whether a build is good (dbt tests and expectations do).
Source: design, section 7.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from orchestration.home import Home
from orchestration.plan import BuildPlan

# what tells where a row came from; two builds of the same facts may differ in these alone
LINEAGE_COLUMNS = frozenset(
    {"batch_id", "batch_ids", "build_id", "landed_at", "load_id", "recorded_at"}
)


def public_models(manifest_file: Path) -> dict[str, str]:
    """Relation names by model name, of every dbt model with public access."""
    nodes = json.loads(manifest_file.read_bytes())["nodes"].values()
    return {
        node["name"]: node["relation_name"]
        for node in nodes
        if node["resource_type"] == "model" and node["config"].get("access") == "public"
    }


def write_candidate(home: Home, plan: BuildPlan, manifest_file: Path) -> Path:
    """Copy the public models out of the warehouse into a folder that nobody reads yet."""
    folder = home.published / f".candidate-{plan.build_id}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    models = {}
    warehouse = home.warehouse / "warehouse.duckdb"
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for name, relation in sorted(public_models(manifest_file).items()):
            path = folder / f"{name}.parquet"
            # ordered by all columns: the same rows give the same bytes
            connection.execute(
                f"copy (select * from {relation} order by all) "  # noqa: S608
                f"to '{path}' (format parquet, compression zstd)"
            )
            models[name] = {
                "rows": pq.read_metadata(path).num_rows,
                "content": content_hash(connection, path),
            }
            _fsync(path)
    build = {
        "build_id": plan.build_id,
        "base_build_id": plan.base_build_id,
        "as_of": plan.as_of.isoformat(),
        "programme": plan.programme,
        "province_code": plan.province_code,
        "code_version": plan.code_version,
        "project_hash": plan.project_hash,
        "batches": [m.batch_id for m in plan.accepted],
        "held": [m.batch_id for m in plan.held],
        "models": models,
    }
    text = json.dumps(build, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "build.json").write_text(text, encoding="utf-8")
    _fsync(folder / "build.json")
    return folder


def content_hash(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    """A digest of the rows of a Parquet file, whatever their order, lineage columns aside."""
    columns = [f'"{name}"' for name in pq.read_schema(path).names if name not in LINEAGE_COLUMNS]
    packed = f"to_json(struct_pack({', '.join(f'{c} := {c}' for c in columns)}))::varchar"
    # column names come from our own contracts
    hashed = f"select md5({packed}) as h from read_parquet(?)"  # noqa: S608
    query = f"select md5(string_agg(h, '' order by h)) from ({hashed})"  # noqa: S608
    found = connection.execute(query, [str(path)]).fetchone()
    return str(found[0]) if found and found[0] else "empty"


def publish(home: Home, candidate: Path) -> str:
    """Give the candidate its name and switch the pointer; returns the build id."""
    build_id = candidate.name.removeprefix(".candidate-")
    final = home.published / build_id
    candidate.rename(final)
    pointer = home.published / ".CURRENT.tmp"
    pointer.write_text(build_id + "\n", encoding="utf-8")
    _fsync(pointer)
    pointer.rename(home.published / "CURRENT")
    _fsync(home.published)
    return build_id


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
