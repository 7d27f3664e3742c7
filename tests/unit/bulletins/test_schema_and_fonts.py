"""What is stored beside the code is in step with it."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from bulletins.fonts.paths import SHIPPED, FontPaths
from bulletins.render.paper import font_families
from bulletins.schema import SCHEMA_FILE, facts_schema

ROOT = Path(__file__).parents[3]
FACES = sorted(SHIPPED.glob("*.ttf"))


def place_names() -> set[str]:
    with (ROOT / "tests" / "golden" / "areas.csv").open(encoding="utf-8") as lines:
        found = {row["name"] for row in csv.DictReader(lines)}
    for path in (ROOT / "connectors" / "places" / "data").glob("*.csv*"):
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
        # towns of all China are there for receivers; a bulletin prints those of its province
        lines = text.splitlines()
        found |= {line for line in lines if path.name != "towns.csv.gz" or line.startswith("43")}
    return found


def test_schema_is_that_of_the_structs():
    assert SCHEMA_FILE.read_bytes() == facts_schema()
    assert json.loads(facts_schema())["$defs"]["Fact"]["required"] == [
        "id", "text", "unit", "raw", "status",
    ]  # fmt: skip


@pytest.mark.parametrize("face", FACES, ids=lambda p: p.name)
def test_no_place_name_lacks_a_glyph(face):
    with TTFont(face, lazy=True) as font:
        held = set(font.getBestCmap())
    signs = {sign for name in place_names() for sign in name if not sign.isspace()}
    # rare ones of town and village names, besides what the lists hold
    signs |= set("㮾梨洣舲舫塅崀洑瀍浉㵲靖猇鄠")
    assert sorted(sign for sign in signs if ord(sign) not in held and sign != "\ufeff") == []


def test_faces_carry_their_licence():
    assert len(FACES) == 2
    assert "SIL OPEN FONT LICENSE" in (SHIPPED / "OFL.txt").read_text(encoding="utf-8")
    for face in FACES:
        with TTFont(face, lazy=True) as font:
            assert "SIL Open Font License" in font["name"].getDebugName(13)


def test_configured_font_comes_first():
    families = font_families(FontPaths(title=FACES[0]))
    assert families["title"][0].startswith("Shanhuo Sans")
    assert families["body"] == ["Shanhuo Serif SC"]
