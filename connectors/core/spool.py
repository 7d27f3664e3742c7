"""The rows of one batch while it is pulled: few stay in memory, more go to a folder aside.

A large batch would otherwise need memory for all its rows at once. What goes aside has the very
form in which it lands, so landing copies the file; nothing is visible before landing's own rename.
The folder is private to this process and goes with the batch. What is written here holds no more
of a buyer than what lands.
Keep out: what the columns mean, the commit (landing.py).
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from connectors.core.aside import Packed
from connectors.core.rows import control_totals

#: Arrow tables and payloads that wait in memory; then they are written as one row group each
MOST_WAITING_BYTES = 12 * 1024 * 1024
_COMPRESSION = "zstd"


class Spool:
    """Takes rows in the order in which they are to land."""

    def __init__(
        self, schemas: Mapping[str, pa.Schema], *, most_waiting_bytes: int = MOST_WAITING_BYTES
    ) -> None:
        self.schemas = dict(schemas)
        #: as in control_totals, over all rows, once finished
        self.control = control_totals({n: s.empty_table() for n, s in schemas.items()})
        self.raw_count = 0
        self._most_waiting_bytes = most_waiting_bytes
        self._waiting: list[Packed] = []
        self._waiting_bytes = 0
        self._aside: _Aside | None = None

    @classmethod
    def holding(
        cls,
        schemas: Mapping[str, pa.Schema],
        tables: Mapping[str, pa.Table],
        payloads: Sequence[bytes],
    ) -> Self:
        """A spool of rows that are all there."""
        spool = cls(schemas)
        spool.add(Packed.of(tables, payloads))
        spool.finish()
        return spool

    def add(self, packed: Packed) -> None:
        """Take some rows."""
        self.raw_count += packed.line_count
        self._waiting.append(packed)
        self._waiting_bytes += packed.nbytes
        if self._waiting_bytes > self._most_waiting_bytes:
            self._put_aside()

    def finish(self) -> None:
        """Nothing more comes."""
        if self._aside is None:
            self._add_up({name: self._waiting_table(name) for name in self.schemas})
        else:
            self._put_aside()
            self._aside.close()

    def table(self, name: str) -> pa.Table:
        """All rows of one table, in memory."""
        if self._aside is not None:
            return pq.read_table(self._aside.path(name))
        return self._waiting_table(name)

    def pieces(self, name: str, columns: list[str]) -> Iterator[pa.RecordBatch]:
        """Some columns of a table, a piece at a time."""
        if self._aside is not None:
            with pq.ParquetFile(self._aside.path(name)) as file:
                yield from file.iter_batches(columns=columns)
            return
        yield from self._waiting_table(name).select(columns).to_batches()

    def write_table(self, name: str, path: Path) -> None:
        """Write a table as Parquet."""
        if self._aside is not None:
            shutil.copyfile(self._aside.path(name), path)
        else:
            pq.write_table(self._waiting_table(name), path, compression=_COMPRESSION)

    def write_raw(self, path: Path) -> None:
        """Write the payloads, one a line."""
        if self._aside is not None:
            shutil.copyfile(self._aside.raw_path, path)
            return
        with pa.CompressedOutputStream(str(path), _COMPRESSION) as out:
            _write_lines(out, self._waiting)

    def lines(self) -> Iterator[bytes]:
        """The payloads."""
        if self._aside is None:
            for packed in self._waiting:
                yield from packed.lines.splitlines()
            return
        with pa.CompressedInputStream(str(self._aside.raw_path), _COMPRESSION) as stream:
            rest = b""
            while block := stream.read(1 << 20):
                *whole, rest = (rest + block).split(b"\n")
                yield from whole

    def _waiting_table(self, name: str) -> pa.Table:
        empty = self.schemas[name].empty_table()
        return pa.concat_tables([empty, *(packed.tables[name] for packed in self._waiting)])

    def _add_up(self, tables: Mapping[str, pa.Table]) -> None:
        for name, sums in control_totals(dict(tables)).items():
            total = self.control[name]
            for column, value in sums.items():
                total[column] = total.get(column, 0) + value

    def _put_aside(self) -> None:
        if self._aside is None:
            self._aside = _Aside(self.schemas)
        tables = {name: self._waiting_table(name) for name in self.schemas}
        self._add_up(tables)
        for name, table in tables.items():
            self._aside.write(name, table)
        _write_lines(self._aside.raw, self._waiting)
        self._waiting, self._waiting_bytes = [], 0


class _Aside:
    """The folder, and its files while they are written."""

    def __init__(self, schemas: Mapping[str, pa.Schema]) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="shanhuo-batch-"))
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._tables = {
            name: pq.ParquetWriter(self.path(name), schema, compression=_COMPRESSION)
            for name, schema in schemas.items()
        }
        self.raw_path = self._folder / "raw"
        self.raw = pa.CompressedOutputStream(str(self.raw_path), _COMPRESSION)

    def path(self, name: str) -> Path:
        return self._folder / f"{name}.parquet"

    def write(self, name: str, table: pa.Table) -> None:
        if table.num_rows:
            self._tables[name].write_table(table)

    def close(self) -> None:
        for writer in self._tables.values():
            writer.close()
        self.raw.close()


def _write_lines(out: pa.CompressedOutputStream, waiting: list[Packed]) -> None:
    for packed in waiting:
        out.write(packed.lines)


class SpooledTables(Mapping[str, pa.Table]):
    """The tables of a spool by name; each is read anew, whole, when it is asked for."""

    def __init__(self, spool: Spool) -> None:
        self.spool = spool

    def __getitem__(self, name: str) -> pa.Table:
        return self.spool.table(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.spool.schemas)

    def __len__(self) -> int:
        return len(self.spool.schemas)


class SpooledLines:
    """The payloads of a spool."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool

    def __iter__(self) -> Iterator[bytes]:
        return self._spool.lines()

    def __len__(self) -> int:
        return self._spool.raw_count
