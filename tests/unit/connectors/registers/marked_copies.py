"""Reads a marked copy's sheets: texts, which cells are red, which have a note."""

from __future__ import annotations

import re
import zipfile
from typing import NamedTuple

import python_calamine

_RED = "FFFF9999"


class MarkedSheet(NamedTuple):
    texts: dict[str, str]
    red: set[str]
    noted: dict[str, str]


def sheets(path):
    """The marked sheet (None where there is only the list), and the rows of the list."""
    book = python_calamine.load_workbook(str(path))
    listed = [list(map(str, row)) for row in book.get_sheet_by_name("错误清单").to_python()]
    marked = None if book.sheet_names == ["错误清单"] else _marked(path)
    return marked, listed


def _marked(path):
    with zipfile.ZipFile(path) as package:
        xml = package.read("xl/worksheets/sheet1.xml").decode()
        styles = package.read("xl/styles.xml").decode()
        strings = re.findall(
            r"<si><t[^>]*>(.*?)</t></si>|<si><t/></si>",
            package.read("xl/sharedStrings.xml").decode(),
            re.DOTALL,
        )
        comments = (
            package.read("xl/comments1.xml").decode()
            if "xl/comments1.xml" in package.namelist()
            else ""
        )
    fills = re.findall(r"<fill>.*?</fill>", styles)
    red_fills = {n for n, fill in enumerate(fills) if _RED in fill}
    formats = re.findall(r"<xf [^>]*>", styles[styles.index("<cellXfs") :])
    red_formats = {
        n for n, xf in enumerate(formats) if int(re.search(r'fillId="(\d+)"', xf)[1]) in red_fills
    }
    texts, red = {}, set()
    for cell, style, body in re.findall(
        r'<c r="([A-Z]+\d+)"(?: s="(\d+)")?[^>]*?(?:/>|>(.*?)</c>)', xml
    ):
        assert "<f>" not in body, "no cell of a marked copy is a formula"
        found = re.search(r"<v>(\d+)</v>", body)
        if found:
            texts[cell] = strings[int(found[1])]
        if int(style or 0) in red_formats:
            red.add(cell)
    notes = re.findall(r'<comment ref="([A-Z]+\d+)".*?</comment>', comments, re.DOTALL)
    bodies = re.findall(r'<comment ref="[A-Z]+\d+".*?</comment>', comments, re.DOTALL)
    noted = {
        cell: "".join(re.findall(r"<t[^>]*>(.*?)</t>", body, re.DOTALL))
        for cell, body in zip(notes, bodies, strict=True)
    }
    return MarkedSheet(texts, red, noted)
