"""A county says that it has nothing to report: told, kept with who and when, refused if false."""

from __future__ import annotations

import shutil
from datetime import date, datetime

import home_for_registers as small
import pytest
from typer.testing import CliRunner

from orchestration.cli.main import app
from orchestration.errors import NothingToDo
from orchestration.home import open_home
from orchestration.registers.approving import waiting
from orchestration.registers.checking import check_file
from orchestration.registers.confirming import confirm_none, confirmations
from orchestration.registers.loading import load
from orchestration.registers.staleness import stale
from orchestration.registers.standing import standing_table

TODAY = small.NOW.date()
LATER = datetime(2020, 7, 9, 10)


@pytest.fixture(scope="module")
def first_home(tmp_path_factory):
    return small.build_home(tmp_path_factory.mktemp("none") / "home")


@pytest.fixture
def home(first_home, tmp_path):
    shutil.copytree(first_home.root, tmp_path / "home")
    return open_home(tmp_path / "home")


def confirm(home, name="employment", county=small.HERE, on=TODAY, at=small.NOW):
    return confirm_none(home, name, county, none_on=on, confirmed_by="clerk", recorded_at=at)


def producers(home, tmp_path, *rows, at=LATER, county=small.NEXT_DOOR):
    path = tmp_path / "producers.csv"
    path.write_text("\n".join([small.HEADER, *rows]), encoding="utf-8")
    found = check_file(home, "producers", path, scope=county, as_of=at)
    return load(
        home, found, mode="changes", loaded_by="clerk", confirmed_closing=None, recorded_at=at
    )


def silent(home, as_of=small.NOW):
    return {(each.register, each.county_code) for each in stale(home, as_of, scope=None).counties}


def test_a_confirmation_is_accepted_and_ends_the_waiting_of_its_county_alone(home):
    assert {("employment", small.HERE), ("employment", small.NEXT_DOOR)} <= silent(home)
    landed = confirm(home)
    assert landed.verdict.accepted, landed.verdict.failed()
    assert ("employment", small.HERE) not in silent(home)
    assert {("employment", small.NEXT_DOOR), ("trainings", small.HERE)} <= silent(home)
    (said,) = confirmations(home, "employment", small.HERE, as_of=small.NOW)
    assert (said.none_on, said.confirmed_by, said.recorded_at) == (TODAY, "clerk", small.NOW)
    assert not said.is_superseded
    assert standing_table(home, "employment", small.NOW).num_rows == 0


def test_the_next_quarter_asks_again_and_an_earlier_day_is_no_word_of_this_one(home):
    confirm(home, on=date(2020, 6, 30))
    assert ("employment", small.HERE) in silent(home)
    confirm(home)
    assert ("employment", small.HERE) not in silent(home)
    confirm(home, on=date(2020, 6, 29), at=LATER)
    assert ("employment", small.HERE) not in silent(home, LATER)
    assert ("employment", small.HERE) in silent(home, datetime(2020, 10, 1))


def test_what_is_recorded_later_is_not_known_before(home):
    confirm(home, at=LATER)
    assert confirmations(home, "employment", small.HERE, as_of=small.NOW) == []
    assert ("employment", small.HERE) in silent(home)


def test_a_county_with_rows_is_told_how_many_and_what_to_do(home):
    with pytest.raises(NothingToDo, match=r"2 keys of the county hold on 2020-07-02.*NH1") as told:
        confirm(home, "producers")
    assert "valid_to" in told.value.advice
    assert len(list((home.landing / "registers" / "producers").iterdir())) == 1


def test_rows_that_ended_before_the_day_are_no_obstacle_and_those_that_held_on_it_are(
    home, tmp_path
):
    producers(home, tmp_path, small.producer("NH3", county=small.NEXT_DOOR, until="2020-07-05"))
    confirm(home, "producers", small.NEXT_DOOR, on=date(2020, 7, 5), at=LATER)
    with pytest.raises(NothingToDo, match="1 keys of the county hold on 2020-07-04"):
        confirm(home, "producers", small.NEXT_DOOR, on=date(2020, 7, 4), at=LATER)


def test_a_later_load_with_rows_supersedes_the_word(home, tmp_path):
    ended = small.producer("NH3", county=small.NEXT_DOOR, until="2020-07-02")
    producers(home, tmp_path, ended, at=small.NOW)
    confirm(home, "producers", small.NEXT_DOOR, at=datetime(2020, 7, 2, 11))
    known = confirmations(home, "producers", small.NEXT_DOOR, as_of=LATER)
    assert [each.is_superseded for each in known] == [False]
    producers(home, tmp_path, small.producer("NH8", county=small.NEXT_DOOR, since="2020-07-08"))
    known = confirmations(home, "producers", small.NEXT_DOOR, as_of=LATER)
    assert [each.is_superseded for each in known] == [True]
    assert ("producers", small.NEXT_DOOR) not in silent(home, LATER)


def test_a_load_of_the_county_that_waits_is_settled_first(home, tmp_path):
    # an end in May is a change of more than 30 days ago
    producers(home, tmp_path, small.producer("NH3", county=small.NEXT_DOOR, until="2020-05-01"))
    (waits,) = waiting(home)
    with pytest.raises(NothingToDo, match="hold on 2020-07-09"):
        confirm(home, "producers", small.NEXT_DOOR, on=LATER.date(), at=LATER)
    producers(
        home,
        tmp_path,
        small.producer("NH3", county=small.NEXT_DOOR, until="2020-07-09"),
        at=datetime(2020, 7, 9, 11),
    )
    with pytest.raises(NothingToDo, match=f"load {waits.load_id} waits"):
        confirm(home, "producers", small.NEXT_DOOR, on=LATER.date(), at=datetime(2020, 7, 9, 12))


@pytest.mark.parametrize(
    ("name", "county", "on", "told"),
    [
        ("employment", "431100", TODAY, "431100 is no county on 2020-07-02"),
        ("employment", "439999", TODAY, "no region has the code 439999|439999 is no county"),
        ("employment", small.HERE, date(2020, 7, 3), "still to come"),
        ("regions", small.HERE, TODAY, "belong to no county"),
    ],
    ids=["a prefecture", "an unknown code", "tomorrow", "a register of the province"],
)
def test_no_word_is_taken_for_what_nobody_can_say(home, name, county, on, told):
    with pytest.raises(NothingToDo, match=told):
        confirm(home, name, county, on)


def test_the_command_confirms_and_tells_what_was_said(home, monkeypatch):
    monkeypatch.setenv("SHANHUO_HOME", str(home.root))
    monkeypatch.setattr("orchestration.settings.beijing_now", lambda: small.NOW)

    def run(*arguments):
        done = CliRunner().invoke(app, ["registers", "none", *arguments], catch_exceptions=False)
        return done.output

    asked = ("employment", "--county", small.HERE)
    assert "nothing was confirmed" in run(*asked)
    said = run(*asked, "--as-of", "2020-06-30", "--by", "clerk")
    assert "Landed registers-employment-20200702" in said
    assert "2020-07-02 10:00  stands  431126 had none of employment on 2020-06-30" in said
    assert run(*asked) == said.split("\n", 1)[1]
