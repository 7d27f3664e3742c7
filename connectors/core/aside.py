"""Packed rows that wait for their turn: few in memory, more in a private file aside.

One shop's rows wait here until the shops before it are done, and a large shop has more than should
lie in memory. The files go with the object. What is written holds no more of a buyer than what
lands. Keep out: what the columns mean, the order of shops, the files that land (spool.py).
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple, Self

import pyarrow as pa

#: of one shop; more goes aside
MOST_WAITING_BYTES = 8 * 1024 * 1024
_LINES_FILE = "lines of payload"
_LINES = pa.schema([("lines", pa.large_binary()), ("line_count", pa.int64())])
_OPTIONS = pa.ipc.IpcWriteOptions(compression="lz4")


class Packed(NamedTuple):
    """Some rows: a table of each canonical name, and the kept payloads, one a line."""

    tables: Mapping[str, pa.Table]
    lines: bytes
    line_count: int

    @classmethod
    def of(cls, tables: Mapping[str, pa.Table], payloads: Sequence[bytes]) -> Self:
        """Of payloads without any line feed in them."""
        return cls(tables, b"\n".join([*payloads, b""]), len(payloads))

    @property
    def nbytes(self) -> int:
        """About how much memory it takes."""
        return len(self.lines) + sum(int(table.nbytes) for table in self.tables.values())


class PackedRows:
    """Takes packed rows, and gives them again in their order."""

    def __init__(self, *, most_waiting_bytes: int = MOST_WAITING_BYTES) -> None:
        self._most_waiting_bytes = most_waiting_bytes
        self._waiting: list[Packed] = []
        self._waiting_bytes = 0
        self._files: _Files | None = None
        self._row_counts: dict[str, int] = {}

    def add(self, packed: Packed) -> None:
        """Take some rows, of the same tables each time."""
        for name, table in packed.tables.items():
            self._row_counts[name] = self._row_counts.get(name, 0) + table.num_rows
        self._waiting.append(packed)
        self._waiting_bytes += packed.nbytes
        if self._waiting_bytes > self._most_waiting_bytes:
            self._put_aside()

    def row_count(self, table: str) -> int:
        """How many rows of a table were taken."""
        return self._row_counts.get(table, 0)

    def __iter__(self) -> Iterator[Packed]:
        if self._files is not None:
            yield from self._files.read()
        yield from self._waiting

    def _put_aside(self) -> None:
        if self._files is None:
            self._files = _Files({n: t.schema for n, t in self._waiting[0].tables.items()})
        for packed in self._waiting:
            self._files.write(packed)
        self._waiting, self._waiting_bytes = [], 0


class _Files:
    """A file for each table and one for the lines, in Arrow's stream format, a batch each time."""

    def __init__(self, schemas: Mapping[str, pa.Schema]) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="shanhuo-shop-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._names = list(schemas)
        self._writers = [
            pa.ipc.new_stream(str(self._folder / name), schema, options=_OPTIONS)
            for name, schema in [*schemas.items(), (_LINES_FILE, _LINES)]
        ]

    def write(self, packed: Packed) -> None:
        lines = pa.table([[packed.lines], [packed.line_count]], schema=_LINES)
        for writer, table in zip(self._writers, [*packed.tables.values(), lines], strict=True):
            # a table without rows has no batch, and each file has as many as the others
            batches = table.combine_chunks().to_batches()
            writer.write_batch(batches[0] if batches else _no_rows(table.schema))

    def read(self) -> Iterator[Packed]:
        """What was written; nothing can be written after."""
        for writer in self._writers:
            writer.close()
        with ExitStack() as stack:
            readers = [
                pa.ipc.open_stream(stack.enter_context(pa.OSFile(str(self._folder / name))))
                for name in [*self._names, _LINES_FILE]
            ]
            for *tables, lines in zip(*readers, strict=True):
                named = zip(
                    self._names, map(pa.Table.from_batches, ([t] for t in tables)), strict=True
                )
                (line,) = lines.to_pylist()
                yield Packed(dict(named), line["lines"], line["line_count"])


def _no_rows(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist([], schema=schema)
