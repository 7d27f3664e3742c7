"""The batch of a ledger file. Keep out: reading files, judging batches."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pyarrow as pa

from connectors.core.canonical import LEDGER, QUARANTINE
from connectors.core.drift import Drift
from connectors.core.landing import BatchDraft
from connectors.core.privacy import payload_sha256
from connectors.core.windows import Window
from connectors.files.ledger.rows import LedgerReading
from connectors.files.ledger.sale import LedgerRow

PLATFORM = "offline"
# so long after its first day a month is over
_MONTH = timedelta(days=31)


def make_draft(found: LedgerReading, *, reporter_code: str, known_at: datetime) -> BatchDraft:
    """One batch of the ledger of one keeper.

    `known_at` (naive Beijing time) is when the keeper knew these figures: it stands as every row's
    modification time, so a ledger sent again with corrections replaces its rows.
    """
    rows = [
        {
            "platform": PLATFORM,
            "reporter_code": reporter_code,
            "modified_at": known_at,
            "payload_sha256": payload_sha256(payload),
            **msgspec.structs.asdict(row),
        }
        for row, payload in found.rows
    ]
    quarantine = [
        {
            "platform": PLATFORM,
            "kind": "ledger",
            "record_id": rejected.record_id and f"{reporter_code}/{rejected.record_id}",
            "reason": rejected.reason,
            "source": rejected.source,
            "amount_fen": rejected.amount_fen,
            "occurred_at": rejected.occurred_at,
            "modified_at": known_at,
            "payload_sha256": rejected.payload_sha256,
        }
        for rejected in found.rejected
    ]
    return BatchDraft(
        platform=PLATFORM,
        kind="ledger",
        window_kind="file",
        window=_window([row for row, _ in found.rows]),
        shops_asked=[reporter_code],
        shops_answered=[reporter_code],
        tables={
            "ledger": pa.Table.from_pylist(rows, schema=LEDGER),
            "quarantine": pa.Table.from_pylist(quarantine, schema=QUARANTINE),
        },
        raw=[payload for _, payload in found.rows],
        control={"ledger": {"amount_fen": sum(row.amount_fen for row, _ in found.rows)}},
        known_at=known_at,
        source_name=found.file_name,
        source_sha256=found.sha256,
        drift=Drift(fields=found.unknown_columns),
    )


def _window(rows: list[LedgerRow]) -> Window:
    """From the first day told to the end of the last, of a month to its end."""
    return Window(min(row.occurred_at for row in rows), max(_end(row) for row in rows))


def _end(row: LedgerRow) -> datetime:
    if row.precision == "day":
        return row.occurred_at + timedelta(days=1)
    return (row.occurred_at + _MONTH).replace(day=1)
