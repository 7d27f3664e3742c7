"""Forms of the registers of trainings and e-commerce leaders: persons counted, never named.

Source: clauses C061, C070 (two trained persons a village), C093 to C095 (filing, lecturers, file),
C098, C142, C202, C203 (who is trained), C229 (terms), C200 (names stay in the training files),
C099, C206 (one leader a village, by origin). Keep out: rosters: they name persons.
"""

from __future__ import annotations

from connectors.registers.columns import (
    ENTERPRISE,
    choice,
    choices,
    count,
    county,
    day,
    fen,
    opaque,
    text,
    village,
    yes_no,
)
from connectors.registers.paths import IN_COUNTY, OF_VILLAGE
from connectors.registers.spec_types import RegisterSpec, RowRule
from connectors.registers.work_vocabularies import (
    LEADER_ORIGINS,
    LEADER_STATES,
    TRAINING_AUDIENCES,
    TRAINING_EVIDENCE,
    TRAINING_FORMS,
    TRAINING_TERMS,
)

TRAININGS = RegisterSpec(
    name="trainings",
    title_zh="电商培训",
    meaning="Courses with their file: what was filed, who taught, how many came.",
    key=("training_no",),
    county=(IN_COUNTY,),
    is_county_reported=True,
    rules=(
        RowRule(kind="not_before", column="ends_on", other="starts_on"),
        RowRule(kind="not_before", column="starts_on", other="filed_on"),
        RowRule(kind="at_most", column="poor_trainee_count", other="trainee_count"),
        RowRule(kind="at_most", column="trainee_count", other="person_day_count"),
        RowRule(kind="at_most", column="qualified_lecturer_count", other="lecturer_count"),
    ),
    columns=(
        text("training_no", "培训期次编号", "number of the course", is_required=True),
        county(meaning="county that holds it", is_required=True),
        text("organiser_code", "培训机构代码", "who holds it", refers_to=ENTERPRISE),
        day("filed_on", "报备日期", "day of filing; before the course begins (C093)"),
        day("starts_on", "开始日期", "first day", is_required=True),
        day("ends_on", "结束日期", "last day", is_required=True),
        choice("term", "期限类型", "short, middle or long (C229)", TRAINING_TERMS),
        choice("audience", "培训对象", "for whom (C229)", TRAINING_AUDIENCES),
        choice("training_form", "培训形式", "how it is held", TRAINING_FORMS),
        count("trainee_count", "培训人数", "persons who took part", is_required=True),
        count("person_day_count", "培训人天", "persons times days (C078)", is_required=True),
        count("poor_trainee_count", "其中贫困人口", "of these from poor households"),
        count("lecturer_count", "授课人数", "lecturers"),
        count("qualified_lecturer_count", "其中具备资质", "with the qualification of C094"),
        choices("evidence", "档案材料", "what the file holds (C095)", TRAINING_EVIDENCE),
        fen("subsidy_fen", "补助金额（分）", "subsidy paid for it (C078)"),
    ),
)

TRAINED_VILLAGES = RegisterSpec(
    name="training_villages",
    title_zh="培训到村",
    meaning="How many persons of a village a course trained (two a village: C061, C070).",
    key=("training_no", "village_code"),
    county=(OF_VILLAGE,),
    rules=(RowRule(kind="at_most", column="applied_count", other="trainee_count"),),
    columns=(
        text(
            "training_no",
            "培训期次编号",
            "the course",
            is_required=True,
            refers_to="trainings.training_no",
        ),
        village(is_required=True),
        count("trainee_count", "培训人数", "persons of the village", is_required=True),
        count("applied_count", "其中能独立应用", "of these, who can work on a platform themselves"),
    ),
)

LEADERS = RegisterSpec(
    name="leaders",
    title_zh="电商带头人",
    meaning="E-commerce leaders by opaque code: village, origin, and how many they lead.",
    key=("leader_code",),
    county=(OF_VILLAGE,),
    rules=(
        RowRule(kind="at_most", column="led_poor_household_count", other="led_household_count"),
    ),
    columns=(
        opaque("leader_code", "带头人代码", "opaque code; no name and no number", is_required=True),
        village(is_required=True),
        choice("origin", "人员类别", "where the person comes from (C206)", LEADER_ORIGINS),
        choice("state", "状态", "candidate, chosen or given up", LEADER_STATES),
        day("chosen_on", "确定日期", "day of being chosen"),
        yes_no("is_trained", "已培训", "has taken part in a course"),
        count("led_household_count", "带动户数", "households led"),
        count("led_poor_household_count", "其中贫困户", "of these, poor households"),
    ),
)
