"""A county's registers in a small home: checked, previewed, loaded, held, approved, told again."""

from __future__ import annotations

import shutil
from datetime import date, datetime

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from home_for_registers import FIRST, HEADER, HERE, NEXT_DOOR, NOW, build_home, producer

from connectors.core.errors import ConfigurationError
from connectors.registers.drafts import register_draft
from connectors.registers.specs import register_spec
from connectors.registers.templates import write_template
from orchestration.errors import NothingToDo
from orchestration.home import open_home
from orchestration.ingest import land_draft
from orchestration.registers.approving import approve, refuse, waiting
from orchestration.registers.checking import check_file
from orchestration.registers.diffing import diff
from orchestration.registers.filling import filling_of
from orchestration.registers.history import history_of
from orchestration.registers.loading import load, preview
from orchestration.registers.staleness import stale
from orchestration.registers.standing import standing_table


@pytest.fixture(scope="module")
def first_home(tmp_path_factory):
    return build_home(tmp_path_factory.mktemp("registers") / "home")


@pytest.fixture
def home(first_home, tmp_path):
    shutil.copytree(first_home.root, tmp_path / "home")
    return open_home(tmp_path / "home")


@pytest.fixture
def checked(home, tmp_path):
    """Checks a file of producers with these rows."""

    def check_rows(*rows, scope=HERE, as_of=NOW, name="producers", header=HEADER):
        path = tmp_path / f"{name}.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return check_file(home, name, path, scope=scope, as_of=as_of)

    return check_rows


def landed(home):
    return sorted(str(p.relative_to(home.landing)) for p in home.landing.rglob("*"))


def standing(home, as_of, key="NH1"):
    rows = standing_table(home, "producers", as_of).to_pylist()
    return [
        (r["producer_kind"], r["county_code"], r["valid_from"], r["valid_to"])
        for r in rows
        if r["producer_code"] == key
    ]


# ---- what a file alone can't tell


@pytest.mark.parametrize(
    ("row", "cell", "reason"),
    [
        (producer("NH9", county=NEXT_DOOR), "C2", "属于蓝山县，不在本次报送范围（431126）内"),
        (f"NH9,农户,{HERE},{HERE}100999,,,", "D2", "在“村（社区）”登记中查不到"),
        ("NH9,农户,,,,,", "C2", "看不出属于哪个县"),
    ],
    ids=["row-of-another-county", "village-not-on-file", "row-of-no-county"],
)
def test_a_row_that_only_the_home_can_judge_is_told_by_cell(home, checked, row, cell, reason):
    before = landed(home)
    found = checked(row)
    (problem,) = found.problems
    assert problem.cell == cell
    assert reason in problem.reason_zh
    assert problem.advice_zh
    with pytest.raises(ConfigurationError, match="nothing was loaded"):
        load(
            home,
            found,
            mode="changes",
            loaded_by="clerk",
            confirmed_closing=None,
            recorded_at=NOW,
        )
    assert landed(home) == before


def test_what_the_home_knows_is_told_together_with_what_the_file_shows(checked):
    found = checked(
        f"NH8,农民,{HERE},{HERE}100999,,,",
        producer("NH9", county=NEXT_DOOR, since="明天"),
        "NH7,农户,43112,,,,",
    )
    assert [(p.cell, p.row) for p in found.problems] == [
        ("B2", 2),
        ("D2", 2),
        ("F3", 3),
        ("C3", 3),
        ("C4", 4),
    ]


def test_a_prefecture_speaks_for_all_its_counties(checked):
    rows = (producer("NH8"), producer("NH9", county=NEXT_DOOR))
    assert checked(*rows, scope="431100").problems == []


def test_a_code_belongs_to_its_producers_county(checked):
    header = "商家编码,编码类型,主体代码"
    found = checked("H3,一户一码,NH3", name="codes", header=header)
    assert [p.cell for p in found.problems] == ["C2"]
    assert "蓝山县" in found.problems[0].reason_zh


def test_a_scope_that_is_no_region_is_refused(checked):
    with pytest.raises(NothingToDo, match="no region has the code 439999"):
        checked(producer("NH9"), scope="439999")


def test_a_province_register_takes_no_scope(home, checked):
    with pytest.raises(NothingToDo, match="belong to no county"):
        checked("430000,湖南省,省", name="regions", header="区划代码,名称,级别")


