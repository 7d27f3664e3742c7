"""Labels: the same for everybody but for the code, and a QR code that says that code."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import segno

from connectors.registers.identity.labels import (
    HINT,
    PER_SHEET,
    TITLE,
    label_sheets,
    printable_page,
)

CODES = ["2356789CDFHJ", "KMNRTWXY2356"]
ADDRESS = "https://example.gov.cn/c/"
SVG = "{http://www.w3.org/2000/svg}"


def drawn(sheet):
    return ET.fromstring(sheet)  # noqa: S314 our own


def modules(path):
    """The dark modules of a drawn QR code: (row, column) within its white border."""
    found = set()
    for column, row, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        found |= {(int(row), int(column) + step) for step in range(int(length))}
    return found


def test_labels_differ_in_the_code_alone():
    (sheet,) = label_sheets(CODES, copies=1, address="")
    first, second = (ET.tostring(g) for g in drawn(sheet).findall(f"{SVG}defs/{SVG}g"))
    words = [
        re.sub(r"<[^>]*path[^>]*>|scale\([^)]*\)", "", g.decode().replace("ns0:", ""))
        for g in (first, second)
    ]
    for code, place in zip(CODES, (0, 1), strict=True):
        for part in (code, code[:4], code[4:8], code[8:]):
            words[place] = words[place].replace(part, "…")
    assert words[0] == words[1]


def test_a_label_tells_nothing_of_the_producer_and_nothing_of_poverty():
    (sheet,) = label_sheets(CODES, copies=1, address="")
    told = {text.text for text in drawn(sheet).iter(f"{SVG}text")}
    parts = {code[start : start + 4] for code in CODES for start in (0, 4, 8)}
    assert told == {TITLE, HINT} | parts
    assert not re.search("[贫扶困卡户]", sheet)


def test_the_drawn_modules_are_those_of_the_qr_code_behind_the_address():
    (sheet,) = label_sheets(CODES[:1], copies=1, address=ADDRESS)
    path = drawn(sheet).find(f".//{SVG}path").get("d")
    expected = segno.make_qr(ADDRESS + CODES[0], error="q", boost_error=False)
    dark = {(r + 4, c + 4) for r, row in enumerate(expected.matrix) for c, m in enumerate(row) if m}
    assert modules(path) == dark


def test_sheets_are_filled_and_every_label_lies_on_the_page():
    sheets = label_sheets(CODES, copies=PER_SHEET - 1, address="")
    used = [list(drawn(sheet).iter(f"{SVG}use")) for sheet in sheets]
    assert [len(labels) for labels in used] == [24, 22]
    places = [(float(label.get("x")), float(label.get("y"))) for label in used[0]]
    assert len(set(places)) == 24
    assert max(x for x, _ in places) + 70 <= 210
    assert max(y for _, y in places) + 37 <= 297


def test_all_sheets_stand_in_one_page_and_no_id_twice():
    sheets = label_sheets(CODES, copies=13, address="")
    page = printable_page(sheets)
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 3
    assert set(re.findall(r'href="#([^"]+)"', page)) == set(ids)
    assert page.count("<svg") == 2
