"""The sheet of a field check as a workbook that prints: A4 across, its head on every page.

It has the columns of the CSV sheet and a running number. Every cell but answer and note is locked,
and ids are text, so that a spreadsheet rounds none. Keep out: drawing, judging answers (`answers`).
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zipfile import BadZipFile

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from expectations.audit.sampling import Stratum
from expectations.errors import EvidenceMissing

SHEET, GUIDE = "核查表", "填写说明"
NUMBER = "序号"
# widths in characters, by position of the column
WIDTHS = (6, 9, 15, 22, 22, 6, 11, 13, 6, 13, 34, 11, 24)
A4 = 9


def write_workbook(
    path: Path, strata: list[Stratum], *, header: tuple[str, ...], answers: tuple[str, ...],
    title: str, told: list[str],
) -> None:  # fmt: skip
    """Write the sample; the last two columns of `header` are answer and note, left empty.

    `told` are the lines of the guide. Raises FileExistsError where the path is taken.
    """
    with path.open("xb"):
        pass
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    # the same sample gives the same bytes
    book.set_properties({"title": title, "created": datetime(1980, 1, 1)})
    _guide(book, title, told)
    _sheet(book, strata, (NUMBER, *header), answers, title)
    book.close()


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a workbook that came back, by header.

    Raises EvidenceMissing where it can't be read or has no such sheet.
    """
    try:
        book = CalamineWorkbook.from_path(path)
        if SHEET not in book.sheet_names:
            raise EvidenceMissing(
                f"there is no sheet {SHEET}",
                where=str(path),
                advice="fill in the workbook as it was drawn",
            )
        header, *rows = [[_text(cell) for cell in row] for row in _cells(book)]
    except (OSError, CalamineError, BadZipFile, ValueError) as error:
        raise EvidenceMissing(
            f"the answers can't be read: {type(error).__name__}",
            where=str(path),
            advice="save the sheet as XLSX or as CSV in UTF-8",
        ) from error
    return [dict(zip(header, row, strict=False)) for row in rows if any(row)]


def _cells(book: CalamineWorkbook) -> list[list[object]]:
    return [list(row) for row in book.get_sheet_by_name(SHEET).to_python()]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _guide(book: xlsxwriter.Workbook, title: str, told: list[str]) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 88, book.add_format({"text_wrap": True, "valign": "top"}))
    sheet.set_paper(A4)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for position, line in enumerate(told, start=1):
        sheet.write_string(position, 0, line)


def _sheet(
    book: xlsxwriter.Workbook,
    strata: list[Stratum],
    header: tuple[str, ...],
    answers: tuple[str, ...],
    title: str,
) -> None:
    sheet = book.add_worksheet(SHEET)
    lined = {"border": 1, "valign": "vcenter", "font_size": 9, "text_wrap": True}
    head = book.add_format({**lined, "bold": True, "bg_color": "#EDEDED"})
    told = book.add_format({**lined, "num_format": "@"})
    amount = book.add_format({**lined, "num_format": "0"})
    asked = book.add_format({**lined, "locked": False, "num_format": "@"})
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C{title}")
    sheet.set_footer("&L核查人：　　　　　　&C核查日期：　　　　　　&R第 &P 页，共 &N 页")
    for column, (label, width) in enumerate(zip(header, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, label, head)
    line = 0
    for unit in (unit for stratum in strata for unit in stratum.drawn):
        line += 1
        sheet.write_number(line, 0, line, amount)
        share = "" if unit.share_no is None else str(unit.share_no)
        ids = (unit.platform, unit.shop_id, unit.order_id, unit.line_id, share)
        for column, text in enumerate((*ids, unit.booked_on.isoformat()), start=1):
            sheet.write_string(line, column, text, told)
        sheet.write_number(line, 7, unit.paid_fen, amount)
        claim = (unit.grade, unit.area_code, unit.evidence_id or "")
        for column, text in enumerate(claim, start=8):
            sheet.write_string(line, column, text, told)
        for column in (11, 12):
            sheet.write_blank(line, column, None, asked)
    sheet.data_validation(
        1, 11, max(line, 1), 11,
        {"validate": "list", "source": list(answers), "error_title": header[11],
         "error_message": f"请填 {'、'.join(answers)} 之一。"},
    )  # fmt: skip
    # no password: it keeps fingers off, not people
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.freeze_panes(1, 0)
