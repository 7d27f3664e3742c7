"""The printed sheet of a field check comes back as it was filled in, and prints as it should."""

from __future__ import annotations

import re
import zipfile
from datetime import date

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from expectations.audit.answers import read_answers, write_printable, write_sheet
from expectations.audit.sampling import Stratum, Unit
from expectations.errors import EvidenceBroken, EvidenceMissing

LONG_ID = "1234567890123456789"


def unit(number: int, share_no: int | None) -> Unit:
    return Unit(
        platform="jd",
        shop_id="0070",
        order_id=f"{LONG_ID[:-2]}{number:02d}",
        line_id="=1+1",
        share_no=share_no,
        booked_on=date(2020, 6, number),
        paid_fen=1_999,
        grade="O1",
        area_code="431126",
        evidence_id="codes:NYH0001",
    )


STRATA = [Stratum(grade="O1", unit_count=9, paid_fen=9_000, drawn=[unit(1, 1), unit(2, None)])]


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "sample.xlsx"
    write_printable(path, STRATA, year=2020, axis_name="产地", seed="a", build_id="b1")
    return path


def cells(path, name="核查表"):
    return CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python()


def filled(path, words, column=12, name="核查表"):
    """What a spreadsheet program saves once the answers are in: same cells, no settings of ours."""
    rows = cells(path)
    for row, word in zip(rows[1:], words, strict=False):
        row[column - 1] = word
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def markup(path):
    """The workbook's own markup of the sheet, of its names and of its styles."""
    with zipfile.ZipFile(path) as book:
        return [
            book.read(f"xl/{part}.xml").decode()
            for part in ("worksheets/sheet2", "workbook", "styles")
        ]


def test_answers_come_back_under_the_keys_of_what_was_drawn(sheet):
    found = read_answers(filled(sheet, ["一致", "无法核实"]), STRATA)
    assert found == {
        f"jd|{LONG_ID[:-2]}01|=1+1|1": "right",
        f"jd|{LONG_ID[:-2]}02|=1+1|": "unknown",
    }


def test_workbook_and_csv_ask_the_same(sheet, tmp_path):
    write_sheet(tmp_path / "sample.csv", STRATA)
    header = (tmp_path / "sample.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert cells(sheet)[0] == ["序号", *header.split(",")]


def test_ids_stay_text_and_no_text_becomes_a_formula(sheet):
    assert cells(sheet)[1][2:6] == ["0070", f"{LONG_ID[:-2]}01", "=1+1", "1"]
    assert "<f>" not in markup(sheet)[0]


def test_it_prints_across_with_its_head_on_every_page_and_only_answers_open(sheet):
    page, names, styles = markup(sheet)
    [paper] = re.findall(r"<pageSetup .*?/>", page)
    assert all(told in paper for told in ('paperSize="9"', 'orientation="landscape"'))
    assert '<pageSetUpPr fitToPage="1"/>' in page
    assert "Print_Titles" in names
    assert "核查表'!$1:$1" in names.replace("核查表!$1:$1", "核查表'!$1:$1")
    assert "<sheetProtection" in page
    [rule] = re.findall(r"<dataValidation .*?</dataValidation>", page)
    assert 'sqref="L2:L3"' in rule
    assert '<formula1>"一致,不一致,无法核实"</formula1>' in rule
    # the one style that isn't locked stands on answer and note, and nowhere else
    formats = styles.split("<cellXfs")[1].split("<xf ")[1:]
    [open_style] = [n for n, xf in enumerate(formats) if 'locked="0"' in xf]
    assert re.findall(rf'<c r="(\w+)" s="{open_style}"', page) == ["L2", "M2", "L3", "M3"]


def test_the_same_sample_gives_the_same_bytes(sheet, tmp_path):
    again = tmp_path / "again.xlsx"
    write_printable(again, STRATA, year=2020, axis_name="产地", seed="a", build_id="b1")
    assert again.read_bytes() == sheet.read_bytes()


def test_a_sheet_that_is_written_stays(sheet):
    with pytest.raises(FileExistsError):
        write_printable(sheet, STRATA, year=2020, axis_name="产地", seed="a", build_id="b1")


def test_an_order_number_that_was_changed_is_an_error(sheet):
    filled(sheet, ["一致", "一致"])
    with pytest.raises(EvidenceBroken, match="not drawn"):
        read_answers(filled(sheet, ["999"], column=4), STRATA)


def test_an_empty_answer_is_an_error_with_its_row(sheet):
    with pytest.raises(EvidenceBroken, match="empty") as caught:
        read_answers(filled(sheet, ["一致"]), STRATA)
    assert caught.value.where == "sample.xlsx, row 3"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", "核查".encode()])
def test_a_workbook_that_cannot_be_read_is_an_error(tmp_path, content):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(content)
    with pytest.raises(EvidenceMissing, match="can't be read"):
        read_answers(path, STRATA)


def test_a_workbook_without_the_sheet_is_an_error(sheet):
    with pytest.raises(EvidenceMissing, match="no sheet"):
        read_answers(filled(sheet, ["一致", "一致"], name="别的表"), STRATA)
