"""Landing: one batch is one folder that appears whole or not at all.

A batch is written to a temporary folder with its manifest, every file is fsynced, and the folder
is renamed: the rename is the commit. Nothing that has landed is ever changed or removed.
Source: design, section 2. Keep out: the meaning of any column, judging a batch, platforms.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec
import pyarrow as pa

from connectors.core.canonical import KIND_TABLES, schema_hash
from connectors.core.drift import Drift
from connectors.core.errors import FatalFeedError
from connectors.core.spool import Spool, SpooledLines, SpooledTables
from connectors.core.windows import Window, WindowKind

MANIFEST = "manifest.json"
VERDICT = "verdict.json"
RAW = "raw.jsonl.zst"


class FileEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One file of a batch: its digest, size and (for tables) number of rows."""

    sha256: str
    size_bytes: int
    row_count: int | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a batch holds and where it came from. Times are naive Beijing time, money is fen."""

    batch_id: str
    platform: str
    kind: str
    window_kind: WindowKind
    window_start: datetime
    window_end: datetime
    shops_asked: list[str]
    shops_answered: list[str]
    files: dict[str, FileEntry]
    # sums over the rows as read, by table: {"orders": {"paid_fen": 1234}, ...}
    control: dict[str, dict[str, int]]
    request_count: int
    schema_hash: str
    code_version: str
    landed_at: datetime
    # for files: when the operator knew these figures (the file's own date), else null
    known_at: datetime | None = None
    # for files: name and digest of the operator's original, which stays where it was dropped
    source_name: str | None = None
    source_sha256: str | None = None
    # shops that did not answer, and why: (shop id, message)
    failures: list[tuple[str, str]] = msgspec.field(default_factory=list)
    # of these shops those whose fault may pass: asked again, they may answer
    retry_shops: list[str] = msgspec.field(default_factory=list)
    # fields and states that the answers held and nobody has named
    drift: Drift = Drift()
    # rows of the main table by shop, those of the shops that answered and had none too
    shop_rows: dict[str, int] = msgspec.field(default_factory=dict)


class BatchDraft(msgspec.Struct, kw_only=True):
    """What a connector hands over to be landed: tables by name, and raw records one a line."""

    platform: str
    kind: str
    window_kind: WindowKind
    window: Window
    shops_asked: list[str]
    shops_answered: list[str]
    tables: Mapping[str, pa.Table]
    # the payloads less personal data, one JSON object each
    raw: list[bytes] | SpooledLines = msgspec.field(default_factory=list)
    control: dict[str, dict[str, int]] = msgspec.field(default_factory=dict)
    request_count: int = 0
    known_at: datetime | None = None
    source_name: str | None = None
    source_sha256: str | None = None
    # shops that did not answer, and why: (shop id, message); the others' rows are here
    failures: list[tuple[str, str]] = msgspec.field(default_factory=list)
    retry_shops: list[str] = msgspec.field(default_factory=list)
    drift: Drift = Drift()


class LandingStore(Protocol):
    """Where batches live. A local folder now; an object store needs these four."""

    def commit(self, draft: BatchDraft, *, landed_at: datetime, code_version: str) -> Manifest:
        """Write a batch so that it is there whole or not at all."""
        ...

    def manifests(self, platform: str = "*", kind: str = "*") -> list[Manifest]:
        """All committed batches, oldest landing first; of one platform or kind where named."""
        ...

    def batch_path(self, manifest: Manifest) -> Path:
        """The folder of a committed batch."""
        ...

    def write_verdict(self, manifest: Manifest, verdict: bytes) -> None:
        """Put the verdict beside the manifest."""
        ...


class LocalLanding:
    """Batches under `root/<platform>/<kind>/<batch_id>/`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def commit(self, draft: BatchDraft, *, landed_at: datetime, code_version: str) -> Manifest:
        """Write the batch and make it visible by one rename; gives its manifest.

        Raises FatalFeedError where a table is missing or does not have its canonical columns.
        """
        schemas = KIND_TABLES.get(draft.kind) or {n: t.schema for n, t in draft.tables.items()}
        _require_tables(draft, schemas)
        parent = self.root / draft.platform / draft.kind
        parent.mkdir(parents=True, exist_ok=True)
        temporary = parent / f".tmp-{uuid.uuid4().hex}"
        temporary.mkdir()
        try:
            spool = _spool_of(draft, schemas)
            files = _write_files(spool, temporary)
            shop_rows = _shop_rows(draft, spool)
            return self._rename(
                draft,
                files,
                schemas,
                temporary,
                shop_rows=shop_rows,
                landed_at=landed_at,
                code_version=code_version,
            )
        finally:
            shutil.rmtree(temporary, ignore_errors=True)

    def _rename(
        self,
        draft: BatchDraft,
        files: dict[str, FileEntry],
        schemas: dict[str, pa.Schema],
        temporary: Path,
        *,
        shop_rows: dict[str, int],
        landed_at: datetime,
        code_version: str,
    ) -> Manifest:
        parent = temporary.parent
        stem = f"{draft.window.compact()}-{draft.window_kind}"
        ordinal = 1 + sum(1 for _ in parent.glob(f"{stem}-r*"))
        while True:
            manifest = Manifest(
                batch_id=f"{draft.platform}-{draft.kind}-{stem}-r{ordinal:04d}",
                platform=draft.platform,
                kind=draft.kind,
                window_kind=draft.window_kind,
                window_start=draft.window.start,
                window_end=draft.window.end,
                shops_asked=sorted(draft.shops_asked),
                shops_answered=sorted(draft.shops_answered),
                files=files,
                control=draft.control,
                request_count=draft.request_count,
                schema_hash=schema_hash(schemas),
                code_version=code_version,
                landed_at=landed_at,
                known_at=draft.known_at,
                source_name=draft.source_name,
                source_sha256=draft.source_sha256,
                failures=draft.failures,
                retry_shops=draft.retry_shops,
                drift=draft.drift,
                shop_rows=shop_rows,
            )
            _write_durably(
                temporary / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1)
            )
            _fsync_folder(temporary)
            try:
                # on POSIX a rename onto a folder that holds files fails: nothing is overwritten
                temporary.rename(parent / f"{stem}-r{ordinal:04d}")
            except OSError:
                if not (parent / f"{stem}-r{ordinal:04d}").exists():
                    raise
                ordinal += 1
                continue
            _fsync_folder(parent)
            return manifest

    def manifests(self, platform: str = "*", kind: str = "*") -> list[Manifest]:
        """All committed batches, oldest landing first (then by id); of one platform or kind."""
        found = [
            msgspec.json.decode(path.read_bytes(), type=Manifest)
            for path in self.root.glob(f"{platform}/{kind}/[!.]*/{MANIFEST}")
        ]
        return sorted(found, key=lambda m: (m.landed_at, m.batch_id))

    def batch_path(self, manifest: Manifest) -> Path:
        """The folder of a committed batch."""
        stem = manifest.batch_id.removeprefix(f"{manifest.platform}-{manifest.kind}-")
        return self.root / manifest.platform / manifest.kind / stem

    def write_verdict(self, manifest: Manifest, verdict: bytes) -> None:
        """Put `verdict.json` beside the manifest, whole or not at all."""
        folder = self.batch_path(manifest)
        temporary = folder / f".{VERDICT}-{uuid.uuid4().hex}"
        _write_durably(temporary, verdict)
        temporary.rename(folder / VERDICT)
        _fsync_folder(folder)


