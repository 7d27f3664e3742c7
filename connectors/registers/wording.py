"""The words for everything that can be wrong with a register's file: English, and for clerks.

Keep out: finding what is wrong.
"""

from __future__ import annotations

from typing import NamedTuple

from connectors.registers.problems import Problem
from connectors.registers.spec_types import RegisterColumn


class Words(NamedTuple):
    """What is wrong and what to do, in English and in Chinese; braces take the particulars."""

    reason: str
    advice: str
    reason_zh: str
    advice_zh: str


WORDS: dict[str, Words] = {
    "empty": Words("is empty", "fill in {label}", "必填项为空", "请填写“{label}”"),
    "digits": Words(
        "is no code of {lengths} digits",
        "write the code as text, with all its digits",
        "不是 {lengths_zh} 位数字代码",
        "把单元格设为“文本”格式，写全所有位数（前面的 0 也要写）",
    ),
    "rounded": Words(
        "was turned into scientific notation by a spreadsheet",
        "write the code as text, with all its digits",
        "被表格软件改成了科学计数，尾数已经丢失",
        "把单元格设为“文本”格式，从原始材料重新录入",
    ),
    "fraction": Words(
        "was turned into a number with decimals by a spreadsheet",
        "write the code as text, with all its digits",
        "被表格软件当成了小数",
        "把单元格设为“文本”格式，从原始材料重新录入",
    ),
    "word": Words(
        "is not one of the allowed values",
        "choose from {words}",
        "不在可填内容之内",
        "请从下拉框选择：{words_zh}",
    ),
    "decimals": Words(
        "is no number with {places} decimals at most",
        "write digits and a point, without a unit",
        "不是数字，或小数超过 {places} 位",
        "请只写数字和小数点，不写单位",
    ),
    "least": Words("is less than {bound}", "check the number", "小于 {bound}", "请核对数字"),
    "most": Words("is more than {bound}", "check the number", "大于 {bound}", "请核对数字"),
    "boolean": Words("is neither yes nor no", "write 是 or 否", "不是“是”或“否”", "请填“是”或“否”"),
    "date": Words(
        "is no day (date-unreadable)",
        "write the day as 2020-06-30",
        "不是日期",
        "请写成 2020-06-30 这样的日期",
    ),
    "integer": Words(
        "is no whole number", "write a whole number in digits", "不是整数", "请用数字填写整数"
    ),
    "unknown": Words(
        "is not in the register {register}",
        "correct the code, or load it into {register} first",
        "在“{register_zh}”登记中查不到",
        "请核对代码；确属新增的，先登记到“{register_zh}”",
    ),
    "outside": Words(
        "belongs to {county}, outside {scope}",
        "take the row out; the other county loads it",
        "属于{county_zh}，不在本次报送范围（{scope}）内",
        "请删去本行，由所属县报送；代码写错的请改正",
    ),
    "nowhere": Words(
        "leads to no county, and this load is for {scope}",
        "fill in the county or village, or what leads to it",
        "看不出属于哪个县，而本次报送范围是 {scope}",
        "请补填县代码、村代码或所对应的登记代码",
    ),
    "order": Words(
        "is not after valid_from {start}",
        "valid_to is the first day on which the row no longer holds",
        "失效日期不晚于生效日期 {start}",
        "失效日期是不再有效的第一天，应晚于生效日期",
    ),
    "needs": Words(
        "is empty beside {other}",
        "fill in {label} too, or empty {other}",
        "填了“{other_zh}”却没有填本项",
        "请补填“{label}”，或清空“{other_zh}”",
    ),
    "at_most": Words(
        "is more than {other}",
        "check both numbers",
        "大于“{other_zh}”",
        "请核对这两栏的数字",
    ),
    "not_before": Words(
        "lies before {other}",
        "check both days",
        "早于“{other_zh}”",
        "请核对这两栏的日期",
    ),
    "after": Words(
        "is not after {other}",
        "check both days",
        "不晚于“{other_zh}”",
        "请核对这两栏的日期",
    ),
    "differs": Words(
        "is the same as {other}",
        "correct one of the two",
        "与“{other_zh}”相同",
        "请改正其中一栏",
    ),
    "double": Words(
        "the same key holds in row {other} at the same time",
        "keep one of the two rows",
        "与第 {other} 行重复登记",
        "两行只留一行",
    ),
    "overlap": Words(
        "the same key holds in row {other} at the same time",
        "end the older row (valid_to) where the newer begins (valid_from)",
        "与第 {other} 行有效期重叠",
        "旧行的失效日期填新行的生效日期",
    ),
    "shares": Words(
        "the shares of this {kind} sum to {total} on one day",
        "lower them to {whole} together, or end the older rows",
        "同一天的份额合计为 {total}，超过 {whole}",
        "请调低份额，或给旧行填失效日期",
    ),
    "personal": Words(
        "looks like {what} of a person",
        "no register holds one: take it out of the file",
        "疑似{what_zh}",
        "登记表不收个人信息：请从文件中删去，户主信息只用户码",
    ),
    "formula": Words(
        "holds a formula",
        "paste the value in its place",
        "单元格里是公式",
        "请选中复制，用“选择性粘贴—数值”改成数值",
    ),
    "merged": Words(
        "is merged over {cells}",
        "take the merge apart and fill in every row",
        "是合并单元格（{cells}）",
        "请取消合并，每行各自填写",
    ),
    "undecodable": Words(
        "holds bytes that are no text in the file's encoding",
        "type the row again or save the file as XLSX",
        "本行有无法辨认的字符（乱码）",
        "请重新录入本行，或另存为 XLSX",
    ),
    "unbalanced-quotes": Words(
        "has a quotation mark that never closes",
        "type the row again or save the file as XLSX",
        "本行引号不成对",
        "请删去多余的引号，或另存为 XLSX",
    ),
    "columns": Words(
        "has another number of cells than the header",
        "type the row again or save the file as XLSX",
        "本行的栏数与表头不一致",
        "请检查是否多了或少了逗号，或另存为 XLSX",
    ),
    "doubled-column": Words(
        "stands in the header more than once",
        "keep one of them",
        "表头里出现了不止一次",
        "只留一栏",
    ),
    "unknown-column": Words(
        "is no column of this register",
        "correct the name after the template, or remove the column",
        "不是本表的栏目",
        "请按模板改正栏目名，或删去这一栏",
    ),
    "no-header": Words(
        "no row with the required columns within the first five rows{found}",
        "the header needs {required}",
        "前五行里找不到完整的表头{found_zh}",
        "表头必须有：{required_zh}",
    ),
    "no-rows": Words(
        "there is a header and no row",
        "fill in the template; to end a row give it a valid_to",
        "只有表头，没有内容",
        "请按模板填写；要注销一行，请填它的失效日期",
    ),
}

WHOLE_ROW = "(whole row)"
WHOLE_FILE = "(whole file)"
HEADER = "header"
_PLACES_ZH = {WHOLE_ROW: "整行", WHOLE_FILE: "整个文件", HEADER: "表头"}


def problem(
    kind: str,
    column: RegisterColumn | str,
    /,
    *,
    row: int | None = None,
    value: object = None,
    **particulars: object,
) -> Problem:
    """A problem of a kind in its words; a value that may name a person is left out."""
    if isinstance(column, RegisterColumn):
        name, label = column.name, column.label_zh
        shown = None if value is None or not column.is_shown else str(value)
    else:
        name, label = column, _PLACES_ZH.get(column, column)
        shown = None if value is None else str(value)
    words = [text.format(label=label, **particulars) for text in WORDS[kind]]
    return Problem(
        row=row,
        column=name,
        label_zh=label,
        value=shown,
        reason=words[0],
        advice=words[1],
        reason_zh=words[2],
        advice_zh=words[3],
    )
