"""Workbooks that hold what no report needs: refused before anything opens them, in both formats.

Each is made from a sound workbook by one change, so that nothing else can be the reason.
"""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from connectors.core.errors import FatalFeedError
from connectors.core.tabular.compound import CompoundFile
from connectors.core.tabular.workbooks import read_sheets
from connectors.files.checking import check_file

OWN_FORMS = Path(__file__).parents[1] / "unit/connectors/files/fixtures/own_forms"
SOUND_XLS = OWN_FORMS / "gzdsy__old_xls_with_title_line.xls"
_ENTRY = 128


@pytest.fixture
def sound_xlsx(tmp_path):
    path = tmp_path / "sound.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_row(0, 0, ["订单编号", 1])
    return path


def refused(data, *words):
    with pytest.raises(FatalFeedError) as error:
        read_sheets(data, where="report.xls")
    assert error.value.where == "report.xls"
    assert error.value.advice
    for word in words:
        assert word in error.value.what


def replaced(path, name, change):
    """The package with one part changed, or added where it isn't there."""
    other = path.with_name("other.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        names = [part.filename for part in old.infolist()]
        for part in names:
            data = old.read(part)
            new.writestr(part, change(data) if part == name else data)
        if name not in names:
            new.writestr(name, change(b""))
    return other.read_bytes()


def records(data):
    """(offset in the file, kind, size) of each record of the workbook's stream."""
    stream = CompoundFile(data).stream("Workbook")
    start = data.index(stream[:64])
    assert data[start : start + len(stream)] == stream
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == 0 and size == 0:
            return
        yield start + at, kind, size
        at += 4 + size


def patched(kind, at, value):
    """The sound XLS with bytes of its first record of a kind replaced, from `at` on."""
    data = bytearray(SOUND_XLS.read_bytes())
    offset = next(o for o, k, size in records(bytes(data)) if k == kind and size >= 8)
    data[offset + at : offset + at + len(value)] = value
    return bytes(data)


def test_the_sound_ones_are_read(sound_xlsx):
    (rows,) = read_sheets(SOUND_XLS.read_bytes(), where="report.xls").values()
    assert rows[1].cells[0] == "订单编号"
    assert read_sheets(sound_xlsx.read_bytes(), where="report.xlsx")


def test_a_document_type_in_any_part(sound_xlsx):
    evil = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    for part in ("xl/sharedStrings.xml", "xl/workbook.xml", "docProps/core.xml"):
        data = replaced(sound_xlsx, part, lambda old: evil + old)
        refused(data, "document type")


def test_a_document_type_behind_a_long_comment(sound_xlsx):
    padding = b"<!--" + b" " * ((1 << 20) - 8) + b"-->"
    data = replaced(sound_xlsx, "xl/workbook.xml", lambda old: padding + b"<!DOCTYPE x>" + old)
    # deflate makes so many blanks small: store them, or the ratio is the reason
    refused(data, "document type")


def test_a_part_in_another_encoding(sound_xlsx):
    data = replaced(sound_xlsx, "xl/workbook.xml", lambda _: "<!DOCTYPE x>".encode("utf-16"))
    refused(data, "not UTF-8")


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("xl/VBAPROJECT.BIN", "macros"),
        ("XL/ExternalLinks/externalLink1.xml", "links"),
        ("xl/macroSheets/sheet1.xml", "macros"),
        ("..\\..\\escape.xml", "outside"),
    ],
)
def test_what_no_report_needs_by_any_spelling(sound_xlsx, name, word):
    refused(replaced(sound_xlsx, name, lambda _: b"x"), word)


def test_macros_announced_by_the_types_of_the_parts(sound_xlsx):
    def announce(types):
        return types.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")

    refused(replaced(sound_xlsx, "[Content_Types].xml", announce), "macros")


def test_an_old_workbook_with_a_project_of_macros():
    data = bytearray(SOUND_XLS.read_bytes())
    name = "Workbook".encode("utf-16-le")
    entry = data.index(name) + _ENTRY
    project = "_VBA_PROJECT_CUR".encode("utf-16-le")
    data[entry : entry + len(project)] = project
    struct.pack_into("<HB", data, entry + 64, len(project) + 2, 1)
    refused(bytes(data), "macros")


def test_an_old_workbook_that_links_to_another():
    refused(patched(0x0031, 0, struct.pack("<H", 0x01AE)), "links")


def test_an_old_workbook_with_a_password():
    refused(patched(0x0031, 0, struct.pack("<H", 0x002F)), "password")


def test_an_old_macro_sheet():
    refused(patched(0x0809, 6, b"\x40\x00"), "macros")


def test_an_old_sheet_with_far_corners():
    refused(patched(0x0203, 4, struct.pack("<HH", 65535, 255)), "spans")


@pytest.mark.parametrize("keep", [600, 1500, 4000])
def test_an_old_workbook_cut_short(keep):
    refused(SOUND_XLS.read_bytes()[:keep], "damaged")


def test_chains_that_bite_their_tail_end():
    data = bytearray(SOUND_XLS.read_bytes())
    fat_sector = struct.unpack_from("<I", data, 76)[0]
    directory = struct.unpack_from("<I", data, 48)[0]
    struct.pack_into("<I", data, (fat_sector + 1) * 512 + directory * 4, directory)
    refused(bytes(data), "damaged")


def test_a_clerk_is_told_in_chinese(tmp_path):
    path = tmp_path / "macros.xls"
    path.write_bytes(patched(0x0809, 6, b"\x40\x00"))
    assert check_file(path, feed="gzdsy").lines_zh() == [
        "macros.xls（贵州电商云）：发现1处问题，可以读取0笔订单。",
        "工作簿含有宏。另存为不含宏的 .xlsx。",
    ]
