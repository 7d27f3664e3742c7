"""Cells of an .xlsx sheet that hold more than a value: formulas, and cells merged with others.

A formula's value in the file is what the spreadsheet last worked out, which may be out of date.
Only for workbooks that `inspection` has let through. Keep out: reading values (`workbooks`).
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree as ET

import msgspec

_FORMULA = re.compile(rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Merge(msgspec.Struct, frozen=True):
    """Merged cells: row numbers from 1, columns from 0, both ends in."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{cell_name(self.top, self.left)}:{cell_name(self.bottom, self.right)}"


class SheetMarks(msgspec.Struct, frozen=True):
    """Where a sheet holds formulas (row number from 1, column from 0) and merged cells."""

    formulas: list[tuple[int, int]]
    merges: list[Merge]


def sheet_marks(data: bytes, sheet: str) -> SheetMarks:
    """The marks of a sheet by its name; none where the file is no .xlsx (an old .xls)."""
    if not data.startswith(b"PK"):
        return SheetMarks([], [])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read(_part_of(package, sheet))
    formulas = [
        (int(found[2]), _place(found[1]))
        for cell in _FORMULA.finditer(xml)
        if (found := _REFERENCE.search(cell[1]))
    ]
    merges = [
        Merge(int(top), _place(left), int(bottom), _place(right))
        for left, top, right, bottom in _MERGED.findall(xml)
    ]
    return SheetMarks(formulas, merges)


def cell_name(row: int, column: int) -> str:
    """The cell as spreadsheets write it: row number from 1, column from 0; (17, 2) is C17."""
    letters = ""
    rest = column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row}"


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1


def _part_of(package: zipfile.ZipFile, sheet: str) -> str:
    book = ET.fromstring(package.read("xl/workbook.xml"))  # noqa: S314
    ids = {
        element.get("name"): element.get(_RELATION)
        for element in book.iter()
        if element.tag.endswith("}sheet")
    }
    relations = ET.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {element.get("Id"): element.get("Target", "") for element in relations}
    # a target is relative to the workbook's folder, or absolute within the package
    return posixpath.join("xl", targets[ids[sheet]]).lstrip("/")