# ---- loading


def loaded(home, check, *, mode="changes", by="clerk", ending=None, at=NOW):
    return load(home, check, mode=mode, loaded_by=by, confirmed_closing=ending, recorded_at=at)


def test_changes_leave_alone_what_the_file_does_not_mention(home, checked):
    check = checked(producer("NH9", since="2020-07-01"))
    would = preview(home, check, mode="changes", recorded_at=NOW)
    assert [c.key for c in would.added] == [("NH9",)]
    assert (would.changed, would.closed, would.back_dated.changes) == ([], [], [])
    done = loaded(home, check)
    assert not done.is_waiting
    assert standing(home, NOW, "NH9") == [("household", HERE, date(2020, 7, 1), None)]
    assert standing(home, NOW, "NH1") == [("household", HERE, None, None)]


def test_full_ends_what_the_county_leaves_out_and_needs_the_number(home, checked):
    check = checked(producer("NH1"))
    would = preview(home, check, mode="full", recorded_at=NOW)
    # the other county's producer is not this file's to end
    assert [c.key for c in would.closed] == [("NH2",)]
    assert would.unchanged == [("NH1",)]
    before = landed(home)
    for wrong in (None, 0, 2):
        with pytest.raises(NothingToDo, match="would end 1 keys"):
            loaded(home, check, mode="full", ending=wrong)
    assert landed(home) == before
    loaded(home, check, mode="full", ending=1)
    assert standing(home, NOW, "NH2") == [("household", HERE, None, date(2020, 7, 2))]
    assert standing(home, NOW, "NH3") == [("household", NEXT_DOOR, None, None)]
    # nothing is overwritten: what stood before the load stands there still
    assert standing(home, datetime(2020, 7, 2, 9), "NH2") == [("household", HERE, None, None)]


def test_a_load_without_its_area_is_refused(home, checked):
    with pytest.raises(NothingToDo, match="speaks for an area"):
        loaded(home, checked(producer("NH1"), scope=None))


def test_a_file_that_changes_nothing_is_a_report_all_the_same(home, checked):
    assert HERE in {c.county_code for c in stale(home, NOW, scope=None).counties}
    loaded(home, checked(producer("NH1"), producer("NH2")))
    late = stale(home, NOW, scope=None).counties
    assert HERE not in {c.county_code for c in late if c.register == "producers"}
    assert NEXT_DOOR in {c.county_code for c in late if c.register == "producers"}


def test_a_key_that_moved_keeps_its_years_elsewhere(home, checked):
    move = checked(producer("NH3", since="2020-07-01"))
    would = preview(home, move, mode="changes", recorded_at=NOW)
    assert would.changed[0].spans == [(date(2020, 7, 1), date.max)]
    assert would.back_dated.changes == []
    loaded(home, move)
    assert standing(home, NOW, "NH3") == [
        ("household", NEXT_DOOR, None, date(2020, 7, 1)),
        ("household", HERE, date(2020, 7, 1), None),
    ]


# ---- back-dating


def back_dated(checked, at=NOW):
    """NH1 was a co-op from May on, says a file of July."""
    return checked(
        producer("NH1", until="2020-05-01"), producer("NH1", kind="合作社", since="2020-05-01")
    )


def test_a_back_dated_load_tells_its_fen_and_waits(home, checked):
    done = loaded(home, back_dated(checked))
    assert done.is_waiting
    (change,) = done.preview.back_dated.changes
    # only the line of May bears the code of NH1 on a day that changes
    assert [(m.month_on, m.line_count, m.paid_fen) for m in change.months] == [
        (date(2020, 5, 1), 1, 2000)
    ]
    assert done.preview.back_dated.effect_fen == 2000
    assert standing(home, NOW) == [("household", HERE, None, None)]
    (load_,) = waiting(home)
    assert (load_.load_id, load_.record.loaded_by, load_.record.effect_fen) == (
        done.load_id,
        "clerk",
        2000,
    )


@pytest.mark.parametrize(("day", "waits"), [("2020-06-02", False), ("2020-06-01", True)])
def test_thirty_days_back_is_not_far_and_thirty_one_is(home, checked, day, waits):
    rows = (producer("NH1", until=day), producer("NH1", kind="合作社", since=day))
    assert (
        bool(preview(home, checked(*rows), mode="changes", recorded_at=NOW).back_dated.changes)
        is waits
    )


