"""Joins what a figure's lines name to what landed: the register rows and the batches behind them.

Shows codes and keys, never a name. Keep out: figures (bulletins.tracing), judging.
Source: design, sections 2 and 4.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.dataset as ds

from bulletins.tracing.listings import Record
from bulletins.tracing.movements import Movement
from connectors.core.landing import LocalLanding, Manifest
from connectors.registers.drafts import PLATFORM as REGISTERS
from connectors.registers.specs import register_spec
from orchestration.errors import SetupError

# what of a register an evidence id names, in its order; of several ways any may be meant
KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "shops": (("platform", "shop_id"),),
    "codes": (("merchant_code",),),
    "boxes": (("box_code",),),
    "products": (("product_code",),),
    "brand_users": (("brand_code", "product_code"),),
    "certificates": (("product_code",),),
    "agreements": (("agreement_no",),),
    "deliveries": (("batch_code",), ("agreement_no",)),
    "decisions": (("platform", "order_id"),),
    "programme_regions": (("programme", "region_set", "region_code"),),
    "programme_targets": (("programme", "indicator_code", "region_code", "year"),),
}
_TOLD = ("valid_from", "valid_to", "recorded_at", "load_id")
# when a load was recorded, its id and batch; its rows of one key, as landed and as told
_Said = tuple[tuple[Any, ...], list[tuple[dict[str, Any], "RegisterRow"]]]
# evidence that stands in the order or the item itself
IN_THE_LINE = {"attribute": "商品产地属性", "title": "商品标题"}


class BatchProof(msgspec.Struct, frozen=True, kw_only=True):
    """A batch of a figure, with what its lines come to (fen, payments and refunds)."""

    batch_id: str
    platform: str
    # what it holds: orders, refunds, …
    kind: str
    window_kind: str
    window_start: datetime
    window_end: datetime
    landed_at: datetime
    source_name: str | None
    source_sha256: str | None
    # digest of each table of the batch
    sha256: dict[str, str]
    fen: int
    movement_count: int


class RegisterRow(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a register row: its key, validity, load and file."""

    valid_from: date | None
    valid_to: date | None
    recorded_at: datetime | None
    load_id: str
    batch_id: str
    source_name: str | None
    sha256: str


class EvidenceProof(msgspec.Struct, frozen=True, kw_only=True):
    """An evidence id with the register rows behind it; none where the line itself is evidence."""

    evidence_id: str
    grade: str
    register: str | None
    told_by: str
    rows: list[RegisterRow]
    fen: int
    movement_count: int


def batches_of(
    store: LocalLanding, movements: Iterable[Movement | Record], *, build_batches: list[str]
) -> list[BatchProof]:
    """The batches that the lines or records come from, by id; unknown amounts add nothing.

    Raises SetupError where a line names a batch that its build did not read or landing lost.
    """
    manifests = {m.batch_id: m for m in store.manifests()}
    sums: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for m in movements:
        fen, count = sums[m.batch_id or ""]
        sums[m.batch_id or ""] = (fen + (m.fen or 0), count + 1)
    found = []
    for batch_id, (fen, count) in sorted(sums.items()):
        manifest = manifests.get(batch_id)
        if manifest is None or batch_id not in build_batches:
            raise SetupError(
                f"{count} payments or refunds come from the batch {batch_id!r}, which "
                f"{'landing lost' if manifest is None else 'the build did not read'}",
                where=str(store.root),
                advice="restore landing from the backup; it is the archive of record",
            )
        found.append(_batch(manifest, fen, count))
    return found


def evidence_of(
    store: LocalLanding, movements: Iterable[Movement], *, build_batches: list[str]
) -> list[EvidenceProof]:
    """The evidence that places the lines, by id and grade, with the register rows in force."""
    days: dict[tuple[str, str], list[Movement]] = defaultdict(list)
    for m in movements:
        days[(m.evidence_id or "", m.grade)].append(m)
    registers = _Registers(store, build_batches)
    found = []
    for (evidence_id, grade), lines in sorted(days.items()):
        register, key = _register_key(evidence_id)
        booked = [m.booked_on for m in lines]
        rows = registers.rows(register, key, min(booked), max(booked)) if register else []
        if register and not rows:
            raise SetupError(
                f"the evidence {evidence_id} has no row in the register {register}",
                where=str(store.root / REGISTERS / register),
                advice="restore landing from the backup; it is the archive of record",
            )
        found.append(
            EvidenceProof(
                evidence_id=evidence_id,
                grade=grade,
                register=register,
                told_by=_told_by(evidence_id, register),
                rows=rows,
                fen=sum(m.fen for m in lines),
                movement_count=len(lines),
            )
        )
    return found


