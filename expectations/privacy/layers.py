"""The layers of a file: its bytes, and what lies inside compression, archives and tables.

What can't be unpacked is still searched as it is. Keep out: what is searched for.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

_DEEPEST = 4
_ZSTD = b"\x28\xb5\x2f\xfd"
_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)


def layers_of(path: Path) -> Iterator[tuple[str, bytes]]:
    """Every layer of a file with the way to it ("" for the file itself, "zstd > parquet" …)."""
    data = path.read_bytes()
    yield from _inside("", data, 0)
    if data[8:12] == b"DUCK":
        # strings in a database file are compressed in ways of its own
        for table in _database_texts(path):
            yield "duckdb", table


def _inside(way: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    yield way, data
    if depth == _DEEPEST:
        return
    for name, inner in _unpacked(data):
        yield from _inside(f"{way} > {name}" if way else name, inner, depth + 1)


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        if data.startswith(_ZSTD):
            with pa.CompressedInputStream(pa.BufferReader(data), "zstd") as stream:
                yield "zstd", stream.read()
        elif data.startswith(b"\x1f\x8b"):
            yield "gzip", gzip.decompress(data)
        elif data.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.namelist():
                    yield "zip", archive.read(member)
        elif data.startswith(b"PAR1"):
            yield "parquet", _table_text(pq.ParquetFile(pa.BufferReader(data)).read())
        elif data.startswith(b"%PDF"):
            for found in _PDF_STREAM.finditer(data):
                yield "pdf stream", zlib.decompressobj().decompress(found[1])
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, pa.ArrowException):
        return


def _table_text(table: pa.Table) -> bytes:
    """All values of a table as text, one a line; bytes as they are."""
    values = (value for column in table.columns for value in column.to_pylist())
    return b"\n".join(v if isinstance(v, bytes) else str(v).encode() for v in values)


def _database_texts(path: Path) -> Iterator[bytes]:
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where not temporary"
        ).fetchall()
        for schema, table in tables:
            yield _table_text(connection.table(f'"{schema}"."{table}"').to_arrow_table())
