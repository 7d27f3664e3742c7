"""Whatever a text holds, typst reads it back unchanged and never as code."""

from __future__ import annotations

import json

import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletins.render.escaping import TypstCode, in_markup, literal
from bulletins.render.sheets import defused

TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from('\\"#*_$[]{}@<>`~-=+/;\n\t'),
    max_size=40,
)


@settings(max_examples=15, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=20))
def test_typst_reads_back_what_was_escaped(texts):
    array = f"({', '.join(literal(text) for text in texts)},)"
    assert json.loads(typst.eval(b"", array, ignore_system_fonts=True), strict=False) == texts


@given(TEXTS)
def test_markup_holds_one_closed_literal(text):
    written = in_markup(text)
    assert written.startswith('#"')
    assert written.endswith('";')
    inner = written[2:-2].replace("\\\\", "").replace('\\"', "")
    assert '"' not in inner


def test_code_stays_code():
    assert in_markup(TypstCode("1fr")) == "1fr"


@given(TEXTS)
def test_no_cell_starts_a_formula(text):
    shown = defused(text)
    assert not shown.startswith(("=", "@", "\t", "\r"))
    if shown.startswith(("+", "-")):
        float(shown.replace(",", ""))


def test_negative_amounts_stay_numbers():
    assert defused("-1,234.50") == "-1,234.50"
    assert defused("-0.1") == "-0.1"
    assert defused("-SUM(A1)") == "'-SUM(A1)"
