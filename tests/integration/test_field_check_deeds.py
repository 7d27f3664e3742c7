"""A year's field checks on the sample province: drawn once, read back, filed."""

from __future__ import annotations

import csv

import pytest

from expectations.errors import EvidenceBroken
from orchestration.auditing import audit_folder, draw_sample, read_sample
from orchestration.errors import NothingToDo
from orchestration.home import Home

pytestmark = pytest.mark.integration


@pytest.fixture
def home(province, tmp_path):
    """The province's published build in a home of its own, so that nothing is left behind."""
    found = Home(tmp_path / "home")
    found.root.mkdir()
    found.published.symlink_to(province.home.published)
    return found


def fill(sheet, answer):
    with sheet.open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    for number, row in enumerate(rows):
        row["核查结果"] = answer(number)
    with sheet.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.DictWriter(handle, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return rows


@pytest.mark.parametrize("axis", ["seller", "origin"])
def test_a_year_is_drawn_once_and_its_answers_give_rates(home, axis):
    sheet, plan = draw_sample(home, year=2020, axis=axis, size=120, least=10, seed="a")
    assert sum(len(stratum.drawn) for stratum in plan.strata) == 120
    with pytest.raises(NothingToDo, match="already"):
        draw_sample(home, year=2020, axis=axis, size=120, least=10, seed="b")
    assert sheet.with_suffix(".xlsx").is_file()
    rows = fill(sheet, lambda number: "不一致" if number % 4 == 0 else "一致")
    result = read_sample(home, sheet, year=2020, axis=axis)
    wrong = sum(row["核查结果"] == "不一致" for row in rows)
    assert sum(rate.wrong_count for rate in result.rates) == wrong > 0
    assert all(rate.low_ppm <= rate.rate_ppm <= rate.high_ppm for rate in result.rates)
    assert (audit_folder(home, 2020, axis) / "result.json").is_file()


def test_a_sheet_with_an_unknown_answer_files_nothing(home):
    sheet, _ = draw_sample(home, year=2020, axis="seller", size=120, least=10, seed="a")
    fill(sheet, lambda _: "大概对")
    with pytest.raises(EvidenceBroken):
        read_sample(home, sheet, year=2020, axis="seller")
    assert not (audit_folder(home, 2020, "seller") / "result.json").exists()


def test_answers_without_a_sample_are_an_error(home, tmp_path):
    with pytest.raises(NothingToDo, match="no sample"):
        read_sample(home, tmp_path / "sheet.csv", year=2019, axis="seller")
