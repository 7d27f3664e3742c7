"""A county's June 2020 issue from fixed marts: byte for byte, and what few stand behind nowhere."""

from __future__ import annotations

import io
import zipfile

import msgspec
import page
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from pypdf import PdfReader

from bulletins.errors import FactsDisagreeError, FormatsDisagreeError, MissingFactsError
from bulletins.facts import to_json
from bulletins.fonts.paths import FontPaths
from bulletins.release import audit, render
from tests.golden import sample_places as places
from tests.golden.issue import EXPECTED_COUNTY, county_facts, sample_facts
from tests.golden.sample_marts import WITHOUT_DATA, write_build

HELD_BACK = {places.TAKEN_ALONG, places.TWO_HOUSEHOLDS, places.ONE_SHOP, places.REFUNDS_ONLY}


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return write_build(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def facts(build):
    return county_facts(build)


@pytest.fixture(scope="module")
def internal(build):
    return county_facts(build, edition="internal")


@pytest.fixture(scope="module")
def files(facts):
    return render(facts, fonts=FontPaths())


def rows_of(facts, table_id):
    table = next(t for t in facts.tables if t.id == table_id)
    return {
        row.key: {
            column.key: cell if isinstance(cell, str) else cell.text
            for column, cell in zip(table.columns, row.cells, strict=True)
        }
        for row in table.rows
    }


def replaced(build, tmp_path, mart, change):
    """A copy of a build with one mart's table changed."""
    for path in build.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    path = tmp_path / f"{mart}.parquet"
    pq.write_table(change(pq.read_table(path)), path)
    return tmp_path


def texts(files):
    """What a reader of each file can find, names of the files in front."""
    for name, content in files.items():
        if name.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                yield name, "".join(book.read(n).decode() for n in book.namelist())
        elif name.endswith(".pdf"):
            yield name, "".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages)
        else:
            yield name, content.decode()


def test_facts_and_page_are_those_on_file(facts, files):
    assert to_json(facts) == (EXPECTED_COUNTY / "facts.json").read_bytes()
    assert files["bulletin.html"] == (EXPECTED_COUNTY / "bulletin.html").read_bytes()


@pytest.mark.parametrize("edition", ["public", "internal"])
def test_every_format_passes_the_audit_and_the_rules_of_paper(build, edition):
    facts = county_facts(build, edition=edition)
    files = render(facts, fonts=FontPaths())
    # it raises at the first difference
    assert audit(facts, files) is None
    for profile in ("ua1", "2a"):
        report = page.validate_pdf_bytes(files["bulletin.pdf"], profile=profile)
        assert [(f.rule_id, f.message) for f in report.failures] == []


def test_every_poor_village_stands_in_one_of_two_tables_by_its_code(facts):
    moving, silent = rows_of(facts, "village-lines"), rows_of(facts, "silent-villages")
    assert set(silent) == {places.SILENT, places.NAMESAKE}
    assert set(moving) - {"total", "rest"} == set(places.VILLAGES) - set(silent)
    # one name, two villages
    assert moving[places.SHOWN]["name"] == silent[places.NAMESAKE]["name"]


def test_villages_that_few_stand_behind_are_held_back_in_every_format(facts, files):
    rows = rows_of(facts, "village-lines")
    assert {code for code, row in rows.items() if row["net"] == "保密"} == HELD_BACK
    for code in HELD_BACK:
        _, gross, refund, *_ = places.VILLAGES[code]
        for fen in filter(None, (gross, refund, gross - refund)):
            # a fact's exact value, and how each format would print it
            signs = {f'"{fen}"', f"{fen / 100:,.2f}", f">{fen / 100:g}<"}
            for name, text in texts(files):
                assert not [sign for sign in signs if sign in text], (name, code)


def test_what_is_held_back_can_not_be_worked_out_from_the_total(facts):
    rows = rows_of(facts, "village-lines")
    assert rows["total"]["net"] != "保密"
    hidden = [places.VILLAGES[c] for c in HELD_BACK]
    assert len(hidden) > 1
    assert sum(households or shops for *_, households, shops, _ in hidden) >= 5


