"""`shanhuo quarantine`: the rows that could not be read exactly.

Keep out: their content (it is not kept).
"""

from __future__ import annotations

from orchestration.cli.place import this_home


def quarantine() -> None:
    """List quarantined rows: reason, source, id and amount in fen."""
    import pyarrow.parquet as pq
    from rich.console import Console
    from rich.table import Table

    from connectors.core.landing import LocalLanding

    store = LocalLanding(this_home().landing)
    table = Table("batch", "record", "reason", "source", "amount_fen")
    for manifest in store.manifests():
        path = store.batch_path(manifest) / "quarantine.parquet"
        if not path.exists():
            continue
        for row in pq.read_table(path).to_pylist():
            amount = "unknown" if row["amount_fen"] is None else str(row["amount_fen"])
            table.add_row(
                manifest.batch_id,
                row["record_id"] or "unknown",
                row["reason"],
                row["source"],
                amount,
            )
    Console().print(table)
    Console().print(f"{table.row_count} rows in quarantine")
