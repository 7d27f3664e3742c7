"""A known beginning saves steps and changes no answer."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

import pytest

from connectors.places import addresses
from connectors.places.addresses import read_address
from connectors.places.atlas import names_below, nation
from connectors.places.beginnings import Beginnings
from connectors.places.regions import all_regions, region
from connectors.places.towns import all_towns

_DAY = date(2020, 6, 15)
_HARD = Path(__file__).parent / "hard_addresses.csv"
# what could make another name of a county's: 通道县 and 溪镇, 永定 and 永定镇
_TAILS = ("", "镇", "溪镇", "乡", "城区", "市", "开发区", "经济技术开发区", "中路3号", " 省直")


class Nothing(Beginnings):
    """Knows no beginning."""

    def known(self, line, start):  # noqa: ARG002
        return None

    def learned(self, line, start):  # noqa: ARG002
        return None


def lines():
    rows = csv.DictReader(_HARD.read_text(encoding="utf-8").splitlines())
    yield from (row["address"] for row in rows)
    draw = random.Random(5)
    stems = ("43", "41", "52")
    counties = [r for r in all_regions() if r.level == "county" and r.region_code[:2] in stems]
    for county in draw.sample(counties, 150):
        city, province = region(county.parent_code), region(county.region_code[:2] + "0000")
        for head in (f"{province.name}{city.name}", f"{province.short_name}{city.short_name}", ""):
            yield f"{head}{county.name}{draw.choice(_TAILS)}"
    for town in draw.sample([t for t in all_towns() if t.town_code[:2] in stems], 200):
        county = region(town.town_code[:6])
        text = f"{region(county.parent_code).name}{county.name}{town.name}"
        at = draw.randrange(len(text))
        yield from (text, text[:at] + text[at + 1 :], text[:at] + "县" + text[at:])
    # counties whose name begins another one's: the shorter must not be taken for known
    for short in ("唐县", "古县", "新县", "博爱县"):
        yield f"{short}城关镇"
        yield from (name for name in names_below(nation()).names if name.startswith(short))


def readings(monkeypatch, known):
    monkeypatch.setattr(addresses, "beginnings", lambda: known)
    return {line: read_address(line, _DAY) for line in lines()}


def test_a_known_beginning_changes_no_answer(monkeypatch):
    plain = readings(monkeypatch, Nothing())
    learning = Beginnings()
    assert readings(monkeypatch, learning) == plain
    # and again, now that the beginnings are known
    assert readings(monkeypatch, learning) == plain


@pytest.mark.parametrize(
    ("line", "length"),
    [
        ("湖南省永州市道县寿雁镇", 8),
        ("湖南永州道县", 6),
        ("道县寿雁镇", 2),
        # 祁阳 is a stem at the end, 洪江 is shared, 湘潭 is a city's stem before its county's name
        ("湖南省永州市祁阳", None),
        ("怀化洪江", None),
        # what follows could make another name of it
        ("怀化市通道", None),
        ("不详", None),
        # other names begin so
        ("唐县", None),
        ("山西省临汾市古县", None),
        ("内蒙古自治区赤峰市敖汉旗", None),
    ],
)
def test_only_what_settles_is_a_beginning(line, length):
    found = Beginnings().learned(line, 0)
    assert (found and found.length) == length


def test_a_beginning_is_known_once_it_was_learned():
    known = Beginnings()
    assert known.known("湖南省永州市道县寿雁镇", 0) is None
    learned = known.learned("湖南省永州市道县寿雁镇", 0)
    assert known.known("湖南省永州市道县别处", 0) == learned
    assert known.known("收货：湖南省永州市道县", 3) == learned


def test_heads_that_lead_nowhere_are_given_up_and_known_ones_are_not():
    known = Beginnings()
    learned = known.learned("湖南省永州市道县", 0)
    for number in range(20):
        assert known.learned(f"湖南省永州某某{number}号", 0) is None
    assert known.known("湖南省永州市道县", 0) == learned
