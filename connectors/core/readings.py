"""Which reading of a record lands, where a window is read a part at a time.

A record that changes while a shop is read may come in two parts of the window. Rows of earlier
parts may lie aside by then, so what is remembered of each record is the digest of the reading that
counts, and readings that a newer one followed are dropped when the rows are taken from there.
The newest is the one that changed last, and of two with one time the one with the greater digest,
as the warehouse decides between batches. Source: design, section 2.
Keep out: how rows are stored, what a record is.
"""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from connectors.core.aside import Packed
from connectors.core.privacy import payload_sha256

_DIGEST = "payload_sha256"
#: long before any platform
_LONG_AGO = datetime(1900, 1, 1)
_DAY_SECONDS = 86_400
#: microseconds of a second
_TICKS = 1_000_000
_TIME_BYTES = 8


class Readings:
    """The readings of one shop's records; each is told by `is_newest` before its rows are kept."""

    def __init__(self) -> None:
        # a million of them may be held: 40 bytes are less than a time and a text
        self._newest: dict[str, bytes] = {}
        self._outdated: set[str] = set()
        #: how many readings were of a record that had come before
        self.repeated = 0

    def is_newest(self, record_id: str, modified_at: datetime | None, digest: str) -> bool:
        """Whether to keep this reading: the record is new, or this is a newer state of it.

        A record without an id is always new. An unknown time is older than any.
        """
        if not record_id:
            return True
        reading = _key(modified_at, digest)
        held = self._newest.setdefault(record_id, reading)
        if held is reading:
            return True
        self.repeated += 1
        if reading <= held:
            return False
        self._newest[record_id] = reading
        self._outdated.add(held[_TIME_BYTES:].hex())
        if digest not in self._outdated:
            return True
        # the same payload as before: its rows are there
        self._outdated.discard(digest)
        return False

    def settle(self) -> None:
        """Nothing more comes: only which readings are outdated is still needed."""
        self._newest.clear()

    def latest_of(self, packed: Packed) -> Packed:
        """The rows and payloads that no newer reading followed."""
        if not self._outdated:
            return packed
        outdated = pa.array(sorted(self._outdated), pa.string())
        tables = {
            name: table.filter(pc.invert(pc.is_in(table[_DIGEST], value_set=outdated)))
            for name, table in packed.tables.items()
        }
        payloads = packed.lines.splitlines()
        return Packed.of(tables, [p for p in payloads if payload_sha256(p) not in self._outdated])


def _key(modified_at: datetime | None, digest: str) -> bytes:
    """Bytes that sort as the readings do."""
    if modified_at is None:
        ticks = 0
    else:
        since = modified_at - _LONG_AGO
        ticks = max(1, (since.days * _DAY_SECONDS + since.seconds) * _TICKS + since.microseconds)
    return ticks.to_bytes(_TIME_BYTES, "big") + bytes.fromhex(digest)