def registers_of(
    store: LocalLanding,
    records: Iterable[Record],
    *,
    build_batches: list[str],
    first_on: date,
    last_on: date,
) -> list[EvidenceProof]:
    """The register rows that records name, in force on any day from `first_on` to `last_on`.

    A place may have had more codes than one: a record whose code has no row is left out, and
    SetupError is raised where no record has one.
    """
    registers = _Registers(store, build_batches)
    found, named = [], []
    for record in records:
        register, key = _register_key(record.evidence_id or "")
        if register is None:
            continue
        named.append(str(record.evidence_id))
        rows = registers.rows(register, key, first_on, last_on)
        if rows:
            found.append(
                EvidenceProof(
                    evidence_id=str(record.evidence_id),
                    grade="",
                    register=register,
                    told_by=_told_by("", register),
                    rows=rows,
                    fen=record.fen or 0,
                    movement_count=0,
                )
            )
    if named and not found:
        raise SetupError(
            f"none of {len(named)} register rows is in landing, first {named[0]}",
            where=str(store.root / REGISTERS),
            advice="restore landing from the backup; it is the archive of record",
        )
    return found


def _batch(manifest: Manifest, fen: int, count: int) -> BatchProof:
    return BatchProof(
        batch_id=manifest.batch_id,
        platform=manifest.platform,
        kind=manifest.kind,
        window_kind=manifest.window_kind,
        window_start=manifest.window_start,
        window_end=manifest.window_end,
        landed_at=manifest.landed_at,
        source_name=manifest.source_name,
        source_sha256=manifest.source_sha256,
        sha256={name: file.sha256 for name, file in sorted(manifest.files.items())},
        fen=fen,
        movement_count=count,
    )


def _register_key(evidence_id: str) -> tuple[str | None, tuple[str, ...]]:
    """Register and key of an evidence id; shops end with their grades, which are no part of it."""
    register, _, rest = evidence_id.partition(":")
    if register not in KEYS:
        return None, ()
    if register == "shops":
        rest = rest.rpartition(":")[0]
    return register, tuple(rest.split(":", len(KEYS[register][0]) - 1))


def _told_by(evidence_id: str, register: str | None) -> str:
    if register:
        return f"登记表 {register}"
    return IN_THE_LINE.get(evidence_id.partition(":")[0], "无认定依据")


class _Registers:
    """The register rows of a build by key; each register is read once."""

    def __init__(self, store: LocalLanding, build_batches: list[str]) -> None:
        self._store = store
        self._batches = set(build_batches)
        self._known: dict[str, dict[tuple[str, ...], list[RegisterRow]]] = {}

    def rows(
        self, register: str, key: tuple[str, ...], first_on: date, last_on: date
    ) -> list[RegisterRow]:
        """Rows in force on any day from `first_on` to `last_on`, as the newest load states them."""
        if register not in self._known:
            self._known[register] = self._read(register)
        return [
            row
            for row in self._known[register].get(key, [])
            if (row.valid_from is None or row.valid_from <= last_on)
            and (row.valid_to is None or row.valid_to > first_on)
        ]

    def _read(self, register: str) -> dict[tuple[str, ...], list[RegisterRow]]:
        """Rows by what evidence names them by; a key's rows are those of its newest load."""
        whole = register_spec(register).whole_key()
        named = sorted({*whole, *(name for way in KEYS[register] for name in way)})
        standing: dict[tuple[str, ...], _Said] = {}
        for manifest in self._store.manifests(REGISTERS, register):
            if manifest.batch_id not in self._batches:
                continue
            path: Path = self._store.batch_path(manifest) / f"{register}.parquet"
            present = [n for n in (*named, *_TOLD) if n in ds.dataset(path).schema.names]
            for values in ds.dataset(path).to_table(columns=present).to_pylist():
                key = tuple(str(values.get(name)) for name in whole)
                said = (values["recorded_at"], values["load_id"], manifest.batch_id)
                if key not in standing or standing[key][0] < said:
                    standing[key] = (said, [])
                if standing[key][0] == said:
                    row = _register_row(values, manifest, path.name)
                    standing[key][1].append((values, row))
        found: dict[tuple[str, ...], list[RegisterRow]] = defaultdict(list)
        for _, rows in standing.values():
            for values, row in rows:
                for way in KEYS[register]:
                    found[tuple(str(values.get(name)) for name in way)].append(row)
        return found


def _register_row(values: dict[str, object], manifest: Manifest, file: str) -> RegisterRow:
    told = {name: values[name] for name in _TOLD}
    return msgspec.convert(
        told
        | {
            "batch_id": manifest.batch_id,
            "source_name": manifest.source_name,
            "sha256": manifest.files[file].sha256,
        },
        RegisterRow,
        strict=False,
    )
