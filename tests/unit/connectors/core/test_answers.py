"""The text of an answer: UTF-8 or refused, half a character replaced, all else untouched."""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.answers import checked_text, without_half_pairs
from connectors.core.errors import RetriableFeedError


def test_gbk_is_refused_and_the_first_impossible_byte_named():
    with pytest.raises(RetriableFeedError, match="not UTF-8 at byte 12"):
        checked_text(b'{"title":"' + "山货".encode("gb18030") + b'"}', where="test")


@pytest.mark.parametrize(
    ("escaped", "read"),
    [
        (r"a\ud83d", "a\ufffd"),
        (r"\udf4az", "\ufffdz"),
        (r"\ud83d\ud83c\udf4a", "\ufffd\U0001f34a"),
        (r"\ud83c\udf4a", "\U0001f34a"),
        (r"\\ud83d", r"\ud83d"),
        (r"\\\ud83d", "\\\ufffd"),
        (r"\u5c71", "山"),
        (r"\uD83D!", "\ufffd!"),
    ],
)
def test_half_a_pair_becomes_the_sign_for_no_character(escaped, read):
    body = f'{{"title":"{escaped}"}}'.encode()
    assert msgspec.json.decode(without_half_pairs(body)) == {"title": read}


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_python_can_write_is_then_read_by_a_strict_reader(text):
    body = json.dumps({"title": text}).encode()
    read = msgspec.json.decode(checked_text(body, where="test"))
    assert read["title"] == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@given(st.text())
def test_a_text_without_halves_is_not_touched(text):
    body = json.dumps({"title": text}).encode()
    assert without_half_pairs(body) == body
