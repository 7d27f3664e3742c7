"""The inbox: files that were dropped and marked as whole are landed, all others are told why not.

A file counts as dropped when a mark lies beside it: `sales.xlsx.done`, whose text begins with the
SHA-256 of `sales.xlsx` (as `sha256sum` writes it). So a file that is still being written, or was
copied by half, is never read. What has landed gets a receipt; the file itself stays as it is.
Source: reliability.md, fault 59. Keep out: the form of any file, schedules.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal, NamedTuple

from connectors.core.errors import ConnectorError
from connectors.core.landing import LocalLanding
from connectors.files.forms import form_of
from orchestration.errors import OrchestrationError, SetupError
from orchestration.home import Home
from orchestration.importing import Imported, import_orders
from orchestration.settings import Settings

MARK = ".done"
RECEIPT = ".receipt.json"

# what `sha256sum` writes: the digest, and the name after two signs
_MARKED = re.compile(r"([0-9a-fA-F]{64})(?:[ \t]+\*?(\S.*?))?\s*")
_LONGEST_MARK_BYTES = 1024
_LINES = "__lines"


class Outcome(NamedTuple):
    """What became of one file of the inbox; `message` says what happened and what to do next."""

    path: Path
    state: Literal["landed", "landed before", "waiting", "refused"]
    message: str


def inbox_of(home: Home) -> Path:
    """The inbox of a home: `<feed>/<shop>/` below it, for a ledger its keeper's code as shop."""
    return home.root / "inbox"


def scan_inbox(home: Home, settings: Settings, *, landed_at: datetime) -> list[Outcome]:
    """Look through the inbox once, in order of names, and land what is whole.

    `landed_at` is naive Beijing time. One refused file stops no other. A second scan of the same
    inbox lands nothing.
    """
    return [_settle(home, settings, path, landed_at=landed_at) for path in _dropped(inbox_of(home))]


def pending_files(home: Home) -> list[tuple[Path, str]]:
    """Marked files that have not landed as their mark says, each with what its mark says.

    Nothing is read but marks and receipts; whether a file is whole is seen when it is landed.
    """
    found = []
    for path in _dropped(inbox_of(home)):
        mark = path.with_name(path.name + MARK)
        if mark.is_symlink() or not mark.is_file():
            continue
        told = mark.read_bytes()[:_LONGEST_MARK_BYTES].decode("utf-8", "replace").strip()
        if _receipt_of(path) != told[:64].lower():
            found.append((path, told))
    return found


def _dropped(inbox: Path) -> Iterator[Path]:
    """Files three levels down, marks and receipts apart; a mark without its file stands for it."""
    found: set[Path] = set()
    for path in inbox.glob("*/*/*"):
        if path.name.startswith(".") or path.name.endswith(RECEIPT):
            continue
        found.add(path.with_name(path.name.removesuffix(MARK)))
    return iter(sorted(path for path in found if not path.stem.endswith(_LINES)))


def _settle(home: Home, settings: Settings, path: Path, *, landed_at: datetime) -> Outcome:
    mark = path.with_name(path.name + MARK)
    if not mark.exists() and not mark.is_symlink():
        return Outcome(path, "waiting", f"no {mark.name} beside it yet: write it when the file is")
    try:
        sha256 = _require_whole(path, mark)
        if _receipt_of(path) == sha256:
            return Outcome(path, "landed before", "this file has landed, nothing to change")
        feed, shop_id = path.parent.parent.name, path.parent.name
        _require_new_name(home, path, sha256, platform=form_of(feed).platform, shop_id=shop_id)
        imported = import_orders(
            home,
            settings,
            feed,
            path,
            shop_id=shop_id,
            lines_path=_lines_of(path),
            known_at=None,
            landed_at=landed_at,
            expected_sha256=sha256,
        )
    except (ConnectorError, OrchestrationError) as error:
        return Outcome(path, "refused", f"{error.what} [{error.where}] Next: {error.advice}")
    _write_receipt(path, sha256, imported, landed_at)
    return Outcome(
        path, "landed" if imported.landed else "landed before", "; ".join(_told(imported))
    )


def _require_whole(path: Path, mark: Path) -> str:
    """The file's digest, which is the one in its mark; anything else is refused."""
    for each in (path, mark):
        if each.is_symlink() or not each.is_file():
            raise _refused(
                "the mark has no file, or one of them is a link",
                each,
                "drop the file itself, then its mark",
            )
    if mark.stat().st_size > _LONGEST_MARK_BYTES:
        raise _refused("the mark is too long", mark, "write the file's SHA-256 into it")
    found = _MARKED.fullmatch(mark.read_text(encoding="utf-8", errors="replace"))
    if not found:
        raise _refused("the mark holds no digest", mark, "write the file's SHA-256 into it")
    if found[2] not in (None, path.name):
        raise _refused("the mark names another file", mark, f"name {path.name} in it, or none")
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    if digest != found[1].lower():
        raise _refused(
            "the file is not the one that was marked: still being written, or changed since",
            path,
            "wait until it is written, then mark it again with its own digest",
        )
    return digest


def _require_new_name(home: Home, path: Path, sha256: str, *, platform: str, shop_id: str) -> None:
    """Refuse a name under which other content has landed: it would pass for that file."""
    for manifest in LocalLanding(home.landing).manifests():
        if (
            manifest.source_name == path.name
            and manifest.source_sha256 != sha256
            and manifest.platform == platform
            and manifest.shops_asked == [shop_id]
        ):
            raise _refused(
                f"other content has landed under this name as {manifest.batch_id}",
                path,
                "give the corrected file a name of its own, with its own mark",
            )


def _lines_of(path: Path) -> Path | None:
    """The line file of a report, `<name>__lines.<ending>`, which needs a mark as well."""
    lines = path.with_name(f"{path.stem}{_LINES}{path.suffix}")
    if not lines.exists():
        return None
    _require_whole(lines, lines.with_name(lines.name + MARK))
    return lines


def _receipt_of(path: Path) -> str | None:
    receipt = path.with_name(path.name + RECEIPT)
    if not receipt.is_file():
        return None
    try:
        return str(json.loads(receipt.read_bytes())["sha256"])
    except (ValueError, KeyError, TypeError):
        # cut off while it was written: the landed batches tell the same
        return None


def _write_receipt(path: Path, sha256: str, imported: Imported, landed_at: datetime) -> None:
    receipt = path.with_name(path.name + RECEIPT)
    batches = [landed.manifest.batch_id for landed in imported.landed]
    told = {
        "sha256": sha256,
        "landed_at": landed_at.isoformat(),
        "batches": [*imported.already_landed, *batches],
        "report": imported.reading.report.sentences(),
    }
    temporary = receipt.with_name(f".{receipt.name}.tmp")
    temporary.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    temporary.replace(receipt)


def _told(imported: Imported) -> list[str]:
    told = [f"landed before as {batch_id}" for batch_id in imported.already_landed]
    for landed in imported.landed:
        state = "accepted" if landed.verdict.accepted else "HELD, see `shanhuo status`"
        told.append(f"{landed.manifest.batch_id} {state}")
    return told


def _refused(what: str, where: Path, advice: str) -> SetupError:
    return SetupError(what, where=str(where), advice=advice)
