"""Keeps one record: its payload, and its canonical rows or one row of quarantine.

Keep out: how any record becomes rows (each platform's mapping.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec

from connectors.core.canonical_rows import QuarantineRow
from connectors.core.cells import rejected
from connectors.core.errors import RecordRejected
from connectors.core.privacy import payload_sha256
from connectors.core.pulls import ShopHarvest

_ENCODER = msgspec.json.Encoder()
#: canonical table → the record's rows in it
RowsByTable = Mapping[str, Sequence[msgspec.Struct]]


class Doubt(NamedTuple):
    """What can still be told of a record that can't be read exactly; null what can't."""

    amount_fen: int | None
    occurred_at: datetime | None
    modified_at: datetime | None


class Place(NamedTuple):
    """Which record of which feed; `source` names interface and shop."""

    platform: str
    kind: str
    record_id: str
    source: str


class _Salvaged(Protocol):
    """A record struct of salvage.py: `unreadable` names its first field of another type."""

    @property
    def unreadable(self) -> str | None: ...


def keep(
    record: _Salvaged,
    harvest: ShopHarvest,
    place: Place,
    *,
    make: Callable[[str], RowsByTable],
    doubt: Callable[[], Doubt],
) -> None:
    """Add a record to the harvest, unless the same or a newer reading of it is there already.

    `record` must already be without personal data: it is what is written to the raw file. `make`
    gets its digest and gives its rows, or raises RecordRejected; then `doubt` is asked.
    """
    payload = _ENCODER.encode(record)
    digest = payload_sha256(payload)
    state = None
    try:
        refuse_unreadable(record)
        rows = make(digest)
    except RecordRejected as reject:
        state = reject.state
        row = QuarantineRow(
            place.platform,
            place.kind,
            place.record_id,
            reject.reason,
            place.source,
            *doubt(),
            payload_sha256=digest,
        )
        rows = {"quarantine": [row]}
    if not harvest.readings.is_newest(place.record_id, _modified_at(rows, place.kind), digest):
        return
    if state is not None:
        harvest.unknown_states[state] = harvest.unknown_states.get(state, 0) + 1
    harvest.raw.append(payload)
    for table, found in rows.items():
        harvest.rows[table] += found
    harvest.pack_when_large(place.kind)


def _modified_at(rows: RowsByTable, kind: str) -> datetime | None:
    """When the record changed last; null where that can't be read."""
    found = rows.get(kind) or rows.get("quarantine")
    modified_at: datetime | None = getattr(found[0], "modified_at", None) if found else None
    return modified_at


def refuse_unreadable(record: _Salvaged) -> None:
    """Reject a record that has a field of another type than the platform states."""
    if record.unreadable is not None:
        raise rejected(
            f"unreadable:{record.unreadable}",
            f"{record.unreadable} is not of the type that the platform states",
        )
