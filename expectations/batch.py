"""One landed batch, read for judging: its manifest, the tables that can be read, the files' state.

Keep out: what must hold of it (the suites), Great Expectations.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from expectations.columns import expected_tables
from expectations.manifest import RAW, Manifest, read_manifest
from expectations.raw_records import RawCount, count_raw


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """A batch as it lies on disk. A table is in `tables` where its file could be read."""

    folder: Path
    manifest: Manifest
    tables: dict[str, pa.Table]
    # names of files: stated or expected and not there, digest not the stated one, not readable
    missing: list[str]
    changed: list[str]
    unreadable: list[str]
    # None where the batch has no raw records or they can't be unpacked
    raw: RawCount | None


def read_batch(folder: Path) -> Batch:
    """Read the batch in `folder`; damage to a file is noted, not raised.

    Raises EvidenceMissing or EvidenceBroken where the manifest itself is missing or unreadable.
    """
    manifest = read_manifest(folder)
    stated = set(manifest.files) | {f"{name}.parquet" for name in expected_tables(manifest.kind)}
    there = {name for name in stated if (folder / name).is_file()}
    changed = sorted(
        name
        for name in there & set(manifest.files)
        if _sha256(folder / name) != manifest.files[name].sha256
    )
    unreadable: list[str] = []
    tables: dict[str, pa.Table] = {}
    raw: RawCount | None = None
    for name in sorted(there):
        try:
            if name == RAW:
                raw = count_raw(folder / name)
            elif name.endswith(".parquet"):
                tables[name.removesuffix(".parquet")] = pq.ParquetFile(folder / name).read()
        except (OSError, pa.ArrowException):
            unreadable.append(name)
    return Batch(
        folder=folder,
        manifest=manifest,
        tables=tables,
        missing=sorted(stated - there),
        changed=changed,
        unreadable=unreadable,
        raw=raw,
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
