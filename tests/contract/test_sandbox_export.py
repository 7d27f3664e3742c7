"""A world written to a folder is read back without loss by the readers of files and registers."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from datetime import datetime

import pytest

from connectors.files.feeds import read_file
from connectors.places.regions import county_of
from connectors.registers.programmes import programme_tables
from connectors.registers.reader import load_table
from connectors.sandbox.content_registers import box_rows
from connectors.sandbox.export import export_world
from connectors.sandbox.registers import COLUMNS
from connectors.sandbox.world import World

START, END, NOW = datetime(2020, 6, 17), datetime(2020, 6, 19), datetime(2020, 7, 1, 2)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("world")
    export_world(World(1), out, start=START, end=END, now=NOW)
    return out


def _digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_world_is_written_as_the_same_bytes(folder, tmp_path):
    export_world(World(1), tmp_path, start=START, end=END, now=NOW)
    assert _digests(tmp_path) == _digests(folder)
    export_world(World(2), tmp_path / "two", start=START, end=END, now=NOW)
    other = _digests(tmp_path / "two")
    same = {name for name, digest in _digests(folder).items() if other.get(name) == digest}
    # places are no matter of the seed
    assert same == {"registers/regions.csv", "registers/villages.csv", "registers/warehouses.csv"}


@pytest.mark.parametrize("register", [*COLUMNS, "decisions"])
def test_the_registers_fit_the_public_templates(folder, register):
    table = load_table(register, folder / "registers" / f"{register}.csv")
    assert table.num_rows > 0
    if register in COLUMNS:
        assert tuple(table.column_names[: len(COLUMNS[register])]) == COLUMNS[register]


def test_boxes_of_a_neglected_world_fit_the_public_template(tmp_path):
    world = World(1, 6, dirt=2)
    export_world(world, tmp_path, start=START, end=END, now=NOW)
    table = load_table("boxes", tmp_path / "registers" / "boxes.csv")
    assert table.num_rows == len(list(box_rows(world)))
    for register in COLUMNS:
        assert load_table(register, tmp_path / "registers" / f"{register}.csv").num_rows > 0


def test_the_samples_lie_over_the_packaged_programme(folder):
    tables = programme_tables("hunan-2020", folder / "programmes")
    sets = Counter(tables["programme_regions"]["region_set"].to_pylist())
    assert sets["poor_villages"] == 6_920
    assert sets["poor_counties"] == 51
    assert all(tables["programme_targets"]["is_sample"].to_pylist())


def test_export_files_lose_nothing_on_the_way_back(folder):
    read = Counter()
    line_ids = set()
    for path in sorted((folder / "orders").glob("*.csv")):
        feed, shop_id, *rest = path.stem.split("__")
        if rest:
            continue
        lines_path = path.with_name(f"{path.stem}__lines.csv")
        reading = read_file(
            feed,
            path,
            shop_id=shop_id,
            hmac_key=b"k" * 32,
            resolve_county=county_of,
            lines_path=lines_path if feed == "taobao-report" else None,
            known_at=NOW,
        )
        for draft in reading.drafts:
            assert draft.tables["quarantine"].num_rows == 0
            if draft.kind != "orders":
                continue
            orders = draft.tables["orders"]
            assert None not in orders["receiver_county_code"].to_pylist()
            read["paid_fen"] += sum(orders["paid_fen"].to_pylist())
            platform = orders["platform"][0].as_py()
            line_ids |= {(platform, i) for i in draft.tables["lines"]["line_id"].to_pylist()}
    with (folder / "truth.csv").open(encoding="utf-8") as handle:
        truth = list(csv.DictReader(handle))
    paid = {(r["platform"], r["line_id"]): int(r["paid_fen"]) for r in truth}
    assert line_ids == set(paid)
    assert read["paid_fen"] == sum(paid.values())
