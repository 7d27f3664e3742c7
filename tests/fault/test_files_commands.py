"""`shanhuo feeds` by the command itself: what a clerk and an operator see."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from connectors.core.errors import ConfigurationError
from orchestration.cli.main import app

OWN_FORMS = Path(__file__).parents[1] / "unit/connectors/files/fixtures/own_forms"


@pytest.fixture
def run():
    def invoke(*arguments):
        return CliRunner().invoke(app, ["feeds", *map(str, arguments)])

    return invoke


def test_every_kind_of_file_is_listed_with_its_source(run):
    lines = run("list").stdout.splitlines()
    assert len(lines) == 22
    assert any("fupin832" in line and "832平台（自拟模板）" in line for line in lines)
    assert any("pdd-export" in line and "拼多多商家后台" in line for line in lines)


def test_a_template_is_written_by_feed_or_platform(run, tmp_path):
    for name, out in (("weidian", "a.xlsx"), ("pdd", "b.csv"), ("ledger", "c.xlsx")):
        done = run("template", name, "--out", tmp_path / out)
        assert done.exit_code == 0
        assert (tmp_path / out).stat().st_size > 0


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("template", "nowhere"), "no file feed nowhere"),
        (("template", "taobao"), "several file feeds"),
        (("template", "weidian", "--out", "form.docx"), ".docx"),
    ],
)
def test_a_wrong_name_says_which_there_are(run, tmp_path, monkeypatch, arguments, word):
    monkeypatch.chdir(tmp_path)
    error = run(*arguments).exception
    assert isinstance(error, ConfigurationError)
    assert word in error.what
    assert error.advice
    assert list(tmp_path.iterdir()) == []


def test_a_sound_file_checks_and_a_broken_one_fails(run):
    sound = run("check", OWN_FORMS / "weidian__names_of_its_own.csv", "--feed", "weidian")
    assert (sound.exit_code, sound.stdout) == (
        0,
        "weidian__names_of_its_own.csv（微店）：没有发现问题，可以读取3笔订单。\n",
    )
    broken = run("check", OWN_FORMS / "ccb__broken_amount_is_text.csv")
    assert broken.exit_code == 1
    assert broken.stdout.splitlines() == [
        "ccb__broken_amount_is_text.csv（建行善融商务）：发现1处问题，可以读取2笔订单。",
        "第3行「实付金额」栏：金额不是数字。写成以元为单位、最多两位小数的数字，如 128.50。",
    ]


def test_a_file_of_no_known_kind_says_how_to_name_it(run, tmp_path):
    path = tmp_path / "sales.csv"
    path.write_bytes((OWN_FORMS / "hnfpxd__bom_and_tab_guards.csv").read_bytes())
    done = run("check", path)
    assert done.exit_code == 1
    assert "看不出是哪个平台的表。用 --feed 指明。" in done.stdout


def test_a_missing_column_is_named(run, tmp_path):
    path = tmp_path / "ccb__s1.csv"
    text = (OWN_FORMS / "ccb__broken_amount_is_text.csv").read_text(encoding="utf-8")
    path.write_text(text.replace("付款时间", "随便"), encoding="utf-8")
    done = run("check", path)
    assert "「付款时间」栏：表头缺栏或者有重复的栏。" in done.stdout
