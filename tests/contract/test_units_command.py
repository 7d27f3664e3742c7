"""`shanhuo units` over a published mart: nets by part, and what can't be told apart."""

from __future__ import annotations

import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from orchestration.cli.main import app
from orchestration.errors import NothingToDo
from orchestration.home import make_home

JUNE = date(2020, 6, 1)
#: unit, county, part, class, gross and refunded fen
PARTS = (
    ("520900", "520111", "town", "tea_liquor", 10_000, 500),
    ("520900", "520111", "town", "primary_agri", 3_000, 0),
    ("520100", "520111", "rest", "tea_liquor", 2_000, 0),
    ("520100", "520111", "not_separable", "tea_liquor", 700, 100),
)


@pytest.fixture
def shanhuo(tmp_path, monkeypatch):
    home = make_home(tmp_path / "home")
    (home.published / "b1").mkdir(parents=True)
    (home.published / "CURRENT").write_text("b1\n")
    rows = [
        {
            "axis": "seller",
            "unit_level": "prefecture",
            "unit_code": unit,
            "unit_name": "贵安新区" if unit == "520900" else None,
            "county_code": county,
            "part": part,
            "platform": "taobao",
            "goods_class": goods_class,
            "flow": "up",
            "gross_fen": gross,
            "refund_fen": refund,
            "net_fen": gross - refund,
            "line_count": 1,
            "month_on": JUNE,
        }
        for unit, county, part, goods_class, gross, refund in PARTS
    ]
    path = home.published / "b1" / "mart_sales_unit_month.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path)
    monkeypatch.setenv("SHANHUO_HOME", str(home.root))

    def run(*arguments):
        return CliRunner().invoke(app, ["units", *arguments])

    return run, path


def test_nets_are_told_by_part_and_what_stays_with_the_county_apart(shanhuo):
    run, _ = shanhuo
    said = run("--month", "2020-06").output
    assert "520900 贵安新区  520111 town" in said
    assert "12,500 fen net, 2 lines" in said
    assert "600 fen net are known to a split county only" in said
    told = json.loads(run("--month", "2020-06", "--json").output)
    assert [(p["unit_code"], p["part"], p["gross_fen"], p["refund_fen"]) for p in told] == [
        ("520100", "not_separable", 700, 100),
        ("520100", "rest", 2_000, 0),
        ("520900", "town", 13_000, 500),
    ]


def test_a_month_without_a_line_and_an_older_build_are_told(shanhuo):
    run, path = shanhuo
    assert "no reporting unit has a line in 2020-05" in str(run("--month", "2020-05").exception)
    path.unlink()
    error = run("--month", "2020-06").exception
    assert isinstance(error, NothingToDo)
    assert "shanhuo build" in error.advice
