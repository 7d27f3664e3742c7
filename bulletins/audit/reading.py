"""Reads finished files back: the text of a page and its tables, a PDF's text, sheets, CSV.

Keep out: the renderers; this side must not know how the files were made.
"""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

from pypdf import PdfReader
from python_calamine import CalamineWorkbook

Grid = list[list[str]]
# their content isn't read out
SILENT = frozenset({"style", "script"})
SPOKEN_ATTRIBUTES = frozenset({"alt", "aria-label", "title"})


class PageReader(HTMLParser):
    """Collects what a page says and the cells of its tables by the table's id."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.tables: dict[str, Grid] = {}
        self.controls: dict[str, list[str]] = {}
        self._table: str | None = None
        self._cell: list[str] | None = None
        self._key: str | None = None
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a table, row or cell; note data values and spoken attributes."""
        given = dict(attrs)
        self.text += [given[name] or "" for name in SPOKEN_ATTRIBUTES & given.keys()]
        self._silent += tag in SILENT
        if tag == "table":
            self._table = given["id"] or ""
            self.tables[self._table] = []
        elif tag == "tr" and self._table is not None:
            self.tables[self._table].append([])
            self._key = given.get("data-key")
        elif tag in {"td", "th"} and self._table is not None:
            self._cell = []
        elif tag == "data" and self._table == "control" and self._key:
            self.controls.setdefault(self._key, []).append(given["value"] or "")
        self.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell or a table."""
        self._silent -= tag in SILENT
        if tag in {"td", "th"} and self._table is not None and self._cell is not None:
            self.tables[self._table][-1].append("".join(self._cell).strip())
            self._cell = None
        elif tag == "table":
            self._table = None

    def handle_data(self, data: str) -> None:
        """Keep what is read out."""
        if self._silent:
            return
        self.text.append(data)
        if self._cell is not None:
            self._cell.append(data)


def read_page(html: str) -> PageReader:
    """A page's text, tables and control values."""
    reader = PageReader()
    reader.feed(html)
    return reader


def read_pdf(raw: bytes) -> list[str]:
    """A PDF's text by page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages]


def read_csv(raw: bytes) -> Grid:
    """A CSV file's cells."""
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def read_workbook(raw: bytes) -> dict[str, list[list[object]]]:
    """A workbook's cells by sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    return {
        name: [list(row) for row in book.get_sheet_by_name(name).to_python()]
        for name in book.sheet_names
    }
