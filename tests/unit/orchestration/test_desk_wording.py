"""How changes, amounts and names read at the desk."""

from __future__ import annotations

from datetime import date

import pytest

from connectors.registers.specs import register_spec
from orchestration.desk.changes import CellChange, view_of, word
from orchestration.desk.wording import yuan
from orchestration.registers.comparing import change_of

SPEC = register_spec("item_matches")


def row(product="CP1", since=None, until=None, **more):
    empty = {column.name: None for column in SPEC.columns}
    told = {"platform": "jd", "item_id": "5", "product_code": product}
    return empty | told | {"valid_from": since, "valid_to": until} | more


def cells(before, after, kind="changed"):
    return view_of(SPEC, change_of(("jd", "5"), kind, before, after)).cells


def test_an_earlier_beginning_is_told_as_one_cell():
    found = cells([row(since=date(2020, 6, 5))], [row(since=date(2020, 4, 1))])
    assert found == [CellChange(label="生效日期", before="2020-06-05", after="2020-04-01")]


def test_a_second_row_is_told_beside_the_end_of_the_first():
    found = cells([row()], [row(until=date(2020, 6, 1)), row("CP2", since=date(2020, 6, 1))])
    assert found[0] == CellChange(label="失效日期", before="长期", after="2020-06-01")
    assert CellChange(label="产品代码", before=None, after="CP2") in found


def test_an_added_row_tells_only_what_is_filled_in():
    found = cells([], [row()], "added")
    assert [cell.label for cell in found] == ["产品代码"]


def test_the_key_reads_in_labels_and_words():
    change = change_of(("jd", "5"), "added", [], [row()])
    assert view_of(SPEC, change).key == "平台 京东，商品编号 5"
    assert view_of(SPEC, change).takes_effect == "一直"


def test_a_cell_in_which_a_name_may_stand_is_never_shown():
    (hidden,) = (c for c in SPEC.columns if not c.is_shown)
    assert word(hidden, "张三") == "（不显示）"


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (123456789, "1,234,567.89"), (-150, "−1.50"), (None, "暂缺")],
)
def test_fen_read_as_yuan(fen, text):
    assert yuan(fen) == text
