"""Accuracy on builds of a few lines, each worked out by hand."""

import csv
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from expectations.accuracy import judge
from expectations.errors import EvidenceBroken, EvidenceMissing
from expectations.scores import Split
from expectations.truth import COLUMNS

LINE = {
    "platform": "taobao",
    "order_id": "o1",
    "line_id": "l1",
    "seller_grade": "S1",
    "seller_status": "county",
    "seller_county_code": "430121",
    "goods_class": "primary_agri",
    "paid_fen": 100,
}
SHARE = {
    "platform": "taobao",
    "order_id": "o1",
    "line_id": "l1",
    "origin_grade": "O1",
    "origin_status": "certain",
    "county_code": "430121",
    "village_code": "430121000001",
    "household_code": "h1",
    "paid_fen": 100,
}
TRUTH = dict.fromkeys(COLUMNS, "") | {
    "platform": "taobao",
    "order_id": "o1",
    "line_id": "l1",
    "share_no": "1",
    "share_ppm": "1000000",
    "sale_state": "sale",
    "goods_class": "primary_agri",
    "seller_county_code": "430121",
    "origin_county_code": "430121",
    "village_code": "430121000001",
    "household_code": "h1",
    "seller_resolvable": "1",
    "origin_resolvable_level": "household",
    "paid_fen": "100",
}


def found(folder, *, lines=(LINE,), shares=(SHARE,), truth=(TRUTH,), poor=("430121",)):
    types = {"paid_fen": pa.int64()}
    for name, rows in {
        "fct_lines": lines,
        "fct_origin": shares,
        "dim_region_set": [{"region_set": "poor_counties", "region_code": p} for p in poor],
    }.items():
        columns = {"fct_lines": LINE, "fct_origin": SHARE}.get(
            name, {"region_set": "", "region_code": ""}
        )
        schema = pa.schema([(c, types.get(c, pa.string())) for c in columns])
        pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), folder / f"{name}.parquet")
    with (folder / "truth.csv").open("w", newline="") as handle:
        writer = csv.DictWriter(
            handle, list(dict.fromkeys((*COLUMNS, *(k for t in truth for k in t))))
        )
        writer.writeheader()
        writer.writerows(truth)
    return judge(folder, folder / "truth.csv")


def numbers(accuracy):
    return json.loads(accuracy.to_json())


def test_all_right_is_one_at_every_level(tmp_path):
    document = numbers(found(tmp_path))
    detail = document.pop("detail")
    assert document == {
        "seller_county": 1,
        "origin_county": 1,
        "village": 1,
        "household": 1,
        "class": 1,
        "false_inclusion": 0,
        "held_precision": None,
        "held_coverage": None,
        "false_exclusion": 0,
        "worst_county": 1,
        "by_grade": {
            grade: {"precision": 1, "coverage": 1, "fen": 100, "wrong_fen": 0}
            for grade in ("S1", "O1")
        },
    }
    assert detail["village"] == {"correct": 1, "wrong": 0, "unattributed": 0, "fen": 100}


def test_six_decimals_are_printed(tmp_path):
    assert b'"seller_county":1.000000' in found(tmp_path).to_json()


def test_another_county_is_wrong_and_counts_as_both_errors(tmp_path):
    accuracy = found(tmp_path, lines=[LINE | {"seller_county_code": "430122"}])
    assert accuracy.levels["seller_county"] == Split(
        fen=100, correct_fen=0, wrong_fen=100, unattributed_fen=0
    )
    assert numbers(accuracy)["false_inclusion"] == 0.5  # of the fen of both axes
    assert numbers(accuracy)["false_exclusion"] == 0.5
    # the wrong county is not a poor one: nothing was falsely given to a poor county
    assert accuracy.inclusion["poor"].false_fen == 0
    assert accuracy.exclusion["poor"].false_fen == 100


@pytest.mark.parametrize(
    "changes",
    [{"seller_county_code": None}, {"seller_status": "prefecture"}, {"seller_grade": "SU"}],
)
def test_no_county_is_unattributed(tmp_path, changes):
    accuracy = found(tmp_path, lines=[LINE | changes])
    assert accuracy.levels["seller_county"].unattributed_fen == 100
    assert accuracy.exclusion["any"].false_fen == 100
    assert accuracy.inclusion["any"].false_fen == 0


