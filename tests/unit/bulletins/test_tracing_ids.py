"""Every figure that a bulletin prints says what it is made of."""

from __future__ import annotations

import pytest

from bulletins.errors import MissingFactsError
from bulletins.facts import from_json
from bulletins.tracing.basis import Choice, Formula, Growth, Listing, Scope
from bulletins.tracing.ids import basis_of
from bulletins.tracing.printed import find_fact, printed_facts
from tests.golden.issue import EXPECTED

PROVINCE = Scope("430000", "agri_retail", 6)


@pytest.fixture(scope="module")
def facts():
    return from_json((EXPECTED / "facts.json").read_bytes(), where="golden facts.json")


def test_every_figure_of_the_golden_issue_has_a_basis(facts):
    ids = {fact.id for fact, _ in printed_facts(facts)}
    assert len(ids) > 500
    for fact_id in ids:
        basis_of(fact_id, PROVINCE)


def test_what_a_formula_names_is_printed_too(facts):
    ids = {fact.id for fact, _ in printed_facts(facts)}
    for fact_id in ids:
        basis = basis_of(fact_id, PROVINCE)
        if isinstance(basis, Formula):
            for one in set(basis.operands) - ids:
                # what isn't printed has lines
                assert isinstance(basis_of(one, PROVINCE), Choice | Growth | Listing), one


def test_every_amount_in_money_comes_from_lines_or_says_why_not(facts):
    """Money without lines: targets, the issue before, refunds and orders that no sale carries."""
    apart = ("target", "before", "revision.abs", "amount", "small_base")
    for fact, _ in printed_facts(facts):
        if fact.unit in ("元", "万元", "亿元") and not fact.id.endswith(apart):
            assert isinstance(basis_of(fact.id, PROVINCE), Choice), fact.id


def test_an_id_of_no_known_kind_is_an_error():
    with pytest.raises(MissingFactsError, match="what a figure named"):
        basis_of("surprise.430100", PROVINCE)


def test_a_figure_that_is_not_printed_is_an_error_with_the_way_to_the_list(facts):
    with pytest.raises(MissingFactsError) as caught:
        find_fact(facts, "tile.nothing")
    assert "--list" in caught.value.advice


@pytest.mark.parametrize(
    ("fact_id", "level", "code", "measure"),
    [
        ("prefectures.430000.month", "province", "430000", "net"),
        ("prefectures.430100.local", "prefecture", "430100", "local_net"),
        ("counties.430224.cumulative", "county", "430224", "net"),
        ("control.430000-R.refund", "province_rest", "430000", "refund"),
        ("control.PND.gross", "pending", "430000", "gross"),
        ("unplaced.seller.430100.net", "prefecture_rest", "430100", "net"),
    ],
)
def test_an_id_names_place_and_measure(fact_id, level, code, measure):
    basis = basis_of(fact_id, PROVINCE)
    assert isinstance(basis, Choice)
    assert (basis.level, basis.code, basis.measure) == (level, code, measure)