def test_a_line_that_two_keys_decide_about_counts_once_in_the_sum(home, checked):
    # by this agreement every line of the shop, 4,200 fen in all, is partly each household's
    shares = [
        {
            "agreement_no": "A1",
            "platform": "taobao",
            "shop_id": "s1",
            "producer_code": code,
            "share_ppm": 500_000,
        }
        for code in ("NH1", "NH2")
    ]
    table = pa.Table.from_pylist(shares, schema=register_spec("agreements").schema())
    land_draft(home, register_draft("agreements", table, recorded_at=FIRST), landed_at=FIRST)
    rows = (producer("NH1", kind="合作社"), producer("NH2", kind="合作社"))
    found = preview(home, checked(*rows), mode="changes", recorded_at=NOW).back_dated
    assert [change.effect_fen for change in found.changes] == [4200, 4200]
    assert found.effect_fen == 4200


def test_a_back_dated_match_of_a_title_tells_the_fen_of_its_lines(home, checked):
    product = {
        "product_code": "CP1",
        "product_name": "腊肉",
        "goods_class": "processed_food",
        "county_code": HERE,
        "evidence_kind": "product",
    }
    table = pa.Table.from_pylist([product], schema=register_spec("products").schema())
    land_draft(home, register_draft("products", table, recorded_at=FIRST), landed_at=FIRST)
    header = "平台,商品编号,产品代码,生效日期,失效日期"
    rows = ("taobao,标题:s1:湘西腊肉500g,CP1,,", "taobao,标题:s2:湘西腊肉500g,CP1,,")
    check = checked(*rows, name="item_matches", header=header)
    found = preview(home, check, mode="changes", recorded_at=NOW).back_dated
    # the other shop has sold nothing under that title
    assert sorted(change.effect_fen for change in found.changes) == [0, 700]


def test_before_the_first_build_nothing_waits(home, checked):
    (home.published / "CURRENT").unlink()
    assert not loaded(home, back_dated(checked)).is_waiting


def test_approval_counts_from_its_own_moment_and_needs_another_person(home, checked):
    done = loaded(home, back_dated(checked))
    at = datetime(2020, 7, 5, 9)
    with pytest.raises(NothingToDo, match="can't approve it"):
        approve(home, done.load_id, approved_by="clerk", reason="对过", at=at)
    with pytest.raises(NothingToDo, match="needs its reason"):
        approve(home, done.load_id, approved_by="chief", reason=" ", at=at)
    assert approve(
        home, done.load_id, approved_by="chief", reason="合同已核", at=at
    ).verdict.accepted
    assert waiting(home) == []
    assert standing(home, datetime(2020, 7, 5, 8)) == [("household", HERE, None, None)]
    assert standing(home, at) == [
        ("household", HERE, None, date(2020, 5, 1)),
        ("coop", HERE, date(2020, 5, 1), None),
    ]
    recorded = standing_table(home, "producers", at).filter(pc.field("producer_code") == "NH1")
    assert set(recorded["recorded_at"].to_pylist()) == {at}
    with pytest.raises(NothingToDo, match="no load"):
        approve(home, done.load_id, approved_by="chief", reason="again", at=at)


def test_a_refused_load_never_counts(home, checked):
    done = loaded(home, back_dated(checked))
    refuse(home, done.load_id, refused_by="chief", reason="没有凭证", at=NOW)
    assert waiting(home) == []
    assert standing(home, datetime(2021, 1, 1)) == [("household", HERE, None, None)]
    with pytest.raises(NothingToDo, match="no load"):
        approve(home, done.load_id, approved_by="chief", reason="x", at=NOW)
    assert [v.standing for v in history_of(home, "producers", ("NH1",))] == ["stands", "refused"]


def test_a_load_that_was_overtaken_can_only_be_refused(home, checked):
    done = loaded(home, back_dated(checked))
    later = datetime(2020, 7, 3)
    loaded(home, checked(producer("NH1"), as_of=later), at=later)
    with pytest.raises(NothingToDo, match="loaded anew"):
        approve(home, done.load_id, approved_by="chief", reason="x", at=datetime(2020, 7, 4))
    assert [load_.load_id for load_ in waiting(home)] == [done.load_id]


# ---- what was ever said