@pytest.mark.parametrize("status", ["pending", "candidate", "unknown"])
def test_what_is_pending_or_a_candidate_is_not_attributed(tmp_path, status):
    accuracy = found(tmp_path, shares=[SHARE | {"origin_status": status}])
    for level in ("origin_county", "village", "household"):
        assert accuracy.levels[level].unattributed_fen == 100


def test_an_estimate_is_attributed_but_never_certain(tmp_path):
    wrong = SHARE | {"origin_grade": "O2", "origin_status": "estimated", "county_code": "430122"}
    accuracy = found(tmp_path, shares=[wrong])
    assert accuracy.levels["origin_county"].wrong_fen == 100
    assert accuracy.inclusion["any"].false_fen == 0


def test_shares_are_compared_by_code(tmp_path):
    truth = [
        TRUTH | {"share_no": "1", "household_code": "h1", "share_ppm": "700000"},
        TRUTH | {"share_no": "2", "household_code": "h2", "share_ppm": "300000"},
    ]
    shares = [
        SHARE | {"household_code": "h1", "paid_fen": 50},
        SHARE | {"household_code": "h3", "paid_fen": 40},
        SHARE | {"household_code": None, "paid_fen": 10},
    ]
    accuracy = found(tmp_path, truth=truth, shares=shares)
    assert accuracy.levels["household"] == Split(
        fen=100, correct_fen=50, wrong_fen=40, unattributed_fen=10
    )
    assert accuracy.levels["village"].correct_fen == 100


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"seller_resolvable": "0"}, "seller_county"),
        ({"seller_county_code": ""}, "seller_county"),
        ({"origin_resolvable_level": "none"}, "origin_county"),
        ({"origin_resolvable_level": "county"}, "village"),
        ({"origin_resolvable_level": "village"}, "household"),
        ({"household_code": ""}, "household"),
        ({"goods_class": "unclassified"}, "class"),
        ({"goods_class": ""}, "class"),
    ],
)
def test_without_evidence_or_name_a_line_does_not_count(tmp_path, changes, level):
    accuracy = found(tmp_path, truth=[TRUTH | changes])
    assert accuracy.levels[level].fen == 0
    assert numbers(accuracy)[level] is None


def test_a_county_given_where_truth_has_none_is_false_inclusion(tmp_path):
    truth = TRUTH | {"origin_county_code": "", "origin_resolvable_level": "none"}
    accuracy = found(tmp_path, truth=[truth])
    assert accuracy.inclusion["poor"].false_fen == 100
    assert accuracy.levels["origin_county"].fen == 0


def test_lines_are_weighed_by_fen(tmp_path):
    lines = [LINE, LINE | {"line_id": "l2", "paid_fen": 300, "goods_class": "industrial"}]
    truth = [TRUTH, TRUTH | {"line_id": "l2", "paid_fen": "300"}]
    assert numbers(found(tmp_path, lines=lines, truth=truth))["class"] == 0.25


def test_lines_of_one_side_only_are_told_apart(tmp_path):
    lines = [LINE, LINE | {"line_id": "stranger", "paid_fen": 7}, LINE | {"line_id": "unpaid"}]
    truth = [
        TRUTH | {"paid_fen": "90"},
        TRUTH | {"line_id": "lost", "paid_fen": "11"},
        TRUTH | {"line_id": "unpaid", "sale_state": "unpaid"},
    ]
    accuracy = found(tmp_path, lines=lines, truth=truth)
    assert (accuracy.missing_fen, accuracy.missing_line_count) == (11, 1)
    assert (accuracy.without_truth_fen, accuracy.without_truth_line_count) == (7, 1)
    assert accuracy.not_a_sale_fen == 100
    assert accuracy.paid_difference_fen == 10
    assert accuracy.levels["class"].fen == 90


def test_truth_without_a_column_is_named(tmp_path):
    found(tmp_path)
    (tmp_path / "truth.csv").write_text("platform,order_id\ntaobao,o1\n")
    with pytest.raises(EvidenceBroken, match="village_code"):
        judge(tmp_path, tmp_path / "truth.csv")


@pytest.mark.parametrize("amount", ["", "1.5", "x"])
def test_a_sale_without_whole_fen_is_refused(tmp_path, amount):
    with pytest.raises(EvidenceBroken, match="paid_fen"):
        found(tmp_path, truth=[TRUTH | {"paid_fen": amount}])


