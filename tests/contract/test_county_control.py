"""A fen planted at a border of a county's issue makes exactly that difference 1, and no other."""

from __future__ import annotations

import json
import shutil

import home_for_control as small
import pytest

from expectations.county_control import RENDERINGS, county_difference
from expectations.errors import EvidenceBroken, EvidenceMissing

COUNTY = "430121"
PREFECTURE = "430100"
BORDERS = ("mart_facts", *RENDERINGS)


def own_rows():
    return [
        {"key": COUNTY, "name": "Changsha county", "gross_fen": 3000, "refund_fen": 500,
         "net_fen": 2500},
        *(row for row in small.control_rows() if row["key"].endswith("00")),
    ]  # fmt: skip


def issue(home, rows):
    """Lay the county's issue beside the province's; gives its newest version."""
    other = home.parent / "other"
    small.write_release(other, rows)
    made = small.release_folder(other).parent
    place = small.release_folder(home).parent.parent / f"county-{COUNTY}"
    shutil.move(made, place)
    return place / "v2"


@pytest.fixture
def home(tmp_path):
    return small.build_home(tmp_path / "home")


def differences(home):
    sheet = county_difference(home, month="2020-06", programme=small.PROGRAMME, area_code=COUNTY)
    return sheet.difference_fen


def test_a_closed_issue_has_five_differences_of_0(home):
    issue(home, own_rows())
    assert differences(home) == dict.fromkeys(BORDERS, 0)


@pytest.mark.parametrize("kind", ["monthly", "monthly-internal"])
def test_each_edition_of_a_prefecture_is_held_against_its_own_files(home, kind):
    other = home.parent / "other"
    small.write_release(other, [row for row in small.control_rows() if row["key"] == PREFECTURE])
    place = small.release_folder(home).parents[3] / kind / "2020-06" / f"prefecture-{PREFECTURE}"
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(small.release_folder(other).parent, place)

    def found(of_kind):
        sheet = county_difference(
            home, month="2020-06", programme=small.PROGRAMME, area_code=PREFECTURE, kind=of_kind
        )
        return sheet.difference_fen

    assert found(kind) == dict.fromkeys(BORDERS, 0)
    (page,) = place.glob("v2/bulletin.html")
    page.write_text(page.read_text(encoding="utf-8").replace(".00", ".01", 1), encoding="utf-8")
    assert found(kind)["facts_html"] == 1
    with pytest.raises(EvidenceMissing, match="no bulletin"):
        found("monthly" if kind == "monthly-internal" else "monthly-internal")


def test_a_fen_in_the_indicator_is_found(home):
    issue(home, own_rows())
    rows = small.models()["mart_indicator_month"]
    own = next(row for row in rows if row["area_code"] == COUNTY)
    own["gross_fen"] += 1
    small.write_model(home, "mart_indicator_month", rows)
    found = differences(home)
    assert found.pop("mart_facts") == 1
    assert set(found.values()) == {0}


def test_a_fen_in_the_frozen_facts_is_found(home):
    release = issue(home, own_rows())
    rows = own_rows()
    rows[0]["net_fen"] += 1
    (release / "facts.json").write_text(json.dumps({"control": {"rows": rows}, "title": "t"}))
    # marts and renderings all say otherwise
    assert all(differences(home).values())


@pytest.mark.parametrize("name", ["facts_csv", "facts_html"])
def test_a_fen_in_a_rendering_is_found(home, name):
    release = issue(home, own_rows())
    file = release / {"facts_csv": "tables/control.csv", "facts_html": "bulletin.html"}[name]
    text = file.read_text(encoding="utf-8")
    assert "25.00" in text
    file.write_text(text.replace("25.00", "25.01", 1), encoding="utf-8")
    found = differences(home)
    assert found.pop(name) == 1
    assert set(found.values()) == {0}


def test_an_issue_without_its_county_is_broken(home):
    issue(home, own_rows()[1:])
    with pytest.raises(EvidenceBroken, match="no row of 430121"):
        differences(home)


def test_a_county_without_an_issue_is_missing(home):
    with pytest.raises(EvidenceMissing, match="no bulletin"):
        differences(home)
