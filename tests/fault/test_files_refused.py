"""Export files that must be refused as a whole: one clear message, and nothing comes out."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from connectors.core.errors import ConfigurationError, ConnectorError, FatalFeedError
from connectors.core.tabular import inspection
from connectors.files.feeds import read_file

FIXTURES = Path(__file__).parents[1] / "unit" / "connectors" / "files" / "fixtures"
HEADER = ["订单编号", "总金额", "买家实际支付金额", "订单创建时间", "订单付款时间", "退款金额"]


def read(path, feed="tmall-report"):
    return read_file(
        feed,
        path,
        shop_id="s1",
        hmac_key=b"k",
        resolve_county=lambda *_: None,
        known_at=datetime(2020, 7, 1),
    )


def refused(path, feed="tmall-report"):
    with pytest.raises(ConnectorError) as caught:
        read(path, feed)
    assert caught.value.advice
    assert path.name in caught.value.where or feed != "tmall-report"
    return caught.value


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "report.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        at = book.add_format({"num_format": "yyyy/m/d h:mm:ss"})
        sheet.write_row(1, 0, [101, 178.8, 0.1 + 0.2])
        sheet.write(1, 1, 0.3)
        sheet.write_datetime(1, 3, datetime(2020, 6, 1, 8), at)
        sheet.write_datetime(1, 4, datetime(2020, 6, 1, 8, 0, 59), at)
        sheet.write(1, 5, 0)
        sheet.write_row(2, 0, [3.5512345678901234e18, 1, 0, "2020-06-01 09:00:00", "", 0])
    return path


def test_a_workbook_reads_as_a_csv_does(workbook):
    reading = read(workbook)
    order = reading.drafts[0].tables["orders"].to_pylist()[0]
    assert (order["order_id"], order["paid_fen"]) == ("s1-20200601T080000-101", 30)
    assert order["booked_at"] == datetime(2020, 6, 1, 8, 0, 59)
    assert reading.report.quarantine_reasons == {"id-in-scientific-notation": 1}


def test_a_missing_column_is_named_with_the_file():
    error = refused(FIXTURES / "tmall_payment_time_column_missing.csv")
    assert isinstance(error, FatalFeedError)
    assert "订单付款时间" in error.what
    assert "总金额" not in error.what
    assert "tmall_payment_time_column_missing.csv" in error.where


def test_another_report_is_told_by_the_columns_it_needs():
    error = refused(FIXTURES / "jd_order_columns_disagree.csv")
    assert "no header" in error.what
    assert "买家实际支付金额" in error.advice


def test_a_total_that_is_not_the_sum_names_the_column_and_both_sums():
    error = refused(FIXTURES / "tmall_total_too_small.csv")
    assert "总金额" in error.what
    assert "500.00" in error.what
    assert "592.30" in error.what
    assert "row 6" in error.where


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("empty.csv", b"", "empty"),
        ("utf16.csv", ",".join(HEADER).encode("utf-16"), "UTF-16"),
        ("picture.csv", b"\xff\xd8\xff\n\xff\xff\n\xff\x00", "neither"),
        ("header_only.csv", ",".join(HEADER).encode(), "no rows"),
        ("report.xls", b"x", "no XLSX or XLS"),
        ("report.xlsm", b"x", "ending .xlsm"),
        ("report.zip", b"PK", "ending .zip"),
        ("fake.xlsx", b"no archive", "no XLSX"),
    ],
)
def test_content_that_is_no_report(tmp_path, name, data, word):
    path = tmp_path / name
    path.write_bytes(data)
    assert word in refused(path).what


def test_a_file_that_is_not_there(tmp_path):
    assert isinstance(refused(tmp_path / "gone.csv"), ConfigurationError)


def test_an_unknown_feed_lists_the_known_ones(workbook):
    error = refused(workbook, feed="tmall")
    assert "tmall-report" in error.advice


def _with_part(path, name, data=b"x"):
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/externalLinks/externalLink1.xml", "links"),
        ("../../escape.xml", "outside"),
        ("/absolute.xml", "outside"),
    ],
)
def test_a_workbook_with_what_no_report_needs(workbook, part, word):
    assert word in refused(_with_part(workbook, part)).what


def test_a_workbook_that_unpacks_to_a_bomb(workbook):
    assert "unpacks" in refused(_with_part(workbook, "xl/media/x.bin", b"0" * 5_000_000)).what


def test_a_sheet_with_far_corners_is_never_laid_out(tmp_path):
    path = tmp_path / "corner.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write(1_048_575, 16_383, "x")
    assert "spans" in refused(path).what


def test_cells_without_reference_span_a_sheet_as_well(workbook, tmp_path):
    rows = b'<row r="1">' + b"<c/>" * 5000 + b'</row><row r="9000"><c/></row>'
    other = tmp_path / "positional.xlsx"
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(other, "w") as new:
        for part in old.infolist():
            is_sheet = part.filename.startswith("xl/worksheets/")
            sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
            new.writestr(part.filename, sheet if is_sheet else old.read(part))
    assert "spans" in refused(other).what


def test_a_workbook_that_is_too_large(workbook, monkeypatch):
    monkeypatch.setattr(inspection, "MOST_BYTES", 100)
    assert "20 MB" in refused(workbook).what


def test_no_message_repeats_a_cell(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(f"{','.join(HEADER)}\nCANARY姓名,CANARY,13800000000,,,\n", encoding="utf-8")
    message = str(refused(path))
    assert "CANARY" not in message
    assert "13800000000" not in message
