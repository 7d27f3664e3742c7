"""A fen planted at each border makes exactly that difference 1, and no other."""

import json
import shutil

import batches_for_expectations as made
import home_for_control as small
import pytest

from expectations.control import BORDERS, difference
from expectations.errors import EvidenceBroken, EvidenceMissing


@pytest.fixture(scope="module")
def closed_home(tmp_path_factory):
    return small.build_home(tmp_path_factory.mktemp("closed"))


@pytest.fixture
def home(closed_home, tmp_path):
    return shutil.copytree(closed_home, tmp_path / "home")


def only(name):
    return {border: int(border == name) for border in BORDERS}


def sheet(home):
    return difference(home, month="2020-06")


def test_a_closed_home_has_nine_differences_of_0(closed_home):
    found = sheet(closed_home)
    assert list(found.difference_fen) == list(BORDERS)
    assert set(found.difference_fen.values()) == {0}
    assert found.is_closed()
    assert (found.staged_gross_fen, found.staged_refund_fen) == (6000, 800)
    assert found.raw.not_a_sale_fen == {"unpaid": 700}
    assert found.raw.quarantined_fen == {"orders": 90}
    assert found.raw.refund_without_sale_fen == 55
    assert found.release == "v2"


def test_the_sheet_is_one_line_of_json_and_always_the_same(closed_home):
    first, second = sheet(closed_home).to_json(), sheet(closed_home).to_json()
    assert first == second
    assert b"\n" not in first
    assert json.loads(first)["difference_fen"] == only(None)


def landed_anew(home, **changed):
    shutil.rmtree(home / "landing")
    small.land(home, **changed)


def plant_raw_sale(home):
    rows = small.orders()
    rows["orders"][0]["paid_fen"] += 1
    landed_anew(home, orders=rows)


def plant_raw_unpaid(home):
    rows = small.orders()
    rows["orders"][3]["paid_fen"] += 1
    landed_anew(home, orders=rows)


def plant_raw_quarantined(home):
    rows = small.orders()
    rows["quarantine"][0]["amount_fen"] += 1
    landed_anew(home, orders=rows)


def plant_raw_refund(home):
    rows = small.refunds()
    rows["refunds"][0]["amount_fen"] += 1
    landed_anew(home, refunds=rows)


def planted_rows():
    rows = small.control_rows()
    rows[1]["gross_fen"] += 1
    return rows


PLANTS = [
    ("raw_staged", "a sale", plant_raw_sale),
    ("raw_staged", "no sale", plant_raw_unpaid),
    ("raw_staged", "quarantine", plant_raw_quarantined),
    ("raw_staged", "a refund", plant_raw_refund),
    ("staged_seller", "a line", lambda h: small.plant(h, "fct_lines", "paid_fen")),
    (
        "staged_seller",
        "a grade",
        lambda h: small.plant(h, "mart_grades_month", "gross_fen", axis="seller"),
    ),
    (
        "staged_seller",
        "refunds of a grade",
        lambda h: small.plant(h, "mart_grades_month", "refund_fen", axis="seller"),
    ),
    ("staged_origin", "a share", lambda h: small.plant(h, "fct_origin", "paid_fen")),
    (
        "staged_origin",
        "a refund's share",
        lambda h: small.plant(h, "fct_origin_refunds", "amount_fen"),
    ),
    (
        "staged_origin",
        "a grade",
        lambda h: small.plant(h, "mart_grades_month", "gross_fen", axis="origin"),
    ),
    *[
        (
            "area_rollup",
            f"{axis} {level} {measure}",
            lambda h, axis=axis, level=level, measure=measure: small.plant(
                h, "mart_sales_area_month", measure, axis=axis, area_level=level
            ),
        )
        for axis, level in (("seller", "county"), ("origin", "prefecture"), ("origin", "village"))
        for measure in ("gross_fen", "refund_fen")
    ],
    ("area_rollup", "a day", lambda h: small.plant(h, "mart_sales_area_day", "gross_fen")),
    ("mart_facts", "gross", lambda h: small.plant(h, "mart_indicator_month", "gross_fen",
                                                  area_level="prefecture")),
    ("mart_facts", "refunds", lambda h: small.plant(h, "mart_indicator_month", "refund_fen",
                                                    area_level="unattributed")),
    ("facts_html", "a cell", lambda h: small.write_html(h, planted_rows())),
    ("facts_pdf", "a cell", lambda h: small.write_pdf(h, planted_rows())),
    ("facts_xlsx", "a cell", lambda h: small.write_xlsx(h, planted_rows())),
    ("facts_csv", "a cell", lambda h: small.write_csv(h, planted_rows())),
]  # fmt: skip


@pytest.mark.parametrize(
    ("border", "place", "plant"), PLANTS, ids=[f"{border}: {place}" for border, place, _ in PLANTS]
)
def test_a_fen_planted_at_a_border_shows_there_and_nowhere_else(home, border, place, plant):
    plant(home)
    assert sheet(home).difference_fen == only(border)


def test_every_border_has_a_plant():
    assert {border for border, _, _ in PLANTS} == set(BORDERS)


