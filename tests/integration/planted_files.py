"""Copies of CSV files with a made-up buyer in every row, as CSV, XLSX and XLS.

The old format has no maintained writer, so the few records that a sheet of texts needs are put
together here. Source: Microsoft's open specifications [MS-XLS] 2.1 and 2.4, [MS-CFB] 2.1 to 2.6.
Keep out: what platforms tell (privacy_planting.py), what must come of it (test_privacy.py).
"""

from __future__ import annotations

import csv
import io
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import xlsxwriter

from tests.integration.privacy_planting import ADDRESS, IDENTITY, MEMO, MOBILE, NAME, NICK, TOKEN

Rows = list[list[str]]

_COLUMNS = {
    "收货人姓名": NAME,
    "联系手机": MOBILE,
    "收货地址": ADDRESS,
    "买家留言": MEMO,
    "买家会员名": NICK,
    "身份证号": IDENTITY,
    "授权令牌": TOKEN,
}


def _read(source: Path) -> tuple[Rows, str]:
    """The rows of a CSV file, and its charset."""
    raw = source.read_bytes()
    charset = "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        text = raw.decode(charset)
    except UnicodeDecodeError:
        charset = "gb18030"
        text = raw.decode(charset)
    return list(csv.reader(io.StringIO(text, newline=""))), charset


def _planted(rows: Rows) -> Iterator[list[str]]:
    """The rows with a buyer in further columns of each."""
    width = max(len(row) for row in rows)
    header = next(n for n, row in enumerate(rows) if len([c for c in row if c.strip()]) > 2)
    names = [cell.strip() for cell in rows[header]]
    for number, row in enumerate(rows):
        if number < header or not any(cell.strip() for cell in row):
            yield row
        elif number == header:
            yield [*row, *(name for name in _COLUMNS if name not in names)]
        else:
            cells = dict(zip(names, row + [""] * (width - len(row)), strict=False))
            yield list((cells | _COLUMNS).values())


def planted_csv(source: Path, target: Path) -> None:
    """In the file's own charset."""
    rows, charset = _read(source)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(_planted(rows))
    target.write_bytes(out.getvalue().encode(charset))


def planted_xlsx(source: Path, target: Path) -> None:
    """A workbook of one sheet of texts."""
    rows, _ = _read(source)
    with xlsxwriter.Workbook(str(target)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(_planted(rows)):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)


def planted_xls(source: Path, target: Path) -> None:
    """An old workbook (BIFF8) of one sheet of texts."""
    rows, _ = _read(source)
    target.write_bytes(_container(_workbook(list(_planted(rows)))))


PLANTED_FILES: dict[str, Callable[[Path, Path], None]] = {
    ".csv": planted_csv,
    ".xlsx": planted_xlsx,
    ".xls": planted_xls,
}

_BOF, _EOF, _CODEPAGE, _BOUNDSHEET, _DIMENSIONS, _LABEL = 0x809, 0x0A, 0x42, 0x85, 0x200, 0x204
_GLOBALS, _SHEET, _UTF_16 = 0x05, 0x10, 1200
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR, _SMALLEST_STREAM, _ROOT, _STREAM = 512, 4096, 5, 2


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _begin(what: int) -> bytes:
    return _record(_BOF, struct.pack("<HHHHII", 0x600, what, 0x0DBB, 0x07CC, 0, 6))


def _workbook(rows: Rows) -> bytes:
    """The stream: globals with one sheet, and the sheet with a text in each cell."""
    name = "orders".encode("utf-16-le")
    before = _begin(_GLOBALS) + _record(_CODEPAGE, struct.pack("<H", _UTF_16))
    # the sheet begins behind its own entry, which has one length wherever it points to
    entry = struct.pack("<BBBB", 0, 0, len(name) // 2, 1) + name
    start = len(before) + len(_record(_BOUNDSHEET, bytes(4) + entry)) + len(_record(_EOF))
    globals_ = before + _record(_BOUNDSHEET, struct.pack("<I", start) + entry) + _record(_EOF)
    width = max(len(row) for row in rows)
    size = _record(_DIMENSIONS, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    cells = b"".join(
        _record(_LABEL, struct.pack("<HHHHB", number, column, 0, len(text) // 2, 1) + text)
        for number, row in enumerate(rows)
        for column, text in enumerate(cell.encode("utf-16-le") for cell in row)
        if text
    )
    return globals_ + _begin(_SHEET) + size + cells + _record(_EOF)


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(text), kind, 1, _FREE, _FREE, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def _container(stream: bytes) -> bytes:
    """A compound file with the one stream: sectors of the FAT, the directory, the stream."""
    stream = stream.ljust(_SMALLEST_STREAM, b"\0")
    stream += bytes(-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    fat_sectors = 1
    while fat_sectors * (_SECTOR // 4) < fat_sectors + 1 + count:
        fat_sectors += 1
    first = fat_sectors + 1
    chain = [*range(first + 1, first + count), _END]
    fat = [_FAT] * fat_sectors + [_END] + chain
    fat += [_FREE] * (fat_sectors * (_SECTOR // 4) - len(fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, fat_sectors, fat_sectors, 0, _SMALLEST_STREAM, _END, 0, _END, 0)
    listed = [*range(fat_sectors), *[_FREE] * (109 - fat_sectors)]
    directory = _entry("Root Entry", _ROOT, child=1, start=_END, size=0)
    directory += _entry("Workbook", _STREAM, child=_FREE, start=first, size=len(stream))
    directory = directory.ljust(_SECTOR, b"\0")
    return header + struct.pack(f"<109I{len(fat)}I", *listed, *fat) + directory + stream
