"""As of a moment before a back-dated load the old figures come out, byte for byte.

By the real commands, built anew and upon what stands, for a load that counts at once and for one
that had to be approved. What a load moves before and after its approval is test_back_dated_load's.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from orchestration.build import run_build
from orchestration.demo import PULLS
from orchestration.registers.approving import approve
from orchestration.registers.checking import check_file
from orchestration.registers.loading import load
from orchestration.registers.standing import standing_table
from orchestration.releasing import latest_version, release_folder
from orchestration.settings import read_settings

pytestmark = pytest.mark.integration

THEN = PULLS[-1][0]
SHANHUO = Path(sys.executable).parent / "shanhuo"


def test_figures_as_of_then_are_the_old_ones(own_province):
    home = own_province.home
    settings = read_settings(home)
    old, old_facts = contents(home), facts_of(home)

    here, there = two_counties(home)
    plain = moved_shops(home, here, there, since=date(2020, 6, 5), at=THEN + timedelta(hours=1))
    assert not plain.is_waiting
    late = moved_shops(home, there, here, since=date(2020, 4, 1), at=THEN + timedelta(hours=2))
    assert late.is_waiting
    run_build(home, settings, as_of=THEN + timedelta(hours=3))
    with_plain = contents(home)
    assert with_plain["fct_lines"] != old["fct_lines"]
    approve(home, late.load_id, approved_by="chief", reason="查实", at=THEN + timedelta(hours=4))
    run_build(home, settings, as_of=THEN + timedelta(hours=5))
    assert contents(home)["fct_lines"] not in {old["fct_lines"], with_plain["fct_lines"]}

    shanhuo(home, "build", "--as-of", THEN.isoformat(), "--full-refresh")
    assert contents(home) == old
    assert facts_of(home) == old_facts
    # what was approved later was not known before its approval, though it had been loaded
    shanhuo(home, "build", "--as-of", (THEN + timedelta(hours=3)).isoformat())
    assert contents(home) == with_plain


def contents(home):
    build = json.loads((home.current_published() / "build.json").read_bytes())
    return {name: model["content"] for name, model in build["models"].items()}


def facts_of(home):
    """The bytes of June's facts by the command; only the build's number may differ."""
    settings = read_settings(home)
    shanhuo(home, "bulletin", "--month", "2020-06")
    folder = latest_version(release_folder(home, settings, kind="monthly", period="2020-06"))
    facts = (folder / "facts.json").read_bytes()
    return facts.replace(str(home.current_build()).encode(), b"BUILD")


def two_counties(home):
    """The two counties of the province where most shops are inspected."""
    rows = standing_table(home, "shops", THEN).to_pylist()
    counties = [row["inspected_county_code"] for row in rows if row["inspected_county_code"]]
    ranked = sorted(set(counties), key=lambda code: (-counties.count(code), code))
    return ranked[0], ranked[1]


def moved_shops(home, here, there, *, since, at):
    """Load that every shop inspected in one county has been in another since a day."""
    standing = standing_table(home, "shops", at)
    left = [c for c in standing.schema.names if c not in {"recorded_at", "load_id", "batch_id"}]
    path = home.root / f"shops-{at:%H}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, left, extrasaction="ignore")
        writer.writeheader()
        for row in standing.to_pylist():
            if row["inspected_county_code"] != here or row["valid_to"] or row["valid_from"]:
                continue
            moved = {"inspected_county_code": there, "inspected_village_code": None}
            writer.writerow(row | {"valid_to": since})
            writer.writerow(row | moved | {"valid_from": since})
    check = check_file(home, "shops", path, scope="430000", as_of=at)
    assert check.table is not None, check.problems
    return load(
        home, check, mode="changes", loaded_by="clerk", confirmed_closing=None, recorded_at=at
    )


def shanhuo(home, *arguments):
    done = subprocess.run(
        [SHANHUO, *arguments],
        env={**os.environ, "SHANHUO_HOME": str(home.root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
