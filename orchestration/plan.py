"""Which batches go into a build: committed, accepted, landed by `as_of`. Never a bare glob.

Also says what is new or gone since the build that is published, so that only touched lines are
attributed again. Writes the lists that dbt reads. Keep out: reading any row of a batch.
Source: design, sections 2, 4 and 7.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from connectors.core.landing import VERDICT, LocalLanding, Manifest
from orchestration.home import Home

_TEXT, _TIME, _BOOL = pa.string(), pa.timestamp("us"), pa.bool_()

_RUN = pa.schema(
    [
        ("build_id", _TEXT),
        ("base_build_id", _TEXT),
        ("as_of", _TIME),
        ("programme", _TEXT),
        ("province_code", _TEXT),
        ("code_version", _TEXT),
        ("is_full_refresh", _BOOL),
    ]
)
_BATCHES = pa.schema(
    [
        ("batch_id", _TEXT),
        ("platform", _TEXT),
        ("kind", _TEXT),
        ("window_kind", _TEXT),
        ("window_start", _TIME),
        ("window_end", _TIME),
        ("landed_at", _TIME),
        ("is_accepted", _BOOL),
        ("is_new", _BOOL),
        ("is_removed", _BOOL),
    ]
)
_SHOPS = pa.schema(
    [("batch_id", _TEXT), ("platform", _TEXT), ("shop_id", _TEXT), ("is_answered", _BOOL)]
)
_TABLES = pa.schema(
    [
        ("batch_id", _TEXT),
        ("platform", _TEXT),
        ("kind", _TEXT),
        ("table_name", _TEXT),
        ("path", _TEXT),
        ("landed_at", _TIME),
        ("is_new", _BOOL),
        ("is_removed", _BOOL),
    ]
)


@dataclass(frozen=True)
class BuildPlan:
    """What one build is made from. Times are naive Beijing time."""

    build_id: str
    base_build_id: str | None
    as_of: datetime
    programme: str
    province_code: str
    code_version: str
    project_hash: str
    is_full_refresh: bool
    accepted: list[Manifest]
    held: list[Manifest]
    # in the base build, not in this one
    removed: list[Manifest]
    new_ids: frozenset[str]


def plan_build(
    home: Home,
    *,
    as_of: datetime,
    programme: str,
    province_code: str,
    code_version: str,
    project_hash: str,
    full_refresh: bool = False,
) -> BuildPlan:
    """Choose the batches of a build as of a Beijing time.

    Everything is built anew where the SQL is not that of the published build, since a model that
    has changed changes untouched lines as well, and where the published build is of a later
    moment: what is known of landing since then has no part in an earlier one.
    """
    store = LocalLanding(home.landing)
    base_id = home.current_build()
    if full_refresh or (base_id and not _is_base(_base(home, base_id), as_of, project_hash)):
        base_id = None
    base_batches = set(_base(home, base_id)["batches"]) if base_id else set()
    known = [m for m in store.manifests() if m.landed_at <= as_of]
    accepted = [m for m in known if _is_accepted(store, m)]
    accepted_ids = {m.batch_id for m in accepted}
    return BuildPlan(
        build_id=_next_build_id(home, as_of),
        base_build_id=base_id,
        as_of=as_of,
        programme=programme,
        province_code=province_code,
        code_version=code_version,
        project_hash=project_hash,
        is_full_refresh=base_id is None,
        accepted=accepted,
        held=[
            m for m in known if m.batch_id not in accepted_ids and m.batch_id not in base_batches
        ],
        removed=[
            m
            for m in store.manifests()
            if m.batch_id in base_batches and m.batch_id not in accepted_ids
        ],
        new_ids=frozenset(accepted_ids - base_batches),
    )


def write_run_files(home: Home, plan: BuildPlan) -> None:
    """Write `run`, `batches`, `batch_shops` and `batch_tables` where dbt looks for them."""
    home.run_files.mkdir(parents=True, exist_ok=True)
    run = {name: getattr(plan, name) for name in _RUN.names}
    _write(home.run_files / "run.parquet", [run], _RUN)
    batches, shops, tables = [], [], []
    store = LocalLanding(home.landing)
    for group, flags in (
        (plan.accepted, {"is_accepted": True, "is_removed": False}),
        (plan.held, {"is_accepted": False, "is_removed": False}),
        (plan.removed, {"is_accepted": False, "is_removed": True}),
    ):
        for manifest in group:
            row = {
                "batch_id": manifest.batch_id,
                "platform": manifest.platform,
                "kind": manifest.kind,
                "window_kind": manifest.window_kind,
                "window_start": manifest.window_start,
                "window_end": manifest.window_end,
                "landed_at": manifest.landed_at,
                "is_new": manifest.batch_id in plan.new_ids,
                **flags,
            }
            batches.append(row)
            shops.extend(_shop_rows(manifest))
            if flags["is_accepted"] or flags["is_removed"]:
                tables.extend(_table_rows(store.batch_path(manifest), manifest, row))
    _write(home.run_files / "batches.parquet", batches, _BATCHES)
    _write(home.run_files / "batch_shops.parquet", shops, _SHOPS)
    _write(home.run_files / "batch_tables.parquet", tables, _TABLES)


def _shop_rows(manifest: Manifest) -> list[dict[str, object]]:
    answered = set(manifest.shops_answered)
    return [
        {
            "batch_id": manifest.batch_id,
            "platform": manifest.platform,
            "shop_id": shop,
            "is_answered": shop in answered,
        }
        for shop in manifest.shops_asked
    ]


def _table_rows(
    folder: Path, manifest: Manifest, row: dict[str, object]
) -> list[dict[str, object]]:
    return [
        {name: row[name] for name in _TABLES.names if name in row}
        | {"table_name": name.removesuffix(".parquet"), "path": str(folder / name)}
        for name in sorted(manifest.files)
        if name.endswith(".parquet")
    ]


def _is_accepted(store: LocalLanding, manifest: Manifest) -> bool:
    # a batch without a verdict was cut off before it was judged: it is held
    verdict = store.batch_path(manifest) / VERDICT
    return verdict.exists() and bool(json.loads(verdict.read_bytes())["accepted"])


def _base(home: Home, build_id: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home.published / build_id / "build.json").read_bytes())
    return found


def _is_base(published: dict[str, Any], as_of: datetime, project_hash: str) -> bool:
    return (
        published["project_hash"] == project_hash
        and datetime.fromisoformat(published["as_of"]) <= as_of
    )


def _next_build_id(home: Home, as_of: datetime) -> str:
    stem = as_of.strftime("%Y%m%dT%H%M%S")
    ordinal = 1 + sum(1 for _ in home.published.glob(f"{stem}-b*"))
    return f"{stem}-b{ordinal:03d}"


def _write(path: Path, rows: list[dict[str, object]], schema: pa.Schema) -> None:
    temporary = path.with_suffix(".tmp")
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), temporary)
    temporary.rename(path)
