"""The review list as a workbook: to be filled in with product codes, and read back.

Every cell is text, so that nothing a seller wrote becomes a formula and no id loses a digit.
Keep out: what a decision becomes (orchestration.matching).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from connectors.core.tabular.tables import SourceTable, read_table
from connectors.matching.offers import Candidate
from connectors.registers.vocabularies import PLATFORMS
from orchestration.errors import NothingToDo
from orchestration.match_reviews import Review

NONE_OF_THEM = "都不是"
_ID, _CHOICE = "复核编号", "裁定（产品代码）"
_COLUMNS = (
    (_ID, 14),
    (_CHOICE, 18),
    ("涉及金额（元）", 14),
    ("平台", 14),
    ("店铺", 24),
    ("商品编号", 18),
    ("标题", 44),
    ("待判明细（条）", 12),
    ("商家编码", 24),
    ("备注", 30),
)
_SHOWN = 5


def write_sheet(reviews: Sequence[Review], path: Path) -> None:
    """Write the list with an empty column for the decisions, each with its candidates to choose."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDE5EE"})
    sheet = book.add_worksheet("匹配复核")
    columns = (*_COLUMNS, *((f"候选 {n}", 40) for n in range(1, _SHOWN + 1)))
    for place, (title, width) in enumerate(columns):
        sheet.set_column(place, place, width, text)
        sheet.write_string(0, place, title, head)
    for row, review in enumerate(reviews, 1):
        for place, cell in enumerate(_cells(review)):
            sheet.write_string(row, place, cell, text)
        codes = [c.product_code for c in review.candidates[:_SHOWN]]
        sheet.data_validation(
            row,
            1,
            row,
            1,
            {
                "validate": "list",
                "source": [*codes, NONE_OF_THEM],
                "error_type": "warning",
                "input_title": "裁定",
                "input_message": "选候选产品代码，或填登记表中的其他代码；留空则不裁定",
            },
        )
    sheet.freeze_panes(1, 2)
    book.close()


def _cells(review: Review) -> list[str]:
    # the unit of the heading; whole fen keep their two places
    yuan = (
        "" if review.open_fen is None else f"{review.open_fen // 100}.{review.open_fen % 100:02d}"
    )
    return [
        review.review_id,
        "",
        yuan,
        PLATFORMS.get(review.platform, review.platform),
        f"{review.shop_name} {review.shop_id}".strip(),
        review.item_id,
        review.title,
        str(review.open_line_count),
        "；".join(f"{code}（{count}）" for code, count in review.codes.items()),
        review.remark,
        *(candidate_words(candidate) for candidate in review.candidates[:_SHOWN]),
    ]


def candidate_words(candidate: Candidate) -> str:
    """A candidate in one line, as: CP00101 古丈毛尖（相似 86.0；本店登记产品）."""
    likeness = [f"相似 {candidate.likeness}"] if candidate.likeness else []
    signs = "；".join([*likeness, *candidate.signs])
    return f"{candidate.product_code} {candidate.product_name}（{signs}）"


def read_sheet(path: Path) -> dict[str, str | None]:
    """The decisions of a filled-in list, by review; rows without one are left out.

    Raises NothingToDo where the file is no such list, decides nothing, or one review twice.
    """
    table = read_table(path, is_header=lambda cells: {_ID, _CHOICE} <= set(cells))
    if table is None:
        raise NothingToDo(
            f"no row of this file has the columns {_ID} and {_CHOICE}",
            where=path.name,
            advice="fill in the list that `shanhuo match review --export FILE` writes",
        )
    choices = _choices(table, path.name)
    if not choices:
        raise NothingToDo(
            f"the column {_CHOICE} is empty in every row",
            where=path.name,
            advice=f"fill in the code of a product, or {NONE_OF_THEM}",
        )
    return choices


def _choices(table: SourceTable, name: str) -> dict[str, str | None]:
    at_id, at_choice = table.header.index(_ID), table.header.index(_CHOICE)
    choices: dict[str, str | None] = {}
    for row in table.rows:
        cells = [*row.cells, *[""] * len(table.header)]
        review_id, choice = cells[at_id].strip(), cells[at_choice].strip()
        if not choice:
            continue
        if not review_id or review_id in choices:
            raise NothingToDo(
                "a decision has no review" if not review_id else "this review is decided twice",
                where=f"{name}, row {row.number}",
                advice=f"leave the column {_ID} as it was written, one row a review",
            )
        choices[review_id] = None if choice == NONE_OF_THEM else choice
    return choices
