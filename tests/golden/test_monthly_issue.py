"""The June 2020 issue from fixed marts: facts and page byte for byte, paper against its rules."""

from __future__ import annotations

import json

import page
import pytest

from bulletins.facts import from_json, to_json
from bulletins.fonts.paths import FontPaths
from bulletins.release import audit, render
from tests.golden.issue import EXPECTED, sample_facts
from tests.golden.sample_marts import NEGATIVE, WITHOUT_DATA, ZERO, write_build


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    return sample_facts(write_build(tmp_path_factory.mktemp("published")))


@pytest.fixture(scope="module")
def files(facts):
    return render(facts, fonts=FontPaths())


def table_rows(facts, table_id):
    table = next(t for t in facts.tables if t.id == table_id)
    return {
        row.key: {
            column.key: cell if isinstance(cell, str) else cell.text
            for column, cell in zip(table.columns, row.cells, strict=True)
        }
        for row in table.rows
    }


def test_facts_are_those_on_file(facts):
    assert to_json(facts) == (EXPECTED / "facts.json").read_bytes()


def test_facts_survive_being_frozen(facts):
    assert from_json(to_json(facts), where="test") == facts


def test_page_is_the_one_on_file(files):
    assert files["bulletin.html"] == (EXPECTED / "bulletin.html").read_bytes()


def test_same_facts_give_the_same_bytes(facts, files):
    assert render(facts, fonts=FontPaths()) == files


def test_every_format_passes_the_audit(facts, files):
    # it raises at the first difference; tests/contract plants one in each format
    assert audit(facts, files) is None


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_paper_fails_no_rule(files, profile):
    report = page.validate_pdf_bytes(files["bulletin.pdf"], profile=profile)
    assert [(f.rule_id, f.message) for f in report.failures] == []
    assert report.rules.total > 100


def test_every_area_of_the_register_has_a_row(facts):
    assert len(table_rows(facts, "counties")) == 51
    # with the province and what no prefecture has
    assert len(table_rows(facts, "prefectures")) == 16


def test_county_without_data_keeps_its_row_without_a_rank(facts):
    row = table_rows(facts, "counties")[WITHOUT_DATA]
    assert row["name"] == "靖州苗族侗族自治县"
    assert (row["month"], row["cumulative"], row["completion"]) == ("暂缺", "暂缺", "暂缺")
    assert (row["rank"], row["movement"]) == ("—", "—")
    notes = next(t for t in facts.tables if t.id == "counties").notes
    assert any("靖州" in note.text and "暂不排名" in note.text for note in notes)


def test_county_with_shops_and_no_sale_is_a_true_zero(facts):
    row = table_rows(facts, "counties")[ZERO]
    assert (row["month"], row["cumulative"], row["completion"]) == ("0.00", "0.00", "0.0")


def test_negative_month_is_printed(facts):
    row = table_rows(facts, "counties")[NEGATIVE]
    assert row["month"] == "-0.12"
    assert row["yoy"] == "不适用"


def test_cumulative_names_its_first_month(facts):
    assert facts.sections[0].paragraphs[1].text.startswith("4—6月累计")
    assert "此前月份无数据，不以零计" in facts.sections[0].paragraphs[1].text


def test_counts_of_areas_close(facts):
    sentence = facts.sections[2].paragraphs[0]
    counts = {p.id.split(".")[1]: int(p.raw) for p in sentence.parts if not isinstance(p, str)}
    assert counts.pop("total") == sum(counts.values()) == 14


def test_held_back_rows_stand_in_no_format(facts, files):
    rows = table_rows(facts, "villages")
    hidden = [row for row in rows.values() if row["households"] == "保密"]
    # the row of two households, and a second one so that the total doesn't tell
    assert len(hidden) == 2
    assert all(row["month"] == "保密" for row in hidden)
    frozen = json.loads(files["facts.json"])
    village = next(s for s in frozen["sections"] if s["id"] == "villages")["tables"][0]
    cells = [c for row in village["rows"] for c in row["cells"] if isinstance(c, dict)]
    assert all(c["raw"] is None for c in cells if c["status"] == "suppressed")


def test_sample_is_marked_in_every_file(facts, files):
    note = facts.sandbox_note.encode()
    for name, content in files.items():
        if name.endswith((".html", ".json", ".csv", ".svg")):
            assert note in content, name


def test_sample_criticises_nobody(facts):
    said = "".join(s.text for section in facts.sections for s in section.paragraphs)
    assert "居后" not in said
    assert "批评" not in said
