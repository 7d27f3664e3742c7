"""The desk's own log: who did what for which county, with the file's digest and what came of it.

Written before the deed (so that nothing is done unseen) and after it with its result; each line
carries the digest of the one before. Keep out: cells of a file, names of persons.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec
from filelock import FileLock

from connectors.registers.identity import audit
from orchestration.desk.people import Person
from orchestration.home import Home

_LOG = "trail.jsonl"
_COUNTY = "county "


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line for the page."""

    at: datetime
    login: str
    action: str
    county_code: str | None
    subjects: list[str]
    reason: str


def note(
    home: Home,
    person: Person,
    action: str,
    *,
    at: datetime,
    county_code: str,
    subjects: list[str],
    reason: str = "",
) -> None:
    """Write one line and wait for the disk. Raises FatalFeedError where the log is broken."""
    with _locked(home) as path:
        audit.append(
            path,
            audit.Deed(
                at=at,
                user=person.login,
                action=action,
                subjects=[f"{_COUNTY}{county_code}", *subjects],
                reason=reason,
            ),
        )


def entries(home: Home, *, most: int) -> list[Entry]:
    """The newest lines first. Raises FatalFeedError where a line was changed or taken out."""
    with _locked(home) as path:
        audit.verify(path)
        lines = path.read_bytes().splitlines() if path.exists() else []
    return [_entry(msgspec.json.decode(line, type=audit.Deed)) for line in lines[-most:][::-1]]


def _entry(deed: audit.Deed) -> Entry:
    counties = [s.removeprefix(_COUNTY) for s in deed.subjects if s.startswith(_COUNTY)]
    return Entry(
        at=deed.at,
        login=deed.user,
        action=deed.action,
        county_code=counties[0] if counties else None,
        subjects=[s for s in deed.subjects if not s.startswith(_COUNTY)],
        reason=deed.reason,
    )


@contextmanager
def _locked(home: Home) -> Iterator[Path]:
    home.desk.mkdir(mode=0o700, exist_ok=True)
    with FileLock(home.desk / "trail.lock", mode=0o600):
        yield home.desk / _LOG