def test_a_comparison_with_a_month_of_few_households_is_held_back(facts):
    rows = rows_of(facts, "village-lines")
    assert rows[places.FEW_IN_MAY]["mom"] == "保密"
    assert rows[places.FEW_IN_MAY]["net"] == "8,000.00"
    assert rows[places.SHOWN]["mom"] == "33.3"


def test_the_total_is_held_back_where_few_households_stand_behind_all(build, tmp_path):
    def fewer(table):
        few = pc.min_element_wise(table["selling_household_count"], pa.scalar(1))
        table = table.set_column(table.schema.get_field_index("selling_household_count"),
                                 "selling_household_count", few)  # fmt: skip
        return table.filter(pc.is_in(table["village_code"], pa.array([places.SHOWN])))

    found = county_facts(replaced(build, tmp_path, "mart_village_month", fewer))
    rows = rows_of(found, "village-lines")
    assert {row["net"] for key, row in rows.items() if key != "rest"} == {"保密"}
    told = found.sections[2].paragraphs[0].text
    assert "保密" in told
    assert "元" not in told
    assert found.headline[-1].fact.text == "保密"


def test_the_internal_edition_holds_nothing_back_and_says_what_it_is(internal):
    rows = rows_of(internal, "village-lines")
    assert "保密" not in {cell for row in rows.values() for cell in row.values()}
    assert rows[places.TWO_HOUSEHOLDS]["net"] == "317.09"
    assert internal.edition_note == "内部资料·不得公开"
    assert internal.edition_note in render(internal, fonts=FontPaths())["bulletin.html"].decode()


def test_the_internal_edition_lists_pending_shops_by_id_and_the_public_one_none(internal, files):
    rows = rows_of(internal, "pending-shops")
    assert {row["shop"] for row in rows.values()} == {"t1", "j1"}
    assert rows["jd.j1.brushing"]["gross"] == "300.00"
    assert rows["jd.j1.brushing"]["term"] == "2020年7月31日"
    assert rows["taobao.t1.places_differ"]["term"] == "随时"
    assert not [name for name, text in texts(files) if ">j1<" in text or '"j1"' in text]


def test_pending_of_few_shops_shows_no_amount_in_a_county(facts, internal):
    assert {row["gross"] for row in rows_of(facts, "pending").values()} == {"保密"}
    assert rows_of(internal, "pending")["total"]["gross"] == "500.00"
    assert rows_of(facts, "pending")["brushing"]["shops"] == "1"


def test_an_area_of_few_shops_says_nothing_of_what_is_pending(build, tmp_path):
    def alone(table):
        shops = pa.array([2] * len(table), pa.int64())
        at = table.schema.get_field_index("registered_shop_count")
        return table.set_column(at, "registered_shop_count", shops)

    folder = replaced(build, tmp_path, "mart_counts_month", alone)
    section = next(s for s in county_facts(folder).sections if s.id == "pending")
    assert section.tables == []
    assert "不在公开版列示" in section.paragraphs[0].text
    inside = county_facts(folder, edition="internal")
    assert rows_of(inside, "pending")["total"]["shops"] == "2"


def test_the_province_tells_pending_of_all_counties(build):
    rows = rows_of(sample_facts(build), "pending")
    assert (rows["total"]["shops"], rows["total"]["line_count"]) == ("4", "5")
    assert rows["double"]["term"] == "2020年7月31日"
    # what a shop gave no leave for is nothing else, and has no term
    assert (rows["unauthorised"]["line_count"], rows["unauthorised"]["term"]) == ("1", "随时")


def test_pending_that_does_not_close_on_the_grades_stops_the_issue(build, tmp_path):
    folder = replaced(build, tmp_path, "fct_pending", lambda table: table.slice(1))
    with pytest.raises(FactsDisagreeError, match="the grades of evidence say"):
        sample_facts(folder)


def test_without_anything_pending_the_section_says_so(build, tmp_path):
    folder = replaced(build, tmp_path, "fct_pending", lambda table: table.slice(0, 0))
    found = county_facts(folder)
    section = next(s for s in found.sections if s.id == "pending")
    assert section.paragraphs[0].text == "本月无待核明细。"
    assert section.tables == []


