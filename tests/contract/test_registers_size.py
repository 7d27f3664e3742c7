"""A province's largest register, 100,000 rows, is checked in seconds of this process's own time."""

from __future__ import annotations

import csv
import time
import zipfile

import home_for_registers as small
import pytest

from connectors.core.tabular.marked import MOST_ROWS
from connectors.registers.marking import write_marked_copy
from orchestration.registers.checking import check_file

ROWS = 100_000
MOST_SECONDS = 10
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats"
_SHEETS = f"{_TYPES}-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
        <Default Extension="rels" ContentType="{_TYPES}-package.relationships+xml"/>
        <Default Extension="xml" ContentType="application/xml"/>
        <Override PartName="/xl/workbook.xml" ContentType="{_SHEETS}.sheet.main+xml"/>
        <Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETS}.worksheet+xml"/>
        </Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
        <Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>
        </Relationships>""",
    "xl/workbook.xml": f"""<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">
        <sheets><sheet name="生产主体" sheetId="1" r:id="r1"/></sheets></workbook>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
        <Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>
        </Relationships>""",
}


def rows(*, wrong_every=None):
    yield small.HEADER.split(",")
    for number in range(ROWS):
        is_wrong = wrong_every is not None and number % wrong_every == 0
        kind = "农民" if is_wrong else "农户"
        yield small.producer(f"NH1{number:06d}", kind=kind, since="2020-07-01").split(",")


def write_csv(path, **options):
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows(**options))
    return path


def write_xlsx(path):
    """A workbook by hand: writing one of this size cell by cell takes longer than checking it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in _PARTS.items():
            package.writestr(name, text)
        with package.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for line, cells in enumerate(rows(), 1):
                body = "".join(
                    f'<c r="{letter}{line}" t="inlineStr"><is><t>{text}</t></is></c>'
                    for letter, text in zip("ABCDEFG", cells, strict=True)
                    if text
                )
                sheet.write(f'<row r="{line}">{body}</row>'.encode())
            sheet.write(b"</sheetData></worksheet>")
    return path


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return small.build_home(tmp_path_factory.mktemp("size") / "home")


@pytest.mark.slow
@pytest.mark.parametrize(("suffix", "write"), [("xlsx", write_xlsx), ("csv", write_csv)])
def test_a_hundred_thousand_rows_are_checked_in_seconds(home, tmp_path, suffix, write):
    path = write(tmp_path / f"producers.{suffix}")
    begun = time.process_time()
    found = check_file(home, "producers", path, scope=small.HERE, as_of=small.NOW)
    assert time.process_time() - begun < MOST_SECONDS
    assert (found.problems, found.table.num_rows) == ([], ROWS)


@pytest.mark.slow
def test_its_marked_copy_holds_the_rows_with_errors(home, tmp_path):
    path = write_csv(tmp_path / "producers.csv", wrong_every=1000)
    found = check_file(home, "producers", path, scope=small.HERE, as_of=small.NOW)
    assert len(found.problems) == ROWS // 1000 < MOST_ROWS < ROWS
    assert found.problems[-1].cell == f"B{ROWS - 1000 + 2}"
    write_marked_copy(found, tmp_path / "copy.xlsx")
    assert (tmp_path / "copy.xlsx").stat().st_size < 100_000