def test_history_tells_who_said_what_and_what_became_of_it(home, checked):
    done = loaded(home, back_dated(checked))
    approve(home, done.load_id, approved_by="chief", reason="合同已核", at=datetime(2020, 7, 5))
    first, proposed, approved = history_of(home, "producers", ("NH1",))
    assert [v.standing for v in (first, proposed, approved)] == ["replaced", "approved", "stands"]
    assert (first.record, len(first.rows)) == (None, 1)
    assert proposed.record.loaded_by == approved.record.loaded_by == "clerk"
    assert proposed.source_sha256 == approved.source_sha256 is not None
    assert (approved.record.approved_by, approved.record.approval_reason) == ("chief", "合同已核")
    assert approved.record.proposed_batch_id == proposed.batch_id
    with pytest.raises(NothingToDo, match="no load"):
        history_of(home, "producers", ("NH404",))


def test_diff_tells_what_changed_between_two_moments(home, checked):
    loaded(
        home, checked(producer("NH1"), producer("NH9", since="2020-07-01")), mode="full", ending=1
    )
    found = diff(home, "producers", FIRST, NOW, scope=HERE)
    assert [c.key for c in found.added] == [("NH9",)]
    assert [(c.key, c.takes_effect_on) for c in found.changed] == [(("NH2",), date(2020, 7, 2))]
    assert diff(home, "producers", FIRST, NOW, scope=NEXT_DOOR).added == []
    assert diff(home, "producers", NOW, NOW, scope=None).changed == []


def test_an_inspection_older_than_a_year_is_stale(home):
    shops = [row for row in stale(home, NOW, scope=HERE).rows if row.register == "shops"]
    assert [(s.key, s.due_on, s.county_code) for s in shops] == [
        (("taobao", "s1"), date(2020, 4, 30), HERE)
    ]
    assert stale(home, datetime(2020, 4, 29), scope=HERE).rows == []
    assert stale(home, NOW, scope=NEXT_DOOR).rows == []


def test_the_counties_rows_go_out_and_come_back_unchanged(home, tmp_path):
    path = tmp_path / "now.xlsx"
    write_template(
        "producers", path, filling_of(home, "producers", scope=HERE, as_of=NOW, is_current=True)
    )
    found = check_file(home, "producers", path, scope=HERE, as_of=NOW)
    assert found.problems == []
    would = preview(home, found, mode="full", recorded_at=NOW)
    assert sorted(would.unchanged) == [("NH1",), ("NH2",)]
    assert (would.added, would.changed, would.closed) == ([], [], [])


def test_an_agreement_of_two_counties_keeps_the_shares_of_the_other(home, checked):
    header = "协议编号,平台,店铺编号,主体代码,份额（百万分之）"
    both = checked(
        "A1,淘宝（天猫）,s1,NH1,400000",
        "A1,淘宝（天猫）,s1,NH3,500000",
        scope="431100",
        name="agreements",
        header=header,
    )
    loaded(home, both)
    (load_,) = waiting(home)
    approve(home, load_.load_id, approved_by="chief", reason="合同已核", at=NOW)
    later = datetime(2020, 7, 3)

    def own(share):
        rows = f"A1,淘宝（天猫）,s1,NH1,{share}"
        return checked(rows, name="agreements", header=header, as_of=later)

    would = preview(home, own(300000), mode="full", recorded_at=later)
    assert [row["producer_code"] for row in would.carried] == ["NH3"]
    ((after,),) = [[change.after for change in would.changed]]
    assert {row["producer_code"]: row["share_ppm"] for row in after} == {
        "NH1": 300000,
        "NH3": 500000,
    }
    # what another county stated counts too: together no more than the whole
    with pytest.raises(ConfigurationError, match="1,000,001"):
        preview(home, own(500001), mode="changes", recorded_at=later)


def test_what_was_recorded_later_does_not_stand_yet(home):
    later = datetime(2020, 8, 1)
    rows = [{"producer_code": "NH1", "producer_kind": "coop", "county_code": HERE}]
    table = pa.Table.from_pylist(rows, schema=register_spec("producers").schema())
    land_draft(home, register_draft("producers", table, recorded_at=later), landed_at=FIRST)
    assert [kind for kind, *_ in standing(home, NOW)] == ["household"]
    assert [kind for kind, *_ in standing(home, later)] == ["coop"]
