"""A revision told line by line: what one of two vintages counts otherwise, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from bulletins.errors import MissingFactsError
from bulletins.facts import Sentence, from_json
from bulletins.figures import money
from bulletins.tracing.movements import Movement
from bulletins.tracing.vintages import (
    Earlier,
    changed_lines,
    is_taken_from_print,
    printed_before,
)
from tests.golden.issue import EXPECTED


def line(order_id, fen, *, refund_id=None, **change):
    told = {
        "platform": "jd",
        "shop_id": "s1",
        "order_id": order_id,
        "line_id": "1",
        "share_no": None,
        "refund_id": refund_id,
        "booked_on": date(2020, 4, 3),
        "sale_on": date(2020, 4, 3),
        "fen": fen,
        "goods_class": "primary_agri",
        "class_evidence": None,
        "flow": "up",
        "grade": "S2",
        "status": "county",
        "area_code": "431126",
        "evidence_id": "shops:jd:s1:S2",
        "batch_id": "old",
        "counted": None,
    } | change
    return Movement(**{name: told[name] for name in Movement.__struct_fields__})


BEFORE = [line("a", 100), line("b", 200), line("c", 300), line("d", 50)]


def test_lines_alike_in_both_are_no_revision():
    assert changed_lines(BEFORE, [line(m.order_id, m.fen, batch_id="new") for m in BEFORE]) == []


def test_each_line_that_came_went_or_changed_is_told_with_its_difference():
    now = [
        line("a", 100),
        line("b", 150, grade="S1", batch_id="new"),
        line("d", 50),
        line("a", -30, refund_id="r1"),
        line("e", 7),
    ]
    found = {r.key: r for r in changed_lines(BEFORE, now)}
    assert {key.split(" 订单 ")[1]: r.fen for key, r in found.items()} == {
        "a 行 1 退款 r1": -30,
        "b 行 1": -50,
        "c 行 1": -300,
        "e 行 1": 7,
    }
    changed = found["网店 s1 订单 b 行 1"]
    assert changed.source == "上期 2.00 元，本期 1.50 元；等级 S2 改为 S1"
    assert changed.batch_id == "new"
    # what the newer build has no more stands in the batch that the older one had read
    gone = found["网店 s1 订单 c 行 1"]
    assert (gone.source, gone.batch_id) == ("上期 3.00 元，本期 不计入", "old")
    assert sum(r.fen for r in found.values()) == sum(m.fen for m in now) - sum(
        m.fen for m in BEFORE
    )


@pytest.fixture(scope="module")
def facts():
    return from_json((EXPECTED / "facts.json").read_bytes(), where="golden facts.json")


def test_the_issue_before_is_the_newest_version_with_the_printed_cumulative(facts, tmp_path):
    code, fen = next(iter(facts.cumulative_fen.items()))
    issues = [Earlier(facts, tmp_path / "new"), Earlier(facts, tmp_path / "old")]
    assert printed_before(issues, code, str(fen), where="t").published.name == "new"
    with pytest.raises(MissingFactsError, match="no version of the issue before"):
        printed_before(issues, code, str(fen + 1), where="t")


@pytest.mark.parametrize(("word", "taken"), [("上期印发的累计", True), ("上期累计", False)])
def test_the_sentence_tells_whether_the_printed_cumulative_was_taken(facts, word, taken):
    section = facts.sections[0]
    section.paragraphs.append(Sentence([word, money("vintage.test", 1, "元")]))
    try:
        assert is_taken_from_print(facts, "vintage.test") is taken
        assert not is_taken_from_print(facts, "vintage.other")
    finally:
        section.paragraphs.pop()