def test_errors_that_offset_each_other_show(home):
    rows = small.models()["fct_lines"]
    rows[0]["paid_fen"] += 1
    rows[2]["paid_fen"] -= 1
    small.write_model(home, "fct_lines", rows)
    assert sheet(home).difference_fen == {**only(None), "staged_seller": 2}


def test_a_fen_that_moves_between_lines_of_an_order_shows(home):
    rows = small.models()["fct_origin"]
    rows[0]["paid_fen"] += 1
    rows[1]["paid_fen"] -= 1
    small.write_model(home, "fct_origin", rows)
    assert sheet(home).difference_fen == {**only(None), "staged_origin": 2}


def test_a_line_without_a_grade_is_in_no_grade(home):
    rows = small.models()["fct_lines"]
    rows[3]["seller_grade"] = None
    small.write_model(home, "fct_lines", rows)
    assert sheet(home).difference_fen == {**only(None), "staged_seller": 1000}


def test_html_text_and_value_are_both_read(home):
    page = small.release_folder(home) / "bulletin.html"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(">7.00<", ">7.01<"), encoding="utf-8")
    assert sheet(home).difference_fen == only("facts_html")


def test_unknown_that_is_printed_as_0_shows(home):
    rows = small.control_rows()
    rows.append({"key": "OUT", "name": "x", "gross_fen": None, "refund_fen": 0, "net_fen": 0})
    small.write_facts(home, rows)
    found = sheet(home).difference_fen
    assert found["facts_csv"] == 1


def test_an_order_whose_newest_version_is_quarantined_counts_there(home):
    rows = small.orders()
    order = rows["orders"][0]
    rows["quarantine"].append(made.quarantined(1, record_id=order["order_id"], amount_fen=None))
    landed_anew(home, orders=rows)
    found = sheet(home)
    # read at the same minute: the readable version stands
    assert found.difference_fen == only(None)
    rows["quarantine"][-1]["modified_at"] = made.DAY.end
    landed_anew(home, orders=rows)
    found = sheet(home)
    assert found.raw.sale_fen == 3000
    assert found.raw.quarantined_unknown_count == 1
    assert found.difference_fen["raw_staged"] == 3000


@pytest.mark.parametrize("kind", ["orders", "refunds"])
def test_a_build_without_a_kind_of_batch_is_compared_all_the_same(home, kind):
    shutil.rmtree(home / "landing" / "taobao" / kind)
    record = home / "published" / "b1" / "build.json"
    batches = [b for b in json.loads(record.read_text())["batches"] if f"-{kind}-" not in b]
    record.write_text(json.dumps({"build_id": "b1", "batches": batches}))
    lost = {"orders": 6000, "refunds": 800}[kind]
    assert sheet(home).difference_fen == {**only(None), "raw_staged": lost}


def test_a_files_sum_of_refunds_stands_behind_the_platforms_own(home):
    rows = small.refunds()
    told = rows["refunds"][0]
    summed = made.refund(7, order_id=told["order_id"], amount_fen=500, succeeded_at=None)
    rows["refunds"].append(summed)
    landed_anew(home, refunds=rows)
    assert sheet(home).difference_fen == only(None)
    # without the platform's own, the file's sum counts
    told["refund_state"] = "pending"
    summed["amount_fen"] = 501
    landed_anew(home, refunds=rows)
    assert sheet(home).difference_fen == only("raw_staged")


def test_what_a_refund_exceeds_the_goods_by_is_told_apart(home):
    rows = small.refunds()
    rows["refunds"][1]["amount_fen"] = 1200
    landed_anew(home, refunds=rows)
    found = sheet(home)
    assert found.raw.refund_beyond_payment_fen == 200
    assert found.difference_fen["raw_staged"] == 700


@pytest.mark.parametrize(
    "lost",
    [
        "published/CURRENT",
        "published/b1/build.json",
        *[f"published/b1/{model}.parquet" for model in small.models()],
        "facts.json",
        "bulletin.html",
        "bulletin.pdf",
        "tables.xlsx",
        "tables/control.csv",
    ],
)
def test_what_is_missing_is_an_error_with_advice_and_never_0(home, lost):
    path = home / lost if lost.startswith("published") else small.release_folder(home) / lost
    path.unlink()
    with pytest.raises(EvidenceMissing, match="Next: ") as caught:
        sheet(home)
    assert path.name in caught.value.where


@pytest.mark.parametrize("tree", ["landing/taobao/orders", "landing/registers", "releases"])
def test_a_missing_tree_is_an_error(home, tree):
    shutil.rmtree(home / tree)
    with pytest.raises(EvidenceMissing, match="Next: "):
        sheet(home)


def test_a_county_without_a_prefecture_is_an_error(home):
    rows = [row for row in small.models()["dim_area"] if row["level"] != "county"]
    small.write_model(home, "dim_area", rows)
    with pytest.raises(EvidenceMissing, match="430121"):
        sheet(home)


@pytest.mark.parametrize("file", ["facts.json", "bulletin.html", "tables/control.csv"])
def test_a_file_without_a_control_table_is_broken(home, file):
    (small.release_folder(home) / file).write_text("{}")
    with pytest.raises(EvidenceBroken, match="Next: "):
        sheet(home)


def test_a_month_is_a_year_and_a_month(home):
    with pytest.raises(EvidenceMissing, match="2020-06"):
        difference(home, month="June")