def test_true_shares_are_whole_fen_that_sum_to_the_line(tmp_path):
    thirds = [("1", "333333"), ("2", "333333"), ("3", "333334")]
    truth = [
        TRUTH | {"share_no": no, "share_ppm": ppm, "household_code": f"h{no}"} for no, ppm in thirds
    ]
    shares = [SHARE | {"household_code": f"h{n}", "paid_fen": 33 + (n == 3)} for n in (1, 2, 3)]
    accuracy = found(tmp_path, truth=truth, shares=shares)
    assert accuracy.levels["household"].correct_fen == 100
    assert accuracy.paid_difference_fen == 0


def test_shares_that_do_not_sum_to_the_line_are_refused(tmp_path):
    with pytest.raises(EvidenceBroken, match="ppm"):
        found(tmp_path, truth=[TRUTH | {"share_ppm": "999999"}])


def test_a_share_that_stands_twice_is_refused(tmp_path):
    with pytest.raises(EvidenceBroken, match="twice"):
        found(tmp_path, truth=[TRUTH, TRUTH])


@pytest.mark.parametrize("lost", ["truth.csv", "fct_lines.parquet", "dim_region_set.parquet"])
def test_a_missing_side_is_an_error(tmp_path, lost):
    found(tmp_path)
    (tmp_path / lost).unlink()
    with pytest.raises(EvidenceMissing, match=lost.split(".")[0]):
        judge(tmp_path, tmp_path / "truth.csv")


def test_a_grade_that_is_wrong_loses_precision_and_one_that_holds_out_none(tmp_path):
    shares = [
        SHARE | {"paid_fen": 60},
        SHARE | {"paid_fen": 30, "origin_grade": "O3", "county_code": "430122"},
        SHARE | {"paid_fen": 10, "origin_grade": "O6", "origin_status": "candidate"},
    ]
    grades = numbers(found(tmp_path, shares=shares))["by_grade"]
    assert grades["O1"] == {"precision": 1, "coverage": 0.6, "fen": 60, "wrong_fen": 0}
    assert grades["O3"] == {"precision": 0, "coverage": 0.3, "fen": 30, "wrong_fen": 30}
    assert grades["O6"] == {"precision": None, "coverage": 0.1, "fen": 10, "wrong_fen": 0}


def test_the_worst_county_is_the_poor_one_that_gets_least_of_its_own(tmp_path):
    lines = [LINE, LINE | {"order_id": "o2", "seller_county_code": "430122"}]
    truth = [TRUTH, TRUTH | {"order_id": "o2"}]
    document = numbers(found(tmp_path, lines=lines, truth=truth))
    assert document["worst_county"] == 0.5
    assert document["detail"]["worst_county"]["seller"] == {
        "county_code": "430121",
        "share": 0.5,
        "fen": 200,
    }
    assert numbers(found(tmp_path, poor=("430124",)))["worst_county"] is None


def test_a_county_whose_sales_go_unseen_is_the_worst(tmp_path):
    unseen = LINE | {"seller_county_code": None, "seller_status": "unknown", "seller_grade": "SU"}
    document = numbers(found(tmp_path, lines=[unseen]))
    assert document["worst_county"] == 0
    assert document["by_grade"]["SU"]["precision"] is None


def test_a_sale_that_is_none_counts_at_no_level_and_belongs_in_no_county(tmp_path):
    brushed = {"order_id": "o2"}
    double = {"order_id": "o3"}
    held = {"seller_status": "pending", "seller_county_code": None}
    pending = {"origin_status": "pending", "county_code": None}
    genuine = {"order_id": "o4"}
    accuracy = found(
        tmp_path,
        lines=(LINE, LINE | brushed, LINE | double | held, LINE | genuine | held),
        shares=(SHARE, SHARE | brushed, SHARE | double | pending, SHARE | genuine | pending),
        truth=(
            TRUTH | {"doubt": ""},
            TRUTH | brushed | {"doubt": "brushing"},
            TRUTH | double | {"doubt": "double"},
            TRUTH | genuine,
        ),
    )
    document = numbers(accuracy)
    assert accuracy.levels["seller_county"] == Split(
        fen=200, correct_fen=100, wrong_fen=0, unattributed_fen=100
    )
    # of two lines given to the county on both axes, one is no sale
    assert document["false_inclusion"] == 0.5
    assert (document["held_precision"], document["held_coverage"]) == (0.5, 0.5)
    assert document["detail"]["held"] == {
        "genuine": {"fen": 200, "held_fen": 100},
        "brushing": {"fen": 100, "held_fen": 0},
        "double": {"fen": 100, "held_fen": 100},
    }
