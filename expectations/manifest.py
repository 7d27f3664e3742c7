"""The manifest of a landed batch, as this package reads it.

The form is stated here a second time on purpose: whoever writes a batch does not also decide how
it is judged. A contract test compares the two. Keep out: writing, judging.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from expectations.errors import EvidenceBroken, EvidenceMissing

MANIFEST = "manifest.json"
RAW = "raw.jsonl.zst"


class FileEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Digest, size and (for tables and raw records) number of rows of one file."""

    sha256: str
    size_bytes: int
    row_count: int | None = None


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """Names of fields and codes of states that nobody has named, with how often they came."""

    fields: dict[str, int] = {}
    states: dict[str, int] = {}


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a batch says of itself. Times are naive Beijing time, control totals are fen."""

    batch_id: str
    platform: str
    kind: str
    window_kind: str
    window_start: datetime
    window_end: datetime
    shops_asked: list[str]
    shops_answered: list[str]
    files: dict[str, FileEntry]
    control: dict[str, dict[str, int]]
    schema_hash: str
    landed_at: datetime
    drift: Drift = Drift()
    # rows of the main table by shop; empty for registers
    shop_rows: dict[str, int] = {}

    def table_names(self) -> list[str]:
        """Names of the tables of the batch, without the ending, sorted."""
        return sorted(n.removesuffix(".parquet") for n in self.files if n.endswith(".parquet"))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the batch in `folder`.

    Raises EvidenceMissing where there is none (the batch was never committed) and EvidenceBroken
    where it does not have the form of a manifest.
    """
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise EvidenceMissing(
            "this folder holds no committed batch: it has no manifest",
            where=str(folder),
            advice="land the window again; a folder without manifest is never read",
        ) from None
    try:
        return msgspec.json.decode(data, type=Manifest)
    except msgspec.MsgspecError as error:
        raise EvidenceBroken(
            f"the manifest can't be read: {error}",
            where=str(path),
            advice="restore the file from the backup, or land the window again",
        ) from error
