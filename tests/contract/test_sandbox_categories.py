"""The warehouse knows the sandbox's categories by the class that the sandbox means."""

from __future__ import annotations

import csv
from pathlib import Path

from connectors.sandbox.goods import CATEGORY_CLASS

SEED = Path(__file__).parents[2] / "dbt_project" / "seeds" / "category_classes.csv"


def test_every_category_of_the_box_has_its_class_in_the_seed():
    with SEED.open(encoding="utf-8") as handle:
        rows = [r for r in csv.DictReader(handle) if r["platform"] == "taobao"]
    known = {r["category"]: r["goods_class"] for r in rows}
    assert {c: known.get(c) for c in CATEGORY_CLASS} == CATEGORY_CLASS
