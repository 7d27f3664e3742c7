"""The order behind a printed rank is worked out anew from the marts, and gives that rank."""

from __future__ import annotations

import shutil

import duckdb
import pytest

from bulletins.periods import Month
from bulletins.tracing.basis import Ranking, Scope
from bulletins.tracing.ids import basis_of
from bulletins.tracing.printed import printed_facts
from bulletins.tracing.standings import beside, ranked
from tests.golden.issue import sample_facts
from tests.golden.sample_marts import PROVINCE, write_build
from tests.golden.sample_places import COUNTY, PREFECTURE

MARTS = ("dim_area", "dim_region_set", "mart_indicator_month", "mart_counts_month")


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return write_build(tmp_path_factory.mktemp("published"))


def orders(folder, facts):
    """Printed rank, basis and order of every rank of an issue."""
    found = {}
    scope = Scope(facts.area_code, facts.headline_code, 6)
    with duckdb.connect() as connection:
        for mart in MARTS:
            connection.from_parquet(str(folder / f"{mart}.parquet")).create_view(mart)
        for fact, _ in printed_facts(facts):
            basis = basis_of(fact.id, scope)
            if isinstance(basis, Ranking):
                order = ranked(connection, basis, programme="hunan-2020", month=Month(2020, 6))
                found[fact.id] = (fact, basis, order)
    return found


@pytest.mark.parametrize(("area_code", "count"), [(PROVINCE, 60), (PREFECTURE, 11), (COUNTY, 2)])
def test_every_printed_rank_is_found_in_its_order(build, area_code, count):
    found = orders(build, sample_facts(build, area_code=area_code))
    assert len(found) >= count
    for fact, basis, order in found.values():
        (own,) = [row for row in order if row.area_code == basis.code]
        assert str(own.rank) == fact.raw, fact.id


def test_the_neighbours_decide_by_their_completion(build):
    _, basis, order = orders(build, sample_facts(build, area_code=COUNTY))["position.rank"]
    above, own, below = beside(order, basis.code)
    assert own.area_code == COUNTY
    assert above.rank <= own.rank <= below.rank
    assert float(above.rate) >= float(own.rate) >= float(below.rate)
    for row in (above, own, below):
        assert abs(row.cumulative_fen * 100 / row.target_fen - float(row.rate)) <= 0.05
    assert len(beside(order, order[0].area_code)) == 2
    assert len(beside(order, order[-1].area_code)) == 2


def test_near_ranks_only_the_counties_of_the_prefecture(build):
    found = orders(build, sample_facts(build, area_code=COUNTY))
    near = {row.area_code for row in found["position.near.rank"][2]}
    whole = {row.area_code for row in found["position.rank"][2]}
    assert {code[:4] for code in near} == {COUNTY[:4]}
    assert near < whole


def test_a_cumulative_changed_in_the_mart_gives_another_rank(build, tmp_path):
    facts = sample_facts(build)
    folder = tmp_path / "build"
    shutil.copytree(build, folder)
    path = folder / "mart_indicator_month.parquet"
    with duckdb.connect() as connection:
        connection.from_parquet(str(path)).create("m")
        connection.execute(
            "update m set cumulative_net_fen = 10 * target_fen where area_code = ? "
            "and indicator_code = 'poor_county_agri_retail'",
            [COUNTY],
        )
        connection.table("m").write_parquet(str(path))
    fact, basis, order = orders(folder, facts)[f"counties.{COUNTY}.rank"]
    (own,) = [row for row in order if row.area_code == basis.code]
    assert own.rank == 1
    assert fact.raw != "1"
