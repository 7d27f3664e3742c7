"""Looks a workbook over before anything opens it: what no report needs is refused.

Size, unpacked size, ratio, number of parts and cells are capped; macros, links to other files,
document types (XXE) and names that climb out of the package are refused, in .xlsx and in old .xls.
Source: reliability.md, section 5 (uploads) and fault 59; for .xls Microsoft's [MS-XLS], 2.4.
Keep out: reading cells.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from functools import cache

from connectors.core.errors import FatalFeedError
from connectors.core.tabular.compound import SIGNATURE, BrokenContainer, CompoundFile

MOST_BYTES = 20 * 1024**2
MOST_UNPACKED_BYTES = 200 * 1024**2
MOST_RATIO = 100
MOST_PARTS = 2000
MOST_CELLS = 4_000_000

_CHUNK = 1 << 20
# the widest row there can be has 16,384 cells
_LONGEST_ROW_BYTES = 8 << 20
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_REFERENCE = re.compile(rb'\br="([A-Z]{0,3})(\d{1,7})"')
_DOCTYPE = b"<!DOCTYPE"
_WITH_MACROS = re.compile(rb"macroEnabled|vbaProject", re.IGNORECASE)

# records of a BIFF8 stream that begin with a row and a column, and those that tell of more
_CELL_RECORDS = frozenset({0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6, 0x00FD})
_SPANNING_RECORDS = frozenset({0x00BD, 0x00BE})
_BEGIN, _PASSWORD, _SUPPORTING_BOOK, _MACRO_STORAGE = 0x0809, 0x002F, 0x01AE, 0x00D3
# a supporting book that names this very workbook, or add-in functions
_OWN_BOOKS = (b"\x01\x04", b"\x01\x3a")


def inspect_workbook(data: bytes, *, where: str) -> None:
    """Raises FatalFeedError where the workbook is too large, unsafe or damaged."""
    if len(data) > MOST_BYTES:
        raise refused("the workbook is larger than 20 MB", where)
    if data.startswith(SIGNATURE):
        _inspect_compound(data, where)
    else:
        _inspect_package(data, where)


def refused(what: str, where: str) -> FatalFeedError:
    """The one message for a workbook that is not read."""
    return FatalFeedError(
        what,
        where=where,
        advice="export the report again as plain .xlsx or .csv, without macros, links or password",
    )


def _inspect_package(data: bytes, where: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            _inspect_parts(parts, where)
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and not part.is_dir():
                    _inspect_sheet(package, part, where)
                _inspect_text(package, part, where)
    # NotImplementedError: zipfile's for a packing it doesn't know; RuntimeError: for a password
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise refused("this is no XLSX or XLS workbook, or it is damaged", where) from error


def _inspect_parts(parts: list[zipfile.ZipInfo], where: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if len(parts) > MOST_PARTS:
        raise refused(f"the workbook has more than {MOST_PARTS} parts", where)
    if unpacked > MOST_UNPACKED_BYTES or unpacked > MOST_RATIO * packed:
        raise refused("the workbook unpacks to more than a report can hold", where)
    for part in parts:
        name = part.filename.lower()
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            raise refused("the workbook has a part outside its package", where)
        if "vbaproject" in name or name.startswith("xl/macrosheets/"):
            raise refused("the workbook holds macros", where)
        if name.startswith("xl/externallinks/"):
            raise refused("the workbook links to other files", where)


def _inspect_text(package: zipfile.ZipFile, part: zipfile.ZipInfo, where: str) -> None:
    """Refuse a document type: no spreadsheet writes one, and entities may read other files."""
    if not part.filename.lower().endswith((".xml", ".rels")):
        return
    rest = b""
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            if _DOCTYPE in text.upper():
                raise refused("the workbook declares a document type (entities)", where)
            if b"\0" in text:
                raise refused("a part of the workbook is not UTF-8 text", where)
            if part.filename == "[Content_Types].xml" and _WITH_MACROS.search(text):
                raise refused("the workbook holds macros", where)
            rest = text[-len(_DOCTYPE) :]


def _inspect_sheet(package: zipfile.ZipFile, part: zipfile.ZipInfo, where: str) -> None:
    """Refuse a sheet whose corners lie far apart: it is laid out in memory as a full rectangle."""
    width = height = rows = 0
    rest = b""
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            *whole, rest = _ROW.split(rest + chunk)
            # a tag cut between two chunks joins again, for the rest is looked at with the next
            for row in whole:
                rows += 1
                row_width, row_number = _row_extent(row)
                width, height = max(width, row_width), max(height, row_number, rows)
            if width * height > MOST_CELLS or len(rest) > _LONGEST_ROW_BYTES:
                raise _spans(where)
    row_width, row_number = _row_extent(rest)
    if max(width, row_width) * max(height, row_number, rows) > MOST_CELLS:
        raise _spans(where)


def _row_extent(row: bytes) -> tuple[int, int]:
    """(columns, row number) that a row reaches; cells may stand without a reference."""
    width, number = len(_CELL.findall(row)), 0
    for letters, digits in _REFERENCE.findall(row):
        width = max(width, _column_number(letters))
        number = max(number, int(digits))
    return width, number


@cache
def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _inspect_compound(data: bytes, where: str) -> None:
    try:
        container = CompoundFile(data)
        stream = container.stream("Workbook")
    except (BrokenContainer, struct.error) as error:
        raise refused("this is no XLS workbook, or it is damaged", where) from error
    if "EncryptedPackage" in container.names:
        raise refused("the workbook is protected by a password", where)
    if any(name.upper().startswith(("_VBA_PROJECT", "VBA")) for name in container.names):
        raise refused("the workbook holds macros", where)
    if stream is None:
        raise refused("this is no workbook of Excel 97 or later", where)
    _inspect_records(stream, where)


def _inspect_records(stream: bytes, where: str) -> None:
    at = width = height = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        at += 4 + size
        _inspect_record(kind, body, where)
        if kind == _BEGIN:
            width = height = 0
        if kind in _CELL_RECORDS | _SPANNING_RECORDS and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            last = struct.unpack_from("<H", body, len(body) - 2)[0]
            reach = max(column, last) if kind in _SPANNING_RECORDS else column
            width, height = max(width, reach + 1), max(height, row + 1)
            if width * height > MOST_CELLS:
                raise _spans(where)


def _inspect_record(kind: int, body: bytes, where: str) -> None:
    if kind == _PASSWORD:
        raise refused("the workbook is protected by a password", where)
    # a sheet that begins as a macro sheet: type 0x0040 in its first record
    if kind == _MACRO_STORAGE or (kind == _BEGIN and body[2:4] == b"\x40\x00"):
        raise refused("the workbook holds macros", where)
    if kind == _SUPPORTING_BOOK and body[2:4] not in _OWN_BOOKS:
        raise refused("the workbook links to other files", where)


def _spans(where: str) -> FatalFeedError:
    return refused(f"a sheet spans more than {MOST_CELLS:,} cells", where)
