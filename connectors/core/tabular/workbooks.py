"""A workbook from outside, opened only after its package has been looked over.

Size, unpacked size, ratio, number of parts and cells are capped; macros, links to other files and
names that climb out of the package are refused. Source: reliability.md, section 5 (uploads) and
fault 59. Keep out: what a sheet means.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache

import python_calamine as calamine

from connectors.core.errors import FatalFeedError

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


def read_sheets(data: bytes, *, where: str) -> Mapping[str, Sequence[Sequence[object]]]:
    """The rows of every sheet by the sheet's name, cells as the spreadsheet typed them.

    Raises FatalFeedError where the package is unsafe, damaged or protected by a password.
    """
    _inspect(data, where)
    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            return {
                name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                for name in book.sheet_names
            }
    except calamine.PasswordError as error:
        raise _refused("the workbook is protected by a password", where) from error
    except calamine.CalamineError as error:
        raise _refused("the workbook is damaged", where) from error


def _inspect(data: bytes, where: str) -> None:
    if len(data) > MOST_BYTES:
        raise _refused("the workbook is larger than 20 MB", where)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            _inspect_parts(parts, where)
            for part in parts:
                if part.filename.startswith("xl/worksheets/") and not part.is_dir():
                    _inspect_sheet(package, part, where)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise _refused("this is no XLSX workbook, or it is damaged", where) from error


def _inspect_parts(parts: list[zipfile.ZipInfo], where: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if len(parts) > MOST_PARTS:
        raise _refused(f"the workbook has more than {MOST_PARTS} parts", where)
    if unpacked > MOST_UNPACKED_BYTES or unpacked > MOST_RATIO * packed:
        raise _refused("the workbook unpacks to more than a report can hold", where)
    for part in parts:
        name = part.filename
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            raise _refused("the workbook has a part outside its package", where)
        if "vbaProject" in name or name.startswith("xl/macrosheets/"):
            raise _refused("the workbook holds macros", where)
        if name.startswith("xl/externalLinks/"):
            raise _refused("the workbook links to other files", where)


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
                raise _refused(f"a sheet spans more than {MOST_CELLS:,} cells", where)
    row_width, row_number = _row_extent(rest)
    if max(width, row_width) * max(height, row_number, rows) > MOST_CELLS:
        raise _refused(f"a sheet spans more than {MOST_CELLS:,} cells", where)


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


def _refused(what: str, where: str) -> FatalFeedError:
    return FatalFeedError(
        what,
        where=where,
        advice="export the report again as plain .xlsx or .csv, without macros, links or password",
    )
