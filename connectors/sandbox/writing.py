"""Writes CSV files so that a file is there whole or not at all, the same bytes each time.

Keep out: what the rows mean.
"""

from __future__ import annotations

import csv
import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


def write_csv(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    encoding: str = "utf-8-sig",
    line_end: str = "\r\n",
) -> int:
    """Write a CSV file by a temporary one beside it; gives the number of rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    count = 0
    try:
        with temporary.open("w", encoding=encoding, newline="") as handle:
            writer = csv.writer(handle, lineterminator=line_end)
            writer.writerow(columns)
            for row in rows:
                writer.writerow(row)
                count += 1
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return count


def in_order(
    columns: Sequence[str], rows: Iterable[Mapping[str, object]]
) -> Iterable[list[object]]:
    """Rows by name as lists in the order of the columns; a missing name is a KeyError."""
    for row in rows:
        yield [row[name] for name in columns]


def yuan(fen: int) -> str:
    """Fen as yuan with two decimals, by whole numbers only."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def flag(value: bool) -> str:  # noqa: FBT001
    """A yes or no as registers have it."""
    return "true" if value else "false"
