"""The log of who looked at a name, and what was done to codes; written before the deed.

One JSON object a line, each with the digest of the line before: a line that is changed or taken
out breaks the chain. What is cut off the end shows only against a digest noted elsewhere.
Keep out: names and numbers; whether somebody may (orchestration).
"""

from __future__ import annotations

import hashlib
import os
from datetime import datetime
from pathlib import Path

import msgspec

from connectors.core.errors import FatalFeedError

_START = "0" * 64


class Deed(msgspec.Struct, frozen=True, kw_only=True):
    """One line: when (naive Beijing time), who, what, on which codes or county, and why."""

    at: datetime
    user: str
    action: str
    subjects: list[str]
    reason: str = ""
    before_sha256: str = ""


def append(path: Path, deed: Deed) -> str:
    """Write one line and wait until the disk has it; the new line's digest.

    The caller holds the identity lock. Raises FatalFeedError where the log is broken.
    """
    line = msgspec.json.encode(msgspec.structs.replace(deed, before_sha256=verify(path)))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(line + b"\n")
        handle.flush()
        os.fsync(handle.fileno())
    return _digest(line)


def verify(path: Path) -> str:
    """The digest of the last line. Raises FatalFeedError naming the first line that fits not."""
    last = _START
    lines = path.read_bytes().splitlines() if path.exists() else []
    for number, line in enumerate(lines, start=1):
        try:
            before = msgspec.json.decode(line, type=Deed).before_sha256
        except msgspec.DecodeError:
            before = ""
        if before != last:
            raise FatalFeedError(
                "the audit log was changed or damaged",
                where=f"{path}, line {number}",
                advice="keep a copy for whoever is responsible for data protection, then move the "
                "log aside; what it watches over stays closed until then",
            )
        last = _digest(line)
    return last


def _digest(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
