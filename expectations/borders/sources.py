"""Where the two sides of each border lie in a home: the published build, its batches, the release.

A missing piece is an error with advice, never 0. Keep out: reading amounts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import duckdb
import msgspec

from expectations.errors import EvidenceBroken, EvidenceMissing
from expectations.manifest import MANIFEST, Manifest, read_manifest


class BuildRecord(msgspec.Struct, frozen=True):
    """What `build.json` says that control needs."""

    build_id: str
    batches: list[str]


class Build(msgspec.Struct, frozen=True, kw_only=True):
    """A published build: its folder and the batches that it read, oldest landing first."""

    build_id: str
    folder: Path
    batches: list[tuple[Manifest, Path]]


def current_build(home: Path) -> Build:
    """The build that `published/CURRENT` names, with the folders of its batches.

    Raises EvidenceMissing where nothing is published or a batch of the build is gone.
    """
    pointer = home / "published" / "CURRENT"
    if not pointer.is_file():
        raise EvidenceMissing(
            "nothing is published yet", where=str(pointer), advice="run `shanhuo nightly` first"
        )
    folder = home / "published" / pointer.read_text(encoding="utf-8").strip()
    record = _build_record(folder / "build.json")
    landed = {}
    for path in (home / "landing").glob(f"*/*/[!.]*/{MANIFEST}"):
        manifest = read_manifest(path.parent)
        landed[manifest.batch_id] = (manifest, path.parent)
    lost = sorted(set(record.batches) - set(landed))
    if lost:
        raise EvidenceMissing(
            f"{len(lost)} batches of the published build are not in landing, first {lost[0]}",
            where=str(home / "landing"),
            advice="landing is the archive of record: restore it from the backup",
        )
    batches = sorted(
        (landed[batch_id] for batch_id in set(record.batches)),
        key=lambda pair: (pair[0].landed_at, pair[0].batch_id),
    )
    return Build(build_id=record.build_id, folder=folder, batches=batches)


def _build_record(path: Path) -> BuildRecord:
    try:
        return msgspec.json.decode(path.read_bytes(), type=BuildRecord)
    except FileNotFoundError:
        raise EvidenceMissing(
            "the published build has no record",
            where=str(path),
            advice="publish again with `shanhuo nightly`",
        ) from None
    except msgspec.MsgspecError as error:
        raise EvidenceBroken(
            f"the record of the published build can't be read: {error}",
            where=str(path),
            advice="publish again with `shanhuo nightly`",
        ) from error


def newest_release(
    home: Path, *, programme: str, period: str, area: str, kind: str = "monthly"
) -> Path:
    """The newest version of a monthly bulletin; period like "2020-06", area like "county-431126".

    Raises EvidenceMissing where there is none.
    """
    folder = home / "releases" / programme / kind / period / area
    versions = [path for path in folder.glob("v*") if path.name[1:].isdigit()]
    if not versions:
        raise EvidenceMissing(
            "there is no bulletin of this month",
            where=str(folder),
            advice=f"make it with `shanhuo bulletin {period}` (a county's with --area), then run "
            "control again",
        )
    return max(versions, key=lambda path: int(path.name[1:]))


def model_rows(
    build: Build, query: str, models: Sequence[str], parameters: Mapping[str, object]
) -> list[tuple[object, ...]]:
    """Rows of a query over published models; each model is a view of its own name.

    Raises EvidenceMissing where the build lacks a model.
    """
    with duckdb.connect() as connection:
        for model in models:
            path = build.folder / f"{model}.parquet"
            if not path.is_file():
                raise EvidenceMissing(
                    f"the published build lacks {model}",
                    where=str(path),
                    advice="publish a build of this code version with `shanhuo nightly`",
                )
            # the name is one of ours; a view can't take its path as a parameter
            literal = str(path).replace("'", "''")
            connection.execute(f"create view {model} as from read_parquet('{literal}')")
        return connection.execute(query, dict(parameters)).fetchall()


def month_start(month: str) -> date:
    """The first day of a month like "2020-06"; raises EvidenceMissing for anything else."""
    try:
        return datetime.strptime(month, "%Y-%m").date()
    except ValueError:
        raise EvidenceMissing(
            f"{month!r} is no month",
            where="--month",
            advice="write it as year and month, like 2020-06",
        ) from None


def whole_fen(value: object) -> int:
    """A sum as DuckDB gives it: whole fen, or null for no row at all."""
    return 0 if value is None else int(str(value))