def _require_tables(draft: BatchDraft, schemas: dict[str, pa.Schema]) -> None:
    where = f"{draft.platform}/{draft.kind} {draft.window}"
    if set(draft.tables) != set(schemas):
        raise FatalFeedError(
            f"a batch needs the tables {sorted(schemas)}, this one has {sorted(draft.tables)}",
            where=where,
            advice="this is a fault of the connector: report it with this line",
        )
    if isinstance(draft.tables, SpooledTables):
        # they have been written by their schemas
        return
    for name, schema in schemas.items():
        if not draft.tables[name].schema.equals(schema):
            raise FatalFeedError(
                f"table {name} does not have its canonical columns",
                where=where,
                advice="this is a fault of the connector: report it with this line",
            )


def _spool_of(draft: BatchDraft, schemas: dict[str, pa.Schema]) -> Spool:
    """The rows of the draft, however it holds them."""
    if isinstance(draft.tables, SpooledTables):
        return draft.tables.spool
    return Spool.holding(schemas, draft.tables, list(draft.raw))


def _shop_rows(draft: BatchDraft, spool: Spool) -> dict[str, int]:
    """Rows by shop, for feeds; a register has no shops that could fall silent."""
    schema = spool.schemas.get(draft.kind)
    if draft.kind not in KIND_TABLES or schema is None or "shop_id" not in schema.names:
        return {}
    counted: Counter[str | None] = Counter()
    for piece in spool.pieces(draft.kind, ["shop_id"]):
        counted.update(piece["shop_id"].to_pylist())
    shops = {shop for shop in counted if shop is not None} | set(draft.shops_answered)
    return {shop: counted[shop] for shop in sorted(shops)}


def _write_files(spool: Spool, folder: Path) -> dict[str, FileEntry]:
    files: dict[str, FileEntry] = {}
    for name in sorted(spool.schemas):
        path = folder / f"{name}.parquet"
        spool.write_table(name, path)
        files[path.name] = _entry(path, spool.control[name]["row_count"])
    if spool.raw_count:
        path = folder / RAW
        spool.write_raw(path)
        files[path.name] = _entry(path, spool.raw_count)
    return files


def _entry(path: Path, row_count: int) -> FileEntry:
    with path.open("rb+") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
        os.fsync(handle.fileno())
    return FileEntry(sha256=digest, size_bytes=path.stat().st_size, row_count=row_count)


def _write_durably(path: Path, data: bytes) -> None:
    with path.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def _fsync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