def test_an_area_of_a_long_name_keeps_its_row_of_the_control_table_whole(build, tmp_path):
    name = "湖南湘潭高新技术产业园区"

    def renamed(table):
        is_own = pc.equal(table["area_code"], places.COUNTY)
        names = pc.if_else(is_own, pa.scalar(name), table["name"])
        return table.set_column(table.schema.get_field_index("name"), "name", names)

    found = county_facts(replaced(build, tmp_path, "dim_area", renamed))
    assert found.control.rows[0].name == name
    # a name broken over two lines would part the row from its figures
    assert audit(found, render(found, fonts=FontPaths())) is None


@pytest.mark.parametrize(("gross", "unit"), [(93_456_789, "元"), (1_234_567_890, "万元")])
def test_large_amounts_and_a_long_name_keep_their_cells_on_paper(
    tmp_path, monkeypatch, gross, unit
):
    told = ("桐木镇农场社区居民委员会", gross, 3_456_789, 90_000_000, 8, 2, "O1|O3|O5")
    monkeypatch.setitem(places.VILLAGES, places.SHOWN, told)
    found = county_facts(write_build(tmp_path), edition="internal")
    assert f"支付额（{unit}）" in [c.header for c in found.tables[1].columns]
    # figures that run into each other on paper are no figures of the facts
    assert audit(found, render(found, fonts=FontPaths())) is None


def test_a_county_that_nobody_was_watched_in_has_its_villages_and_no_zero(build):
    found = sample_facts(build, area_code=WITHOUT_DATA)
    assert audit(found, render(found, fonts=FontPaths())) is None
    assert [s.heading[:2] for s in found.sections] == ["一、", "二、", "三、", "四、"]
    assert "农产品网络零售额暂缺" in found.sections[0].paragraphs[0].text
    assert {t.label for t in found.headline} == {"6月贫困村交易额"}
    assert (found.cumulative_fen, found.standings) == ({}, [])


def test_the_rank_is_that_of_the_provinces_issue(build, facts):
    wanted = rows_of(sample_facts(build), "counties")[places.COUNTY]
    told = facts.sections[1].paragraphs[0].text
    assert f"居第{wanted['rank']}位" in told
    own = rows_of(facts, "position")[places.COUNTY]
    assert (own["completion"], own["gap"]) == (wanted["completion"], wanted["gap"])
    assert [s.rank for s in facts.standings] == [int(wanted["rank"])]


def test_villages_that_do_not_sum_to_their_county_stop_the_issue(tmp_path):
    key = ("poor_village_trade", "village", places.SHOWN)
    build = write_build(tmp_path, change={key: {"gross_fen": 1_234_568}})
    with pytest.raises(FactsDisagreeError, match="villages sum to"):
        county_facts(build)


@pytest.mark.parametrize(("area", "edition"), [("430000", "internal")])
def test_an_issue_that_does_not_exist_is_refused(build, area, edition):
    with pytest.raises(MissingFactsError, match="there is no"):
        sample_facts(build, area_code=area, edition=edition)


def test_a_count_changed_in_the_page_is_found(facts, files):
    cell = rows_of(facts, "village-lines")[places.SHOWN]["households"]
    changed = files["bulletin.html"].replace(
        f'<td class="number"><data value="{cell}">'.encode(),
        b'<td class="number"><data value="7">7',
        1,
    )
    assert changed != files["bulletin.html"]
    with pytest.raises(FormatsDisagreeError, match=r"bulletin\.html"):
        audit(facts, files | {"bulletin.html": changed})


def test_the_issue_before_gives_the_cumulative_and_the_movement(build, facts):
    may = msgspec.structs.replace(
        facts,
        period="2020-05",
        cumulative_fen={"poor_county_agri_retail": 2_400_000},
        standings=[msgspec.structs.replace(facts.standings[0], rank=23)],
    )
    told = county_facts(build, previous_facts=to_json(may))
    assert "上期印发的累计2.40万元" in told.sections[0].paragraphs[2].text
    assert "比上月上升2位" in told.sections[1].paragraphs[0].text
