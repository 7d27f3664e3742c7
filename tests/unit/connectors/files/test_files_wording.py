"""No clerk ever reads a code: each reason that a reader can raise has its Chinese sentence."""

from __future__ import annotations

import re
from pathlib import Path

import connectors
from bulletins.vocabulary import reason_name
from connectors.files.forms import forms
from connectors.files.wording import REASONS, refusal

ROOT = Path(connectors.__file__).parent
# raised while a refund's amount is looked for, not of a cell
NOT_OF_A_FILE = {"refund-amount-untold"}
# a month is read through `day_or_month`, which tells it as a date
WITHIN = {"month-unreadable"}


def _codes() -> set[str]:
    """Texts in the readers' sources that look like a reason."""
    return {
        code
        for folder in ("files", "core/tabular")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "wording.py"
        for code in re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', path.read_text(encoding="utf-8"))
    }


def test_every_reason_has_its_sentence():
    unworded = _codes() - set(REASONS) - set(forms()) - {"utf-8", "utf-8-sig", "utf-16-le"}
    assert unworded == NOT_OF_A_FILE | WITHIN
    assert set(REASONS) <= _codes() | {"columns", "undecodable"}


def test_sentences_end_without_a_full_stop():
    for wording in REASONS.values():
        for text in (wording.what, wording.advice):
            assert text
            assert text[-1] not in "。.，"


def test_a_bulletin_prints_each_reason_in_chinese_and_without_a_number():
    for reason in set(REASONS) | NOT_OF_A_FILE:
        name = reason_name(reason)
        assert re.fullmatch(r"[\u4e00-\u9fff]+", name), reason


def test_a_refusal_nobody_has_worded_still_says_what_to_do():
    assert refusal("something new")[1]
    assert refusal("the workbook holds macros") == ("工作簿含有宏", "另存为不含宏的 .xlsx")
