"""What reading a ledger came to, in numbers its keeper can compare. Keep out: rows, codes."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import msgspec

from connectors.files.ledger.rows import LedgerReading


class LedgerReport(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of rows, and fen of the rows in force; `by_channel` sums sales less returns."""

    file_name: str
    source_sha256: str
    row_count: int
    void_count: int
    linked_count: int
    repeated_row_count: int
    quarantined_count: int
    quarantine_reasons: dict[str, int]
    sale_fen: int
    refund_fen: int
    by_channel: dict[str, int]
    totals_agree: bool | None

    def sentences(self) -> list[str]:
        """The report as lines of English for the command line."""
        channels = ", ".join(
            f"{name} {_yuan(fen)}" for name, fen in sorted(self.by_channel.items())
        )
        lines = [
            f"{self.row_count:,} ledger rows, {self.void_count:,} withdrawn",
            f"{self.linked_count:,} rows name an online order of the same sale",
            f"sold {_yuan(self.sale_fen)}, returned {_yuan(self.refund_fen)} yuan ({channels})",
        ]
        if self.quarantined_count:
            reasons = ", ".join(f"{r} {n:,}" for r, n in sorted(self.quarantine_reasons.items()))
            lines.append(f"{self.quarantined_count:,} quarantined ({reasons})")
        if self.repeated_row_count:
            lines.append(f"{self.repeated_row_count:,} rows repeat another row and count once")
        return lines


def make_ledger_report(found: LedgerReading) -> LedgerReport:
    """Counts and sums over all rows of the ledger."""
    rows = [row for row, _ in found.rows]
    in_force = [row for row in rows if not row.is_void]
    by_channel: Counter[str] = Counter()
    for row in in_force:
        by_channel[row.channel] += -row.amount_fen if row.is_refund else row.amount_fen
    return LedgerReport(
        file_name=found.file_name,
        source_sha256=found.sha256,
        row_count=len(rows),
        void_count=len(rows) - len(in_force),
        linked_count=sum(row.order_id is not None for row in in_force),
        repeated_row_count=found.repeated_row_count,
        quarantined_count=len(found.rejected),
        quarantine_reasons=dict(Counter(each.reason for each in found.rejected)),
        sale_fen=sum(row.amount_fen for row in in_force if not row.is_refund),
        refund_fen=sum(row.amount_fen for row in in_force if row.is_refund),
        by_channel=dict(by_channel),
        totals_agree=found.totals_agree,
    )


def _yuan(fen: int) -> str:
    return f"{Decimal(fen) / 100:,.2f}"
