"""A release is written whole or not at all, and a format that differs from the facts stops it."""

from __future__ import annotations

import io
import re

import msgspec
import pytest

from bulletins.errors import (
    FactsDisagreeError,
    FormatsDisagreeError,
    MissingFactsError,
    ReleaseExistsError,
)
from bulletins.facts import Fact, Sentence, to_json
from bulletins.fonts.paths import FontPaths
from bulletins.release import audit, render, write_release
from tests.golden.issue import sample_facts
from tests.golden.sample_marts import PROVINCE, write_build

AGRI = "agri_retail"


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return write_build(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="module")
def facts(build):
    return sample_facts(build)


@pytest.fixture(scope="module")
def files(facts):
    return render(facts, fonts=FontPaths())


def test_release_holds_every_file_and_its_sums(facts, tmp_path):
    written = write_release(facts, tmp_path / "v1", fonts=FontPaths())
    found = {p.relative_to(tmp_path / "v1").as_posix() for p in written}
    assert {"facts.json", "bulletin.html", "bulletin.pdf", "tables.xlsx", "SHA256SUMS"} <= found
    assert {"tables/control.csv", "tables/counties.csv", "charts/completion-bars.svg"} <= found
    listed = (tmp_path / "v1" / "SHA256SUMS").read_text().splitlines()
    assert {line.split("  ")[1] for line in listed} == found - {"SHA256SUMS"}
    assert all(path.is_file() for path in written)


def test_existing_version_is_never_touched(facts, tmp_path):
    folder = tmp_path / "v1"
    folder.mkdir()
    (folder / "signed.txt").write_text("signed")
    with pytest.raises(ReleaseExistsError, match="next version"):
        write_release(facts, folder, fonts=FontPaths())
    assert [p.name for p in folder.iterdir()] == ["signed.txt"]


def test_failed_audit_leaves_nothing_behind(facts, tmp_path):
    section = msgspec.structs.replace(facts.sections[0], paragraphs=[Sentence(["共99家。"])])
    broken = msgspec.structs.replace(facts, sections=[section, *facts.sections[1:]])
    with pytest.raises(FormatsDisagreeError, match="99"):
        write_release(broken, tmp_path / "v1", fonts=FontPaths())
    assert list(tmp_path.iterdir()) == []


def test_number_typed_into_the_page_is_found(facts, files):
    page = files["bulletin.html"].replace(b"<h2 id", "<p>增长7777.7%</p><h2 id".encode(), 1)
    with pytest.raises(FormatsDisagreeError, match=r"7777\.7"):
        audit(facts, files | {"bulletin.html": page})


def test_cell_changed_in_the_page_is_found(facts, files):
    cell = facts.tables[1].rows[1].cells[1]
    other = facts.tables[1].rows[2].cells[1]
    old = f'<data value="{cell.raw}">{cell.text}</data></td>'.encode()
    new = f'<data value="{cell.raw}">{other.text}</data></td>'.encode()
    assert old in files["bulletin.html"]
    with pytest.raises(FormatsDisagreeError, match="prefectures"):
        audit(facts, files | {"bulletin.html": files["bulletin.html"].replace(old, new, 1)})


def test_fen_changed_behind_a_control_cell_is_found(facts, files):
    row = facts.control.rows[1]
    old, new = (f'<data value="{fen}">'.encode() for fen in (row.net_fen, row.net_fen + 1))
    with pytest.raises(FormatsDisagreeError, match="control"):
        audit(facts, files | {"bulletin.html": files["bulletin.html"].replace(old, new)})


def test_cell_changed_in_a_csv_is_found(facts, files):
    name = "tables/control.csv"
    text = files[name].decode("utf-8-sig").replace(facts.control.rows[2].cells[0].text, "1.00")
    with pytest.raises(FormatsDisagreeError, match=re.escape(name)):
        audit(facts, files | {name: text.encode()})


def test_table_of_other_facts_in_the_workbook_is_found(build, facts, files):
    changed = sample_facts(build, is_sandbox=True)
    rows = list(changed.control.rows)
    rows[1] = msgspec.structs.replace(rows[1], name="别处")
    changed = msgspec.structs.replace(
        changed, control=msgspec.structs.replace(changed.control, rows=rows)
    )
    other = render(changed, fonts=FontPaths())["tables.xlsx"]
    with pytest.raises(FormatsDisagreeError, match="勘稽表"):
        audit(facts, files | {"tables.xlsx": other})


def test_paper_of_other_facts_is_found(facts, files):
    rows = list(facts.control.rows)
    cells = [*rows[1].cells[:2], msgspec.structs.replace(rows[1].cells[2], text="0.01")]
    rows[1] = msgspec.structs.replace(rows[1], cells=cells)
    control = msgspec.structs.replace(facts.control, rows=rows)
    other = render(msgspec.structs.replace(facts, control=control), fonts=FontPaths())
    with pytest.raises(FormatsDisagreeError, match=r"bulletin\.pdf"):
        audit(facts, files | {"bulletin.pdf": other["bulletin.pdf"]})


def test_value_behind_a_held_back_cell_is_found(facts, files):
    told = Fact(id="x", text="保密", unit="户", raw="2", status="suppressed")
    section = msgspec.structs.replace(facts.sections[0], paragraphs=[Sentence([told])])
    broken = msgspec.structs.replace(facts, sections=[section, *facts.sections[1:]])
    with pytest.raises(FormatsDisagreeError, match="held-back"):
        audit(broken, files)


@pytest.mark.parametrize("field", ["gross_fen", "refund_fen", "net_fen"])
def test_fen_planted_in_a_prefecture_stops_the_facts(tmp_path, field):
    planted = {(AGRI, "prefecture", "430100"): {field: 1}}
    with pytest.raises(FactsDisagreeError):
        sample_facts(write_build(tmp_path, change=planted))


def test_month_that_is_not_landed_is_named(build):
    with pytest.raises(MissingFactsError, match="2020年7月"):
        sample_facts(build, period="2020-07")


def test_missing_mart_is_named(tmp_path):
    folder = write_build(tmp_path)
    (folder / "mart_counts_month.parquet").unlink()
    with pytest.raises(MissingFactsError, match="mart_counts_month"):
        sample_facts(folder)


def test_revision_against_the_issue_before_is_printed(build):
    may = msgspec.structs.replace(sample_facts(build), period="2020-05")
    before = dict(may.cumulative_fen)
    before[AGRI] = 274_000_000
    frozen = to_json(msgspec.structs.replace(may, cumulative_fen=before))
    told = sample_facts(build, previous_facts=frozen).sections[0].paragraphs[2].text
    assert "上期印发的累计274.00万元" in told
    assert re.search(r"(加|减)修订\d+\.\d\d万元", told)


def test_issue_of_a_real_deployment_has_no_sample_mark(build):
    facts = sample_facts(build, is_sandbox=False)
    files = render(facts, fonts=FontPaths())
    audit(facts, files)
    assert "示例数据·非真实".encode() not in files["bulletin.html"]
    assert "数据性质" not in files["tables/control.csv"].decode("utf-8-sig")
    assert (
        io.StringIO(files["tables/control.csv"].decode("utf-8-sig"))
        .readline()
        .startswith("代码,地区,支付额（元）")
    )
    assert facts.area_code == PROVINCE


def test_markup_in_a_name_stays_text(build, facts):
    issuer = msgspec.structs.replace(facts.issuer, name='甲#*_$[]@<script>"\\乙')
    changed = sample_facts(build, issuer=issuer)
    files = render(changed, fonts=FontPaths())
    audit(changed, files)
    assert b"<script>" not in files["bulletin.html"]
