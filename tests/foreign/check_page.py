"""The W3C's checker finds nothing in the bulletin's page and charts.

Run by tests/foreign/run, which sets the checker up. No test here is ever skipped.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from bulletins.fonts.paths import FontPaths
from bulletins.release import render
from tests.golden.issue import EXPECTED, sample_facts
from tests.golden.sample_marts import write_build

JAR = Path(__file__).parents[2] / ".foreign/vnu/node_modules/vnu-jar/build/dist/vnu.jar"


def messages(*arguments: str | Path) -> list[dict[str, object]]:
    command = ["java", "-jar", JAR, "--format", "json", "--exit-zero-always", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return json.loads(done.stderr)["messages"]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release")
    facts = sample_facts(write_build(folder / "published"))
    for name, content in render(facts, fonts=FontPaths()).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_page_on_file_has_no_fault():
    assert messages(EXPECTED / "bulletin.html") == []


def test_page_as_rendered_has_no_fault(files):
    assert messages(files / "bulletin.html") == []


def test_charts_have_no_fault(files):
    charts = sorted((files / "charts").glob("*.svg"))
    assert len(charts) == 3
    assert messages("--svg", *charts) == []


@pytest.mark.parametrize(
    ("name", "option", "broken"),
    [
        ("broken.html", "--html", "<!DOCTYPE html><html lang=zh><title>x</title><p id=a><p id=a>"),
        ("broken.svg", "--svg", '<svg xmlns="http://www.w3.org/2000/svg"><rect wide="1"/></svg>'),
    ],
)
def test_checker_finds_a_planted_fault(tmp_path, name, option, broken):
    (tmp_path / name).write_text(broken, encoding="utf-8")
    assert [m["type"] for m in messages(option, tmp_path / name)].count("error") >= 1
