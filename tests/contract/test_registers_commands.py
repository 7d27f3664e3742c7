"""`shanhuo registers` as typed: template, filled, loaded, told; wrong files come back marked."""

from __future__ import annotations

import json
import re
import shutil

import home_for_registers as small
import pytest
import python_calamine
import xlsxwriter
from typer.testing import CliRunner

from connectors.core.errors import ConfigurationError
from orchestration.cli.main import app

PHONE = "13800001111"


@pytest.fixture(scope="module")
def first_home(tmp_path_factory):
    return small.build_home(tmp_path_factory.mktemp("commands") / "home")


@pytest.fixture
def shanhuo(first_home, tmp_path, monkeypatch):
    """Runs a command in a copy of the home, at the same moment of 2020 each time."""
    shutil.copytree(first_home.root, tmp_path / "home")
    monkeypatch.setenv("SHANHUO_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("orchestration.settings.beijing_now", lambda: small.NOW)
    monkeypatch.chdir(tmp_path)

    def run(*arguments, fails=False):
        done = CliRunner().invoke(app, ["registers", *map(str, arguments)])
        if not fails and done.exception is not None:
            raise done.exception
        assert (done.exit_code != 0) is fails
        return done

    return run


def fill(path, out, rows):
    """The template with rows typed below its header."""
    book = python_calamine.load_workbook(str(path))
    header = book.get_sheet_by_index(0).to_python()[0]
    with xlsxwriter.Workbook(str(out)) as written:
        sheet = written.add_worksheet(book.sheet_names[0])
        for line, cells in enumerate([header, *rows]):
            for place, text in enumerate(cells):
                sheet.write_string(line, place, str(text))
    return out


def test_template_filled_loaded_and_its_history_shown(shanhuo, tmp_path):
    shanhuo("template", "producers", "--scope", small.HERE, "--out", "form.xlsx")
    book = python_calamine.load_workbook(str(tmp_path / "form.xlsx"))
    assert book.sheet_names == ["生产主体", "填写说明", "可填代码"]
    assert "宁远县" in str(book.get_sheet_by_name("填写说明").to_python()[0][0])
    choices = book.get_sheet_by_name("可填代码").to_python()
    assert {row[3] for row in choices[1:]} | {row[0] for row in choices[1:]} >= {
        f"{small.HERE}100201",
        small.HERE,
    }
    columns = book.get_sheet_by_index(0).to_python()[0]
    row = dict.fromkeys(columns, "") | {
        "主体代码": "NH9",
        "主体类型": "合作社",
        "县代码": small.HERE,
        "生效日期": "2020-07-01",
    }
    fill(tmp_path / "form.xlsx", tmp_path / "filled.xlsx", [row.values()])
    assert (
        "1 rows, no error"
        in shanhuo("check", "producers", "filled.xlsx", "--scope", small.HERE).output
    )
    would = shanhuo("load", "producers", "filled.xlsx", "--scope", small.HERE, "--preview").output
    assert "1 added, 0 changed, 0 ended, 0 unchanged" in would
    assert "Landed" not in would
    said = shanhuo(
        "load", "producers", "filled.xlsx", "--scope", small.HERE, "--by", "clerk"
    ).output
    assert "Landed registers-producers-20200702" in said
    told = shanhuo("history", "producers", "NH9").output
    assert "2020-07-02 10:00  stands" in told
    assert "by clerk, filled.xlsx" in told
    assert "producer_kind=coop" in told
    changed = shanhuo("diff", "producers", "--from", "2020-07-01", "--scope", small.HERE).output
    assert "1 added, 0 changed" in changed


def test_a_back_dated_load_is_told_waits_and_is_approved(shanhuo, tmp_path):
    path = tmp_path / "late.csv"
    path.write_text(
        "\n".join([small.HEADER, small.producer("NH1", kind="合作社")]), encoding="utf-8"
    )
    said = shanhuo("load", "producers", path, "--scope", small.HERE, "--by", "clerk").output
    assert "1 reach back more than 30 days and touch lines of 3,000 fen" in said
    assert "2020-05: 1 lines, 2,000 fen" in said
    load_id = re.search(r"registers approve (\w+)", said)[1]
    assert load_id in shanhuo("waiting").output
    (waits,) = json.loads(shanhuo("waiting", "--json").output)
    assert (waits["load_id"], waits["record"]["effect_fen"]) == (load_id, 3000)
    own = shanhuo("approve", load_id, "--reason", "x", "--by", "clerk", fails=True)
    assert "can't approve it" in str(own.exception)
    shanhuo("approve", load_id, "--reason", "合同已核", "--by", "chief")
    assert "nothing waits" in shanhuo("waiting").output
    assert "approved by chief: 合同已核" in shanhuo("history", "producers", "NH1").output


def test_a_wrong_file_comes_back_marked_and_nothing_of_it_is_kept(shanhuo, tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_text("\n".join([small.HEADER, small.producer(PHONE)]), encoding="utf-8")
    done = shanhuo("load", "producers", path, "--scope", small.HERE, fails=True)
    assert isinstance(done.exception, ConfigurationError)
    assert "cell A2" in str(done.exception)
    assert PHONE not in done.output + str(done.exception)
    copy = tmp_path / "wrong-标错.xlsx"
    assert f"Marked copy: {copy}" in done.output
    assert PHONE in str(python_calamine.load_workbook(str(copy)).get_sheet_by_index(0).to_python())
    kept = [p for p in (tmp_path / "home").rglob("*") if p.is_file()]
    assert [p for p in kept if PHONE.encode() in p.read_bytes()] == []
    assert not list((tmp_path / "home").glob("landing/registers/producers/20200702*"))


def test_what_is_late_is_told_as_text_and_json(shanhuo):
    said = shanhuo("stale", "--scope", small.HERE).output
    assert "核查已满一年, due 2020-04-30" in said
    assert f"producers of {small.HERE}: never loaded" in said
    found = json.loads(shanhuo("stale", "--scope", small.HERE, "--json").output)
    assert [row["key"] for row in found["rows"]] == [["taobao", "s1"]]
