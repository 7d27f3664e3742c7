"""Wrong files, each named by its defect: the cell, the words, the marked copy that goes back."""

from __future__ import annotations

import csv

import marked_copies
import pytest
import python_calamine
import xlsxwriter

from connectors.core.tabular.marked import MOST_ROWS
from connectors.registers.marking import write_marked_copy
from connectors.registers.reader import check_register
from connectors.registers.templates import write_template

HEADER = ("主体代码", "主体类型", "县代码", "村代码", "建档立卡户", "生效日期", "失效日期")
GOOD = ("NH01", "农户", "431126", "431126100201", "是", "2020-01-01", "")


def row(**cells):
    """A sound row with some cells replaced, by label."""
    return tuple({**dict(zip(HEADER, GOOD, strict=True)), **cells}.values())


def text_book(path, rows, header=HEADER, sheet="生产主体"):
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(sheet)
        for line, cells in enumerate([header, *rows]):
            for place, text in enumerate(cells):
                page.write_string(line, place, text)
    return path


SOUND = row(主体代码="NH99")
#: defect: the rows, then cell, part of the reason in Chinese, part of the advice
CELLS = {
    "date-in-words": ([SOUND, row(生效日期="去年三月")], "F3", "不是日期", "2020-06-30"),
    "date-that-is-none": ([row(生效日期="2020-02-30")], "F2", "不是日期", "2020-06-30"),
    "village-short-of-digits": ([row(村代码="31126100201")], "D2", "不是 12 位数字代码", "文本"),
    "code-became-scientific": ([row(村代码="4.31E+11")], "D2", "科学计数", "文本"),
    "code-became-4.3E+5": ([row(县代码="4.3E+5")], "C2", "科学计数", "文本"),
    "code-became-a-fraction": ([row(县代码="431126.0")], "C2", "小数", "文本"),
    "the-same-row-twice": ([row(), SOUND, row()], "A4", "与第 2 行重复登记", "只留一行"),
    "two-rows-in-force-at-once": (
        [row(失效日期="2020-06-02"), row(生效日期="2020-06-01")],
        "A3",
        "与第 2 行有效期重叠",
        "失效日期填新行的生效日期",
    ),
    "word-that-is-not-offered": ([row(主体类型="农民")], "B2", "不在可填内容之内", "农户、合作社"),
    "yes-or-no-neither": ([row(建档立卡户="可能")], "E2", "不是“是”或“否”", "请填"),
    "required-cell-empty": ([SOUND, row(主体类型="")], "B3", "必填项为空", "主体类型"),
    "ends-before-it-begins": (
        [row(生效日期="2020-06-01", 失效日期="2020-05-01")],
        "G2",
        "失效日期不晚于生效日期 2020-06-01",
        "不再有效的第一天",
    ),
    "phone-as-code": ([row(主体代码="13800001111")], "A2", "疑似手机号", "不收个人信息"),
    "identity-number-as-code": (
        [row(主体代码="431126197001010017")],
        "A2",
        "疑似身份证号",
        "不收个人信息",
    ),
    "name-as-code": ([row(主体代码="金丝雀")], "A2", "疑似姓名", "不收个人信息"),
}
PERSONAL = {"phone-as-code", "identity-number-as-code", "name-as-code"}


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@pytest.mark.parametrize("defect", CELLS)
def test_a_wrong_cell_goes_back_in_red_with_reason_and_advice(tmp_path, defect, suffix):
    rows, cell, reason, advice = CELLS[defect]
    path = tmp_path / f"{defect}.{suffix}"
    if suffix == "xlsx":
        text_book(path, rows)
    else:
        with path.open("w", encoding="utf-8-sig", newline="") as handle:
            csv.writer(handle).writerows([HEADER, *rows])
    found = check_register("producers", path)
    assert found.table is None
    (problem,) = found.problems
    assert problem.cell == cell
    assert problem.sheet == ("生产主体" if suffix == "xlsx" else None)
    assert problem.label_zh in HEADER
    assert reason in problem.reason_zh
    assert advice in problem.advice_zh
    out = tmp_path / "copy.xlsx"
    write_marked_copy(found, out)
    marked, listed = marked_copies.sheets(out)
    assert marked.red == {cell}
    assert reason in marked.noted[cell]
    assert advice in marked.noted[cell]
    # every cell stands where the clerk wrote it, as it was written
    assert [marked.texts.get(f"{c}1", "") for c in "ABCDEFG"] == list(HEADER)
    for line, cells in enumerate(rows, 2):
        assert [marked.texts.get(f"{c}{line}", "") for c in "ABCDEFG"] == list(cells)
    assert [r[1] for r in listed[1:]] == [cell]
    assert {p.name for p in tmp_path.iterdir()} == {path.name, "copy.xlsx"}
    if defect in PERSONAL:
        # the file goes back to its clerk as it is; no message repeats what it held
        assert problem.value is None
        assert rows[0][0] not in str(problem)


def test_the_mended_copy_loads(tmp_path):
    found = check_register("producers", text_book(tmp_path / "f.xlsx", [row(主体类型="农民")]))
    write_marked_copy(found, tmp_path / "copy.xlsx")
    with_header, bad = (
        python_calamine.load_workbook(str(tmp_path / "copy.xlsx")).get_sheet_by_index(0).to_python()
    )
    bad[1] = "农户"
    mended = check_register(
        "producers", text_book(tmp_path / "mended.xlsx", [bad], header=with_header)
    )
    assert mended.problems == []
    assert mended.table.num_rows == 1


