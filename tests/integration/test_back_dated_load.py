"""A load that reaches back moves no figure until it is approved, and then just what it told.

That the figures as of before stay for ever is test_as_of's.
"""

from __future__ import annotations

import json
from datetime import datetime

import duckdb

from orchestration.build import run_build
from orchestration.registers.approving import approve
from orchestration.registers.checking import check_file
from orchestration.registers.loading import load
from orchestration.registers.scopes import Places
from orchestration.settings import read_settings

LOADED, BUILT_WAITING = datetime(2020, 7, 2, 9), datetime(2020, 7, 2, 12)
APPROVED, BUILT_AFTER = datetime(2020, 7, 3, 9), datetime(2020, 7, 3, 12)
HEADER = (
    "producer_code,producer_kind,county_code,village_code,is_poor_household,valid_from,valid_to"
)
MOVED_ON = "2020-05-01"


def contents(home, build_id):
    """The digest of the rows of every public model of a build."""
    build = json.loads((home.published / build_id / "build.json").read_bytes())
    return {name: model["content"] for name, model in build["models"].items()}


def household_fen(home, build_id, code):
    """Paid fen of a household's lines since the move, by village."""
    path = home.published / build_id / "fct_origin.parquet"
    rows = duckdb.execute(
        """
        select village_code, sum(paid_fen)::bigint from read_parquet(?)
        where household_code = ? and month_on >= ?::date
        group by all
        """,
        [str(path), code, MOVED_ON],
    ).fetchall()
    return dict(rows)


def best_selling_household(home, build_id):
    path = home.published / build_id / "fct_origin.parquet"
    (found,) = duckdb.execute(
        """
        select household_code from read_parquet(?)
        where household_code is not null and month_on >= ?::date
        group by 1 order by sum(paid_fen) desc, 1 limit 1
        """,
        [str(path), MOVED_ON],
    ).fetchone()
    return found


def moved(home, code, path):
    """A file that says the household moved within its county; gives both villages."""
    places = Places(home, LOADED)
    (old,) = (
        row for row in places.standing("producers").to_pylist() if row["producer_code"] == code
    )
    new_village = next(
        row["village_code"]
        for row in places.standing("villages").to_pylist()
        if row["county_code"] == old["county_code"]
        and row["village_code"] != old["village_code"]
        and row["valid_to"] is None
    )
    poor = {True: "是", False: "否", None: ""}[old["is_poor_household"]]
    lines = [
        f"{code},household,{old['county_code']},{village},{poor},{since},{until}"
        for village, since, until in (
            (old["village_code"], "", MOVED_ON),
            (new_village, MOVED_ON, ""),
        )
    ]
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return old["village_code"], new_village


def test_figures_move_with_the_approval_and_not_before(own_province, tmp_path):
    home = own_province.home
    settings = read_settings(home)
    first = home.current_build()
    code = best_selling_household(home, first)
    path = tmp_path / "producers.csv"
    old_village, new_village = moved(home, code, path)
    before = household_fen(home, first, code)
    assert set(before) == {old_village}

    check = check_file(home, "producers", path, scope=settings.province_code, as_of=LOADED)
    assert check.problems == []
    done = load(
        home, check, mode="changes", loaded_by="clerk", confirmed_closing=None, recorded_at=LOADED
    )
    assert done.is_waiting
    told = done.preview.back_dated
    assert {f"{m.month_on:%Y-%m}" for m in told.months} == {"2020-05", "2020-06"}
    # every line of the household bears its code; some may belong to nobody yet
    assert told.effect_fen >= before[old_village] > 0

    waiting = run_build(home, settings, as_of=BUILT_WAITING).plan.build_id
    assert contents(home, waiting) == contents(home, first)

    approve(home, done.load_id, approved_by="chief", reason="迁移证明已核", at=APPROVED)
    after = run_build(home, settings, as_of=BUILT_AFTER).plan.build_id
    assert contents(home, after) != contents(home, first)
    assert household_fen(home, after, code) == {new_village: before[old_village]}
