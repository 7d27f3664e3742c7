"""Which platforms keep no register of authorisations is said in every issue, from the marts."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bulletins.fonts.paths import FontPaths
from bulletins.release import render
from tests.golden.issue import sample_facts
from tests.golden.sample_marts import PROVINCE, write_build
from tests.golden.sample_places import COUNTY, PREFECTURE

UNKEPT = "未建数据授权登记表，本月有销售的网店是否同意无记录可查，一律视为已授权："


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    return write_build(tmp_path_factory.mktemp("published"))


def told(facts):
    (note,) = [note for note in facts.notes if note.heading == "数据来源"]
    return [sentence.text for sentence in note.sentences[2:]]


def changed(build, folder, column, value):
    for path in build.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    path = folder / "mart_authorisations_month.parquet"
    table = pq.read_table(path)
    place = table.schema.get_field_index(column)
    filled = pa.array([value] * len(table), table.schema.field(column).type)
    pq.write_table(table.set_column(place, table.schema.field(column), filled), path)
    return folder


@pytest.mark.parametrize("area_code", [PROVINCE, PREFECTURE, COUNTY])
def test_each_issue_says_of_which_platforms_nobodys_leave_is_on_file(build, area_code):
    facts = sample_facts(build, area_code=area_code)
    assert told(facts) == [
        f"以下平台{UNKEPT}淘宝天猫38家。",
        (
            "按数据授权登记表，京东18家有销售的网店中，月末有授权的11家，已撤回的2家；"
            "无授权之日的销售不计入，列入待核。"
        ),
    ]
    page = render(facts, fonts=FontPaths())["bulletin.html"].decode()
    assert UNKEPT in page
    # nothing may call all of them authorised
    assert "已授权的网店，不是" not in page


def test_with_a_register_of_every_platform_nothing_is_taken_for_granted(build, tmp_path):
    facts = sample_facts(changed(build, tmp_path, "is_kept", value=True))
    assert len(told(facts)) == 2
    assert not any(UNKEPT in one for one in told(facts))


def test_without_any_register_each_platform_is_named(build, tmp_path):
    facts = sample_facts(changed(build, tmp_path, "is_kept", value=False))
    assert told(facts) == [f"以下平台{UNKEPT}京东18家、淘宝天猫38家。"]


def test_another_months_shops_are_not_told(build, tmp_path):
    changed(build, tmp_path, "month_on", value=date(2020, 5, 1))
    assert told(sample_facts(tmp_path)) == []