def test_sheet_of_another_register_is_told_by_name(tmp_path):
    path = tmp_path / "codes.xlsx"
    write_template("codes", path)
    found = check_register("producers", path)
    (problem,) = found.problems
    assert found.table is None
    assert "商家编码" in problem.reason_zh
    assert "主体类型" in problem.advice_zh
    write_marked_copy(found, tmp_path / "copy.xlsx")
    marked, listed = marked_copies.sheets(tmp_path / "copy.xlsx")
    assert marked is None
    assert len(listed) == 2


def test_a_required_column_that_is_missing_is_named(tmp_path):
    header = tuple(name for name in HEADER if name != "主体类型")
    (problem,) = check_register(
        "producers", text_book(tmp_path / "f.xlsx", [GOOD[:1] + GOOD[2:]], header=header)
    ).problems
    assert "缺少：主体类型" in problem.reason_zh
    assert "it lacks producer_kind;" in str(problem)
    assert "主体类型" in problem.advice_zh


def test_an_unknown_column_is_red_in_the_header(tmp_path):
    path = text_book(tmp_path / "f.xlsx", [(*GOOD, "金丝雀")], header=(*HEADER, "户主姓名"))
    found = check_register("producers", path)
    (problem,) = found.problems
    assert (problem.cell, problem.row) == ("H1", None)
    assert "不是本表的栏目" in problem.reason_zh
    write_marked_copy(found, tmp_path / "copy.xlsx")
    marked, _ = marked_copies.sheets(tmp_path / "copy.xlsx")
    assert marked.red == {"H1"}
    assert "金丝雀" not in str(problem)


def test_a_formula_is_refused_though_it_shows_a_value(tmp_path):
    path = tmp_path / "formula.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("生产主体")
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, GOOD)
        page.write_formula(1, 2, "=431000+126", value="431126")
    (problem,) = check_register("producers", path).problems
    assert problem.cell == "C2"
    assert "公式" in problem.reason_zh


@pytest.mark.parametrize(
    ("area", "cell", "told"),
    [((1, 2, 2, 2), "C2", "C2:C3"), ((2, 2, 2, 3), "C3", "C3:D3")],
    ids=["down", "across"],
)
def test_merged_cells_are_refused(tmp_path, area, cell, told):
    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("生产主体")
        page.write_row(0, 0, HEADER)
        page.write_row(1, 0, GOOD)
        page.write_row(2, 0, SOUND)
        page.merge_range(*area, "431126")
    problems = {p.cell: p for p in check_register("producers", path).problems}
    assert told in problems[cell].reason_zh


def test_a_title_above_the_header_may_be_merged(tmp_path):
    path = tmp_path / "title.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("生产主体")
        page.merge_range(0, 0, 0, 6, "某县生产主体登记表")
        page.write_row(1, 0, HEADER)
        page.write_row(2, 0, row(村代码="4311"))
    found = check_register("producers", path)
    assert [p.cell for p in found.problems] == ["D3"]
    write_marked_copy(found, tmp_path / "copy.xlsx")
    marked, _ = marked_copies.sheets(tmp_path / "copy.xlsx")
    assert marked.red == {"D3"}
    assert marked.texts["A2"] == "主体代码"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path, text):
    path = tmp_path / "f.csv"
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([HEADER, row(主体类型=text)])
    found = check_register("producers", path)
    write_marked_copy(found, tmp_path / "copy.xlsx")
    marked, _ = marked_copies.sheets(tmp_path / "copy.xlsx")
    assert marked.red == {"B2"}


def test_every_error_of_a_file_is_told_at_once(tmp_path):
    rows = [
        row(主体类型="农民", 村代码="43"),
        row(主体代码="NH02", 生效日期="明天"),
        row(主体代码="NH03"),
        row(主体代码="NH03"),
    ]
    found = check_register("producers", text_book(tmp_path / "f.xlsx", rows))
    assert sorted(p.cell for p in found.problems) == ["A5", "B2", "D2", "F3"]
    assert [p.row for p in found.problems] == [2, 2, 3, 5]


def test_of_a_large_file_the_copy_holds_the_rows_with_errors(tmp_path):
    path = tmp_path / "large.csv"
    wrong = {7, MOST_ROWS // 2, MOST_ROWS + 1}
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(HEADER)
        for number in range(2, MOST_ROWS + 3):
            kind = "农民" if number in wrong else "农户"
            writer.writerow(row(主体代码=f"NH{number}", 主体类型=kind))
    found = check_register("producers", path)
    assert {p.row for p in found.problems} == wrong
    write_marked_copy(found, tmp_path / "copy.xlsx")
    marked, listed = marked_copies.sheets(tmp_path / "copy.xlsx")
    assert [marked.texts[f"A{line}"] for line in (1, 2, 3, 4)] == [
        "主体代码",
        *(f"NH{number}" for number in sorted(wrong)),
    ]
    assert marked.red == {"B2", "B3", "B4"}
    # the list names the cells of the file that the clerk has
    assert [r[1] for r in listed[1:]] == [f"B{number}" for number in sorted(wrong)]
