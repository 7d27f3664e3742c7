"""A sample for field checks is fair and repeatable, its answers are checked, its interval exact."""

from __future__ import annotations

from datetime import date

import pytest

from expectations.audit.answers import read_answers, write_sheet
from expectations.audit.rates import grade_rates, interval_ppm
from expectations.audit.sampling import Unit, draw
from expectations.errors import EvidenceBroken, EvidenceMissing


def units(counts, fen=100):
    return [
        Unit(
            platform="jd", shop_id="1", order_id=f"{grade}{number}", line_id="1", share_no=None,
            booked_on=date(2020, 6, 1), paid_fen=fen, grade=grade, area_code="430224",
            evidence_id=None,
        )
        for grade, count in counts.items()
        for number in range(count)
    ]  # fmt: skip


def drawn(strata):
    return {stratum.grade: len(stratum.drawn) for stratum in strata}


def test_sizes_follow_the_money_with_a_least_number_for_each_grade():
    strata = draw(units({"S1": 700, "S2": 200, "S3": 100}), size=130, least=10, seed="a")
    assert drawn(strata) == {"S1": 80, "S2": 30, "S3": 20}


def test_a_grade_that_is_drawn_whole_leaves_the_rest_to_the_others():
    strata = draw(units({"S1": 5, "S2": 500}), size=100, least=10, seed="a")
    assert drawn(strata) == {"S1": 5, "S2": 95}


def test_the_same_seed_draws_the_same_lines_in_any_order_and_another_seed_others():
    found = units({"S1": 300})
    first = draw(found, size=30, least=1, seed="a")
    assert draw(found[::-1], size=30, least=1, seed="a") == first
    assert draw(found, size=30, least=1, seed="b") != first


def test_a_sample_that_is_too_small_for_its_grades_is_an_error():
    with pytest.raises(EvidenceMissing, match="can't give each"):
        draw(units({"S1": 50, "S2": 50}), size=10, least=10, seed="a")


@pytest.mark.parametrize(
    ("wrong", "checked", "low", "high"),
    [
        # 1 - 0.025 ** (1 / n) and its mirror, worked out by hand
        (0, 10, 0, 308_498),
        (10, 10, 691_502, 1_000_000),
        # tabulated exact limits of 5 in 50
        (5, 50, 33_275, 218_135),
    ],
)
def test_the_interval_is_the_exact_one(wrong, checked, low, high):
    found = interval_ppm(wrong, checked)
    assert found == pytest.approx((low, high), abs=2)


def test_a_large_sample_overflows_nothing():
    low, high = interval_ppm(1_000, 20_000)
    assert low < 50_000 < high


def answered(path, words):
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    filled = [line[:-1] + word + "," for line, word in zip(lines[1:], words, strict=True)]
    path.write_text("\n".join([lines[0], *filled]) + "\n", encoding="utf-8-sig")


def test_answers_come_back_as_rates_and_what_was_not_checked_is_in_none(tmp_path):
    strata = draw(units({"S1": 40}), size=4, least=1, seed="a")
    sheet = tmp_path / "sheet.csv"
    write_sheet(sheet, strata)
    answered(sheet, ["一致", "不一致", "一致", "无法核实"])
    [rate] = grade_rates(strata, read_answers(sheet, strata))
    assert (rate.checked_count, rate.wrong_count, rate.unknown_count) == (3, 1, 1)
    assert rate.rate_ppm == 333_333
    assert rate.low_ppm < 333_333 < rate.high_ppm


def test_a_grade_that_nobody_could_check_has_no_rate(tmp_path):
    strata = draw(units({"S1": 4}), size=2, least=1, seed="a")
    sheet = tmp_path / "sheet.csv"
    write_sheet(sheet, strata)
    answered(sheet, ["无法核实", "无法核实"])
    [rate] = grade_rates(strata, read_answers(sheet, strata))
    assert (rate.rate_ppm, rate.low_ppm, rate.high_ppm) == (None, None, None)


def test_an_empty_answer_a_strange_row_a_double_and_a_missing_row_are_errors(tmp_path):
    strata = draw(units({"S1": 40}), size=2, least=1, seed="a")
    sheet = tmp_path / "sheet.csv"
    write_sheet(sheet, strata)
    with pytest.raises(EvidenceBroken, match="empty"):
        read_answers(sheet, strata)
    answered(sheet, ["一致", "一致"])
    good = sheet.read_text(encoding="utf-8-sig").splitlines()
    for lines, error, message in (
        ([*good, good[1]], EvidenceBroken, "twice"),
        ([*good, good[1].replace("'S1", "'X")], EvidenceBroken, "not drawn"),
        (good[:2], EvidenceMissing, "1 of 2"),
    ):
        sheet.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
        with pytest.raises(error, match=message):
            read_answers(sheet, strata)
