"""The marked copy of a ledger: wrong cells red with a note where they stood, to be mended."""

from __future__ import annotations

import csv

import pytest
import python_calamine
from typer.testing import CliRunner

from connectors.core.tabular.marked import MOST_ROWS
from connectors.files.checking import check_file
from connectors.files.ledger.columns import COLUMNS
from connectors.files.ledger.marking import write_marked_ledger
from orchestration.cli.feeds import app
from orchestration.errors import NothingToDo
from tests.unit.connectors.registers.marked_copies import sheets

PHONE = "13800001111"
HEADER = [column.names[0] for column in COLUMNS.values()]
ROW = {
    "渠道": "展会",
    "销售日期": "2020-06-05",
    "县代码": "431222",
    "商品名称": "碣滩茶",
    "销售金额": "10.00",
    "佐证等级": "自报",
}


def cell(label, number):
    return f"{chr(ord('A') + HEADER.index(label))}{number}"


@pytest.fixture
def ledger(tmp_path):
    """A ledger of sound rows, each changed as told."""

    def write(*changes, last=()):
        path = tmp_path / "ledger.csv"
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(HEADER)
            for number, change in enumerate(changes, 1):
                row = {"台账编号": f"A-{number}"} | ROW | change
                writer.writerow([row.get(label, "") for label in HEADER])
            writer.writerows(last)
        return path

    return write


@pytest.fixture
def marked(tmp_path):
    """The marked sheet and the list of a file's copy."""

    def read(path):
        found = check_file(path, feed="ledger")
        write_marked_ledger(found.source, found.flaws, tmp_path / "copy.xlsx")
        return sheets(tmp_path / "copy.xlsx")

    return read


def test_wrong_cells_are_red_where_they_stood_with_reason_and_advice(ledger, marked):
    sheet, listed = marked(ledger({}, {"销售金额": "十元", "渠道": "集市"}, {"数量": "2.5斤"}))
    at = cell("销售金额", 3), cell("渠道", 3), cell("数量", 4)
    assert sheet.red == set(at)
    assert "金额不是数字。写成以元为单位" in sheet.noted[at[0]]
    assert "渠道不在可填内容之中" in sheet.noted[at[1]]
    assert (sheet.texts["A2"], sheet.texts[at[0]]) == ("A-1", "十元")
    assert {row[1] for row in listed[1:]} == set(at)


def test_an_empty_cell_is_red_too(ledger, marked):
    sheet, _ = marked(ledger({"销售金额": ""}))
    assert sheet.red == {cell("销售金额", 2)}


def test_a_mended_copy_has_no_flaw(ledger, marked, tmp_path):
    marked(ledger({}, {"销售金额": "十元"}))
    (rows,) = [python_calamine.load_workbook(str(tmp_path / "copy.xlsx")).get_sheet_by_index(0)]
    cells = [[str(value) for value in row] for row in rows.to_python()]
    cells[2][HEADER.index("销售金额")] = "20.00"
    again = tmp_path / "again.csv"
    again.write_text("\n".join(",".join(row) for row in cells), encoding="utf-8")
    found = check_file(again, feed="ledger")
    assert (found.flaws, found.record_count) == ([], 2)


def test_cells_that_do_not_fit_together_are_marked_in_each_row(ledger, marked):
    sheet, listed = marked(
        ledger({"台账编号": "B"}, {"台账编号": "B", "商品名称": "油"}, {"关联平台": "淘宝"})
    )
    assert sheet.red == {"A2", "A3", cell("关联平台", 4), cell("关联订单号", 4)}
    assert len(listed) == 1 + 2


def test_a_row_of_shifted_cells_is_red_as_a_whole_and_noted_in_its_first_cell(ledger, marked):
    sheet, _ = marked(ledger({}, last=[["A-9", "展会", "2020-06-05"]]))
    assert sheet.red == {"A3", "B3", "C3"}
    assert "本行的栏数与表头不一致" in sheet.noted["A3"]


def test_a_column_that_the_file_lacks_is_told_in_the_rows_first_cell(ledger, marked):
    path = ledger({"佐证等级": "合同"})
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    at = HEADER.index("佐证编号")
    text = "\n".join(",".join(row[:at] + row[at + 1 :]) for row in rows)
    path.write_text(text, encoding="utf-8")
    sheet, _ = marked(path)
    assert "没有编号" in sheet.noted["A2"]


def test_a_total_that_is_not_the_sum_is_marked(ledger, marked):
    total = ["合计"] + [""] * (len(HEADER) - 1)
    total[HEADER.index("销售金额")] = "20.01"
    sheet, _ = marked(ledger({}, {}, last=[total]))
    assert sheet.red == {cell("销售金额", 4)}


def test_a_file_without_the_header_is_told_in_the_list_alone(tmp_path, marked):
    path = tmp_path / "other.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    sheet, listed = marked(path)
    assert sheet is None
    assert "找不到表头" in listed[1][5]


def test_the_list_repeats_no_cell_and_so_no_number_of_a_person(ledger, marked):
    sheet, listed = marked(ledger({"商品名称": f"茶 {PHONE}"}))
    assert PHONE not in str(listed)
    # the rows are the clerk's own and go back as they came
    assert PHONE in sheet.texts[cell("商品名称", 2)]


def test_of_a_large_file_the_copy_holds_the_rows_with_errors(ledger, marked):
    wrong = {7, MOST_ROWS // 2, MOST_ROWS + 1}
    changes = [{"渠道": "集市"} if n in wrong else {} for n in range(1, MOST_ROWS + 2)]
    sheet, listed = marked(ledger(*changes))
    assert sheet.red == {"B2", "B3", "B4"}
    assert [sheet.texts[f"A{line}"] for line in (2, 3, 4)] == [f"A-{n}" for n in sorted(wrong)]
    assert "A5" not in sheet.texts
    # the list names the cells of the file that the clerk has
    assert [row[1] for row in listed[1:]] == [f"B{n + 1}" for n in sorted(wrong)]


def test_the_command_writes_it_and_a_sound_file_gets_none(ledger, tmp_path):
    def run(path):
        return CliRunner().invoke(app, ["check", str(path), "--marked", str(tmp_path / "m.xlsx")])

    assert run(ledger({})).exit_code == 0
    assert not (tmp_path / "m.xlsx").exists()
    done = run(ledger({"渠道": "集市"}))
    assert done.exit_code == 1
    assert f"Marked copy: {tmp_path / 'm.xlsx'}" in done.output
    assert sheets(tmp_path / "m.xlsx")[0].red == {"B2"}


def test_an_export_gets_no_copy_for_it_may_name_buyers(tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("订单编号,收货人\n1,某人\n", encoding="utf-8")
    arguments = ["check", str(path), "--feed", "ccb", "--marked", str(tmp_path / "m.xlsx")]
    done = CliRunner().invoke(app, arguments)
    assert isinstance(done.exception, NothingToDo)
    assert not (tmp_path / "m.xlsx").exists()
