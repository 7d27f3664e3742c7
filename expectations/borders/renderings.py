"""The borders facts_html, facts_pdf, facts_xlsx, facts_csv: the control table as readers see it.

Each format is read by a library that had no part in making it. Amounts are yuan with two decimals
in print and whole fen here. Keep out: any other table of the bulletin.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from pathlib import Path

from expectations.borders.identity import Border, border, equal_by_part
from expectations.borders.printed import Printed, Rows, by_measure
from expectations.errors import EvidenceBroken, EvidenceMissing

SHEET = "勘稽表"
_KEY = re.compile(r"^(?:[0-9]{6}(?:-R)?|OUT|UNK|PND)$")
_AMOUNT = r"[-−]?[0-9][0-9,]*\.[0-9]{2}|—"
_PDF_ROW = re.compile(
    rf"^\s*([0-9]{{6}}(?:-R)?|OUT|UNK|PND)\b.*?({_AMOUNT})\s+({_AMOUNT})\s+({_AMOUNT})\s*$"
)
_AGAIN = "make the bulletin again; if it stays so, report this line"


def facts_rendering(name: str, facts: Rows, release: Path) -> Border:
    """The border `name` (facts_html, facts_pdf, facts_xlsx or facts_csv) of a release folder.

    Raises EvidenceMissing where the file is not there, EvidenceBroken where it holds no control
    table or an amount that is no whole fen.
    """
    file, read = _READERS[name]
    path = release / file
    if not path.is_file():
        raise EvidenceMissing("the release lacks a rendering", where=str(path), advice=_AGAIN)
    tables = read(path)
    if not all(tables.values()):
        raise EvidenceBroken("there is no control table", where=str(path), advice=_AGAIN)
    return border(
        name,
        [equal_by_part(part, by_measure(facts), by_measure(rows)) for part, rows in tables.items()],
    )


def fen_of(text: str, where: str) -> int | None:
    """Whole fen of an amount in yuan, or None for the dash that stands for unknown."""
    plain = text.strip().removeprefix("'").replace(",", "").replace("−", "-")
    if plain in {"", "—", "…"}:
        return None
    try:
        fen = Decimal(plain) * 100
    except InvalidOperation:
        fen = Decimal("0.1")
    if fen != fen.to_integral_value():
        raise EvidenceBroken("an amount is no whole fen", where=where, advice=_AGAIN)
    return int(fen)


def _html(path: Path) -> dict[str, Rows]:
    table = _ControlTable()
    table.feed(path.read_text(encoding="utf-8"))
    return {
        "text": {key: _printed(texts, path) for key, texts in table.texts.items()},
        "data values": {
            key: Printed(*(int(value) if value else None for value in values))
            for key, values in table.values.items()
        },
    }


class _ControlTable(HTMLParser):
    """Collects text and `data` value of the last three cells of each row of table#control."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[str, list[str]] = {}
        self.values: dict[str, list[str]] = {}
        self._inside = False
        self._key: str | None = None
        self._in_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "table":
            self._inside = found.get("id") == "control"
        if not self._inside:
            return
        if tag == "tr":
            self._key = found.get("data-key")
            if self._key is not None:
                self.texts[self._key], self.values[self._key] = [], []
        elif tag == "data" and self._key is not None:
            self._in_data = True
            self.values[self._key].append(found.get("value") or "")
            self.texts[self._key].append("")

    def handle_data(self, data: str) -> None:
        if self._in_data and self._key is not None:
            self.texts[self._key][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "data":
            self._in_data = False
        elif tag == "tr":
            self._key = None
        elif tag == "table":
            self._inside = False


def _pdf(path: Path) -> dict[str, Rows]:
    from pypdf import PdfReader

    rows: Rows = {}
    for page in PdfReader(path).pages:
        for line in page.extract_text().splitlines():
            if found := _PDF_ROW.match(line):
                rows[found[1]] = _printed(found.groups()[1:], path)
    return {"text": rows}


def _xlsx(path: Path) -> dict[str, Rows]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    if SHEET not in book.sheet_names:
        raise EvidenceBroken(f"there is no sheet {SHEET}", where=str(path), advice=_AGAIN)
    # a number comes back as a float; its shortest text is what was written
    cells = [[_text(cell) for cell in row] for row in book.get_sheet_by_name(SHEET).to_python()]
    return {"cells": _rows_of(cells, path)}


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell)


def _csv(path: Path) -> dict[str, Rows]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return {"cells": _rows_of(csv.reader(handle), path)}


def _rows_of(cells: Iterable[list[str]], path: Path) -> Rows:
    """Rows whose first cell is a key: key, name, gross, refunds, net."""
    return {
        row[0].strip(): _printed(row[2:5], path)
        for row in cells
        if len(row) >= 5 and _KEY.match(row[0].strip())
    }


def _printed(texts: Iterable[str | None], path: Path) -> Printed:
    amounts = [fen_of(text or "", str(path)) for text in texts]
    if len(amounts) != 3:
        raise EvidenceBroken(
            "a row of the control table has not three amounts", where=str(path), advice=_AGAIN
        )
    return Printed(*amounts)


_READERS: dict[str, tuple[str, Callable[[Path], dict[str, Rows]]]] = {
    "facts_html": ("bulletin.html", _html),
    "facts_pdf": ("bulletin.pdf", _pdf),
    "facts_xlsx": ("tables.xlsx", _xlsx),
    "facts_csv": ("tables/control.csv", _csv),
}
