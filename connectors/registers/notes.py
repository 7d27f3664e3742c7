"""The sheet of a form that tells a clerk how to fill it in, column by column, with examples.

Keep out: the sheet that is filled in (`templates`).
"""

from __future__ import annotations

import xlsxwriter

from connectors.registers.spec_types import RegisterColumn

NOTES_SHEET = "填写说明"
_TYPE_WORDS = {
    "text": "文本",
    "boolean": "是或否",
    "date": "日期，如 2020-06-30",
    "integer": "整数",
}
_RULES = (
    "表头（第一行）不要改动；橙色栏目必填，蓝色栏目不清楚的可以空着，不要填“无”或 0。",
    "一行填一条。代码写全所有位数，单元格保持“文本”格式；不要合并单元格，不要写公式。",
    "生效日期是开始有效的第一天，空着表示一直有效；失效日期是不再有效的第一天，空着表示仍有效。",
    "情况变了：给旧行填失效日期，另起一行，生效日期填同一天。已登记过的内容不会被覆盖。",
    "报送的文件里出现的每一条，都要写出它的全部历史行（可用“现有内容”导出后修改）。",
    "生效日期早于登记当天 30 天以上的，要另一人批准后才计入统计。",
)
_NOBODY = "不得填写姓名、身份证号、电话、住址；农户只用户码。"
_HEADINGS = ("栏目", "是否必填", "填写格式", "可填内容", "示例")
_WIDTHS = (22, 10, 26, 60, 22)


def write_notes(
    book: xlsxwriter.Workbook,
    title_zh: str,
    columns: tuple[RegisterColumn, ...],
    *,
    area: str | None,
) -> None:
    """Add the sheet 填写说明; `area` names the county that the form was made for."""
    sheet = book.add_worksheet(NOTES_SHEET)
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    title = book.add_format({"bold": True, "font_size": 14})
    sheet.write_string(0, 0, f"{title_zh}登记表" + (f"（{area}）" if area else ""), title)
    rules = _RULES if any(c.is_personal for c in columns) else (*_RULES, _NOBODY)
    for line, rule in enumerate(rules, 1):
        sheet.write_string(line, 0, f"{line}. {rule}")
    top = len(rules) + 2
    for place, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(top, place, heading, head)
    for line, column in enumerate(columns, top + 1):
        cells = (
            column.label_zh,
            "必填" if column.is_required else "选填",
            _form(column),
            _words(column),
            _example(column),
        )
        for place, text in enumerate(cells):
            sheet.write_string(line, place, text, body)


def _form(column: RegisterColumn) -> str:
    if column.digits:
        return "或".join(f"{length} 位代码" for length in column.digits)
    if column.decimals is not None:
        return f"数字，小数最多 {column.decimals} 位，不写单位"
    if column.label_zh.endswith("（分）"):
        return "整数，以分为单位"
    return _TYPE_WORDS[column.type]


def _words(column: RegisterColumn) -> str:
    words = "、".join(column.values.values())
    return f"{words}（可多选，用 | 分隔）" if column.separator else words


def _example(column: RegisterColumn) -> str:
    """A made-up value of the column's form; of a vocabulary its first word."""
    if column.values:
        return next(iter(column.values.values()))
    if column.digits:
        return "431126100201"[: column.digits[0]].ljust(column.digits[0], "0")
    if column.decimals is not None:
        return "12.5"
    return {"text": "", "boolean": "是", "date": "2020-06-30", "integer": "100"}[column.type]
