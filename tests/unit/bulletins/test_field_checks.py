"""Error rates of field checks are printed where a check is on file, and nowhere else."""

from __future__ import annotations

from bulletins.sections.field_checks import CheckedGrade, FieldCheck, field_checks


def grade(name, checked, wrong, low, high):
    return CheckedGrade(
        grade=name, checked_count=checked, wrong_count=wrong, low_ppm=low, high_ppm=high
    )


def test_nothing_on_file_prints_nothing_and_never_a_zero():
    assert field_checks([]) == []
    unchecked = FieldCheck(axis="seller", rates=[grade("S1", 0, 0, None, None)])
    assert field_checks([unchecked]) == []


def test_a_grade_is_told_with_its_interval():
    check = FieldCheck(axis="seller", rates=[grade("S2", 122, 5, 13_400, 93_100)])
    [note] = field_checks([check])
    assert note.sentences[0].text == (
        "本年经营地认定抽样实地核查的差错率（按明细条数，括号内为95%置信区间）："
        "网店或站点台账核实122条，不一致5条，差错率4.1%（1.3%至9.3%）。"
    )
    assert not any(
        char.isdigit() for part in note.sentences[0].parts if isinstance(part, str) for char in part
    )


def test_a_grade_without_checked_lines_is_left_out():
    rates = [grade("S1", 0, 0, None, None), grade("S2", 10, 0, 0, 308_498)]
    [note] = field_checks([FieldCheck(axis="seller", rates=rates)])
    assert "实地核查经营地" not in note.sentences[0].text
    assert "0.0%至30.8%" in note.sentences[0].text
