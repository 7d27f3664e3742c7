"""A prefecture's June 2020 issue: counties ranked twice, villages by county, own control."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from bulletins.errors import FactsDisagreeError
from bulletins.fonts.paths import FontPaths
from bulletins.release import audit, render
from bulletins.tracing.basis import Scope
from bulletins.tracing.ids import basis_of
from bulletins.tracing.printed import printed_facts
from tests.golden import sample_places as places
from tests.golden.issue import sample_facts
from tests.golden.sample_marts import write_build


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return write_build(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def facts(build):
    return sample_facts(build, area_code=places.PREFECTURE)


@pytest.fixture(scope="module")
def internal(build):
    return sample_facts(build, area_code=places.PREFECTURE, edition="internal")


def cells(facts, table_id):
    table = next(t for t in facts.tables if t.id == table_id)
    return {
        row.key: {
            column.key: cell if isinstance(cell, str) else cell.text
            for column, cell in zip(table.columns, row.cells, strict=True)
        }
        for row in table.rows
    }


@pytest.mark.parametrize("edition", ["facts", "internal"])
def test_every_format_passes_the_audit(edition, request):
    facts = request.getfixturevalue(edition)
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


def kept(build, folder, mart, wanted):
    """A copy of the build with some rows of a mart."""
    for path in build.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    path = folder / f"{mart}.parquet"
    pq.write_table(pq.read_table(path).filter(wanted), path)
    return folder


def test_a_county_that_few_households_stand_behind_takes_the_total_with_it(build, tmp_path):
    few = pc.is_in(pc.field("village_code"), pa.array([places.TWO_HOUSEHOLDS]))
    folder = kept(build, tmp_path, "mart_village_month", few)
    rows = cells(sample_facts(folder, area_code=places.PREFECTURE), "county-villages")
    assert {(row["households"], row["month"]) for row in rows.values()} == {("保密", "保密")}
    inside = sample_facts(folder, area_code=places.PREFECTURE, edition="internal")
    shown = cells(inside, "county-villages")
    assert {(row["households"], row["month"]) for row in shown.values()} == {("2", "2.65")}
    pending = cells(inside, "pending").values()
    assert "保密" not in {cell for row in pending for cell in row.values()}


def test_the_internal_edition_has_payments_and_refunds_that_close(internal, facts):
    rows = cells(internal, "county-villages")
    assert set(rows) == set(cells(facts, "county-villages"))
    assert "gross" not in cells(facts, "county-villages")[places.COUNTY]
    for table in internal.tables:
        if table.id == "county-villages":
            own = {r.key: [int(c.raw) for c in r.cells[-3:]] for r in table.rows}
    assert own[places.PREFECTURE] == own[places.COUNTY]
    gross, refund, net = own[places.COUNTY]
    assert gross - refund == net
    # as the county's own issue has them, village by village
    moving = [v for v in places.VILLAGES.values() if v[1] or v[2]]
    assert (gross, refund) == (sum(v[1] for v in moving), sum(v[2] for v in moving))


@pytest.mark.parametrize("field", ["gross_fen", "refund_fen"])
def test_a_payment_or_refund_that_no_county_has_stops_either_edition(tmp_path, field):
    key = ("poor_village_trade", "prefecture", places.PREFECTURE)
    build = write_build(tmp_path, change={key: {field: 1}})
    for edition in ("public", "internal"):
        with pytest.raises(FactsDisagreeError, match="counties sum to"):
            sample_facts(build, area_code=places.PREFECTURE, edition=edition)


def test_the_internal_edition_lists_shops_and_what_each_county_can_mend(build, internal, facts):
    assert "pending-shops" not in {t.id for t in facts.tables}
    assert {t.id for t in internal.tables} >= {"pending-shops", "upkeep"}
    # one line of a shop of 宁远县 may come from 431128 as well, and is told to that county alone
    rows = cells(internal, "upkeep")
    assert (rows["431128"]["line_count"], rows["431128"]["gross"]) == ("1", "200.00")
    assert rows[places.COUNTY]["line_count"] == "—"
    own = sample_facts(build, area_code="431128", edition="internal")
    assert "200.00元，产地依据涉及本县市区" in own.sections[-1].paragraphs[-2].text


def test_every_figure_of_the_internal_edition_says_what_it_is_made_of(internal):
    scope = Scope(places.PREFECTURE, "agri_retail", 6)
    bases = {f.id: basis_of(f.id, scope) for f, _ in printed_facts(internal)}
    gross = bases[f"county_villages.{places.COUNTY}.gross"]
    assert (gross.measure, gross.level, gross.code) == ("gross", "county", places.COUNTY)
    rest = bases[f"upkeep.{places.COUNTY}.rest"]
    assert (rest.measure, rest.level, rest.code) == ("net", "village_rest", places.COUNTY)


def test_the_control_table_is_its_own(facts):
    assert [row.key for row in facts.control.rows] == [places.PREFECTURE, "430000"]
    own = facts.control.rows[0]
    assert own.gross_fen - own.refund_fen == own.net_fen
    assert own.name == "永州市"
