"""Lands export files and ledgers; a file that has landed before changes nothing.

Keep out: the form of any file.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from connectors.core.landing import BatchDraft, LocalLanding
from connectors.files.feeds import FileReading, read_file
from orchestration.errors import SetupError
from orchestration.home import Home
from orchestration.ingest import Landed, buyer_key, county_of, land_draft
from orchestration.settings import Settings, beijing_time_of


class Imported(NamedTuple):
    """What was read, what landed, and which batches held the same file already."""

    reading: FileReading
    landed: list[Landed]
    already_landed: list[str]


def import_orders(
    home: Home,
    settings: Settings,
    feed: str,
    path: Path,
    *,
    shop_id: str,
    lines_path: Path | None,
    known_at: datetime | None,
    landed_at: datetime,
    expected_sha256: str | None = None,
) -> Imported:
    """Read an export file or ledger and land its batches. Times are naive Beijing time.

    `known_at` is when the figures were exported; without it, the file's own date stands. Where
    `expected_sha256` is given, a file that reads as other bytes lands nothing.

    Raises ConnectorError where the file can't be read; nothing lands then.
    """
    if not path.is_file():
        raise SetupError(
            "there is no such file", where=str(path), advice="check the path of the export file"
        )
    reading = read_file(
        feed,
        path,
        shop_id=shop_id,
        hmac_key=buyer_key(home, settings),
        resolve_county=county_of,
        lines_path=lines_path,
        known_at=known_at or beijing_time_of(path.stat().st_mtime),
    )
    found_sha256 = reading.report.source_sha256
    if expected_sha256 is not None and found_sha256 != expected_sha256:
        raise SetupError(
            "the file changed while it was being read",
            where=str(path),
            advice="wait until it is written, then mark it again with its own digest",
        )
    landed: list[Landed] = []
    already: list[str] = []
    for draft in reading.drafts:
        earlier = _same_file(home, draft)
        if earlier is None:
            landed.append(land_draft(home, draft, landed_at=landed_at))
        else:
            already.append(earlier)
    return Imported(reading, landed, already)


def _same_file(home: Home, draft: BatchDraft) -> str | None:
    for manifest in LocalLanding(home.landing).manifests():
        if (
            manifest.source_sha256
            and manifest.source_sha256 == draft.source_sha256
            and (manifest.platform, manifest.kind) == (draft.platform, draft.kind)
            and manifest.shops_asked == sorted(draft.shops_asked)
        ):
            return manifest.batch_id
    return None
