"""Whatever tells where a published row came from is known as lineage, and no part of its content.

A batch pulled again has another id: were it content, the same figures would count as changed.
"""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from orchestration.publishing import LINEAGE_COLUMNS

MARTS = Path(__file__).parents[2] / "dbt_project" / "models" / "marts"
_LINEAGE = re.compile(r"(?:batch|build|load)_ids?|(?:landed|recorded)_at")


def columns_of_marts():
    for path in sorted(MARTS.rglob("*.yml")):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", ()):
            for column in model.get("columns", ()):
                yield model["name"], column["name"]


def test_every_column_of_batches_builds_and_loads_is_lineage():
    found = {(m, c) for m, c in columns_of_marts() if _LINEAGE.search(c)}
    assert len(found) > 3, "the files are looked into"
    assert {(model, c) for model, c in found if c not in LINEAGE_COLUMNS} == set()
