"""Which files of the home the desk hands out: those of released bulletins, and no other."""

from __future__ import annotations

import pytest

from orchestration.desk.bulletin_files import file_of, is_internal, releases
from orchestration.errors import NothingToDo
from orchestration.home import make_home

PLACE = ("p", "monthly", "2020-06", "county-431127")


@pytest.fixture
def home(tmp_path):
    home = make_home(tmp_path / "home")
    for version in ("v1", "v2", "v10"):
        folder = home.releases.joinpath(*PLACE, version)
        folder.mkdir(parents=True)
        (folder / "bulletin.html").write_text("x")
        (folder / "notes.py").write_text("x")
        (folder / "outside.json").symlink_to(home.root / "home.json")
    return home


def test_the_newest_version_is_listed(home):
    (found,) = releases(home)
    assert (found.area_code, found.period, found.version) == ("431127", "2020-06", 10)
    assert found.path == "/".join((*PLACE, "v10"))
    assert found.files == [("bulletin.html", "网页")]


def test_an_older_version_stays_readable(home):
    assert file_of(home, [*PLACE, "v1", "bulletin.html"]).read_text() == "x"


@pytest.mark.parametrize(
    "parts",
    [
        ["p", "..", "p", "..", "..", "home.json"],
        [*PLACE, "v1", "outside.json"],
        [*PLACE, "v1", "notes.py"],
        [*PLACE, "v1", "none.html"],
        [*PLACE, "v1"],
        [*PLACE, "v1", "", "bulletin.html"],
    ],
)
def test_nothing_else_is_handed_out(home, parts):
    with pytest.raises(NothingToDo):
        file_of(home, parts)


def test_internal_editions_are_known_by_their_kind():
    assert is_internal("monthly-internal")
    assert not is_internal("monthly")
