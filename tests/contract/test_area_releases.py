"""Issues of county, prefecture and province lie apart, and an internal one apart from all."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from bulletins.facts import from_json
from orchestration.cli.main import app
from orchestration.errors import NothingToDo, SetupError
from orchestration.explaining import list_figures
from orchestration.home import Home
from orchestration.releasing import release_month
from orchestration.settings import Settings
from tests.golden.sample_marts import write_build
from tests.golden.sample_places import COUNTY, PREFECTURE

SETTINGS = Settings(
    province_code="430000",
    programme="hunan-2020",
    is_sandbox=True,
    buyer_hmac_key="file:secrets/buyer_hmac.key",
)
PERIOD = "2020-06"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    found = Home(tmp_path_factory.mktemp("home"))
    write_build(found.published / "b1")
    (found.published / "CURRENT").write_text("b1\n")
    return found


def release(home, **of_area):
    return release_month(home, SETTINGS, PERIOD, **of_area).relative_to(home.releases).as_posix()


@pytest.mark.parametrize(
    ("of_area", "folder"),
    [
        ({"area_code": COUNTY}, f"hunan-2020/monthly/2020-06/county-{COUNTY}/v1"),
        (
            {"area_code": COUNTY, "edition": "internal"},
            f"hunan-2020/monthly-internal/2020-06/county-{COUNTY}/v1",
        ),
        ({"area_code": PREFECTURE}, f"hunan-2020/monthly/2020-06/prefecture-{PREFECTURE}/v1"),
        ({}, "hunan-2020/monthly/2020-06/province-430000/v1"),
    ],
)
def test_each_issue_has_its_own_folder(home, of_area, folder):
    assert release(home, **of_area) == folder
    facts = from_json((home.releases / folder / "facts.json").read_bytes(), where=folder)
    assert facts.area_code == of_area.get("area_code", "430000")
    assert facts.edition == of_area.get("edition", "public")


def test_a_second_issue_is_the_next_version_and_leaves_the_first(home):
    first = release(home, area_code="431128")
    before = (home.releases / first / "facts.json").read_bytes()
    assert release(home, area_code="431128").endswith("/v2")
    assert (home.releases / first / "facts.json").read_bytes() == before


@pytest.mark.parametrize("code", ["440525", "43112", "county", "431126/.."])
def test_an_area_of_another_province_or_no_code_is_refused(home, code):
    with pytest.raises(SetupError, match="no area of the province"):
        release_month(home, SETTINGS, PERIOD, area_code=code)


def test_a_county_without_an_issue_says_how_to_make_it(home):
    with pytest.raises(NothingToDo) as caught:
        list_figures(home, SETTINGS, period="2020-05", area_code=COUNTY, edition="internal")
    wanted = f"shanhuo bulletin 2020-05 --area {COUNTY} --edition internal"
    assert wanted in caught.value.advice


@pytest.mark.parametrize("arguments", [[], ["2020-06", "--month", "2020-05"]])
def test_the_command_wants_one_month(arguments):
    told = CliRunner().invoke(app, ["bulletin", *arguments])
    assert isinstance(told.exception, NothingToDo)
