"""A prefecture's June 2020 issue: counties ranked twice, villages by county, own control."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from bulletins.errors import FactsDisagreeError
from bulletins.fonts.paths import FontPaths
from bulletins.release import audit, render
from tests.golden import sample_places as places
from tests.golden.issue import sample_facts
from tests.golden.sample_marts import write_build


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return write_build(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def facts(build):
    return sample_facts(build, area_code=places.PREFECTURE)


def cells(facts, table_id):
    table = next(t for t in facts.tables if t.id == table_id)
    return {
        row.key: {
            column.key: cell if isinstance(cell, str) else cell.text
            for column, cell in zip(table.columns, row.cells, strict=True)
        }
        for row in table.rows
    }


def test_every_format_passes_the_audit(facts):
    # it raises at the first difference
    assert audit(facts, render(facts, fonts=FontPaths())) is None


def test_counties_have_their_figures_of_the_provinces_issue_and_two_ranks(build, facts):
    whole = cells(sample_facts(build), "counties")
    own = cells(facts, "counties")
    assert set(own) == {"431123", "431125", "431126", "431128", "431129"}
    for code, row in own.items():
        assert {k: row[k] for k in ("month", "completion", "rank")} == {
            k: whole[code][k] for k in ("month", "completion", "rank")
        }
    by_near = sorted(own.values(), key=lambda row: int(row["near"]))
    ranks = [int(row["rank"]) for row in by_near]
    assert ranks == sorted(ranks)
    assert [int(row["near"]) for row in by_near] == [1, 2, 3, 4, 5]


def test_the_prefecture_is_ranked_as_in_the_provinces_issue(build, facts):
    wanted = cells(sample_facts(build), "prefectures")[places.PREFECTURE]["rank"]
    assert f"在全省14个市州中居第{wanted}位" in facts.sections[1].paragraphs[0].text


def test_villages_stand_by_county_and_sum_to_the_prefecture(facts):
    rows = cells(facts, "county-villages")
    assert set(rows) == {places.PREFECTURE, places.COUNTY}
    assert rows[places.COUNTY]["villages"] == str(len(places.VILLAGES))
    assert rows[places.COUNTY]["month"] == rows[places.PREFECTURE]["month"] == "2.65"


def test_villages_that_do_not_sum_to_the_prefecture_stop_the_issue(tmp_path):
    key = ("poor_village_trade", "prefecture", places.PREFECTURE)
    build = write_build(tmp_path, change={key: {"net_fen": 1}})
    with pytest.raises(FactsDisagreeError, match="counties sum to"):
        sample_facts(build, area_code=places.PREFECTURE)


def test_a_county_that_few_households_stand_behind_takes_the_total_with_it(build, tmp_path):
    for path in build.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    path = tmp_path / "mart_village_month.parquet"
    few = pc.is_in(pc.field("village_code"), pa.array([places.TWO_HOUSEHOLDS]))
    pq.write_table(pq.read_table(path).filter(few), path)
    rows = cells(sample_facts(tmp_path, area_code=places.PREFECTURE), "county-villages")
    assert {(row["households"], row["month"]) for row in rows.values()} == {("保密", "保密")}


def test_the_control_table_is_its_own(facts):
    assert [row.key for row in facts.control.rows] == [places.PREFECTURE, "430000"]
    own = facts.control.rows[0]
    assert own.gross_fen - own.refund_fen == own.net_fen
    assert own.name == "永州市"
