"""The one writer: runs dbt on the warehouse in this process, under its own lock.

Keep out: SQL, which batches go in (plan), what is published (publishing).
Source: design, section 7; dbt runs by dbtRunner with a ready manifest.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
from filelock import FileLock, Timeout

import orchestration
from orchestration.errors import BuildFailed, SetupError
from orchestration.home import Home

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest as DbtManifest

logger = logging.getLogger(__name__)

PROJECT = Path(orchestration.__file__).parent.parent / "dbt_project"
LOCK_WAIT_SECONDS = 600


@dataclass(frozen=True)
class NodeResult:
    """What became of one model, seed or test."""

    unique_id: str
    status: str
    message: str


@contextmanager
def warehouse_lock(home: Home) -> Iterator[None]:
    """Hold the warehouse for this process alone.

    The lock is a file beside the warehouse: DuckDB's own lock is lost as soon as the holder
    opens and closes the file a second time (measured, reliability fact 4).
    """
    lock = FileLock(home.warehouse / "lock", timeout=LOCK_WAIT_SECONDS)
    try:
        with lock:
            yield
    except Timeout as error:
        raise SetupError(
            f"another process has held the warehouse for {LOCK_WAIT_SECONDS} seconds",
            where=str(home.warehouse / "lock"),
            advice="wait until the other run is done (`shanhuo status`), then run again",
        ) from error


def project_hash() -> str:
    """Changes when any file of the dbt project does."""
    digest = hashlib.sha256()
    for path in sorted(PROJECT.rglob("*")):
        if path.suffix in {".sql", ".yml", ".csv"} and "target" not in path.parts:
            digest.update(path.relative_to(PROJECT).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def manifest_path(home: Home) -> Path:
    """The dbt manifest of this home as a file, parsed anew when the project has changed."""
    target = _target(home)
    path = target / "manifest.json"
    if not path.exists():
        _parse(home, target)
    return path


def build_models(home: Home, *, full_refresh: bool) -> list[NodeResult]:
    """Run all seeds, models and data tests; unit tests belong to development.

    Raises BuildFailed naming the first nodes that failed. Call it under `warehouse_lock`.
    """
    arguments = ["build", "--exclude", "test_type:unit"]
    if full_refresh:
        arguments.append("--full-refresh")
    target = _target(home)
    if full_refresh:
        # dropping every table of an old file costs more than a new file
        for name in ("warehouse.duckdb", "warehouse.duckdb.wal"):
            (home.warehouse / name).unlink(missing_ok=True)
    # dbt opens and closes the file for every node; held open once, the file is mapped once
    with duckdb.connect(str(home.warehouse / "warehouse.duckdb")):
        outcome = _invoke(home, arguments, target, manifest=_parse(home, target))
    results = [
        NodeResult(r.node.unique_id, str(r.status), r.message or "") for r in outcome.results
    ]
    failed = [r for r in results if r.status in {"error", "fail", "runtime error"}]
    if failed:
        named = "; ".join(f"{r.unique_id}: {r.message}" for r in failed[:3])
        raise BuildFailed(
            f"{len(failed)} of {len(results)} steps of the build failed: {named}",
            where=str(home.warehouse),
            advice="the published build stands as it was; read warehouse/logs/dbt.log, mend the "
            "cause and run again",
        )
    return results


def _target(home: Home) -> Path:
    return home.warehouse / "target" / project_hash()


@lru_cache(maxsize=1)
def _parse(home: Home, target: Path) -> DbtManifest:
    # kept for the process: a manifest read back from its file has lost the tests' arguments.
    # `target` names the state of the project, so that a changed project is parsed anew
    logger.info("parsing the dbt project into %s", target)
    manifest: DbtManifest = _invoke(home, ["parse"], target)
    return manifest


def _invoke(
    home: Home, arguments: list[str], target: Path, manifest: DbtManifest | None = None
) -> Any:  # noqa: ANN401 dbt types its results loosely
    # imported here: dbt takes seconds to import and the command line must answer at once
    from dbt.cli.main import dbtRunner

    os.environ["SHANHUO_HOME"] = str(home.root)
    outcome = dbtRunner(manifest=manifest).invoke(
        [
            *arguments,
            "--project-dir",
            str(PROJECT),
            "--profiles-dir",
            str(PROJECT),
            "--target-path",
            str(target),
            "--log-path",
            str(home.warehouse / "logs"),
            "--log-level",
            "error",
            "--quiet",
        ]
    )
    if outcome.exception is not None or outcome.result is None:
        raise BuildFailed(
            f"dbt {arguments[0]} stopped: {outcome.exception}",
            where=str(PROJECT),
            advice="read warehouse/logs/dbt.log",
        ) from outcome.exception
    return outcome.result
