"""docs/platforms.md says what the registry says, and every cell says something."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from connectors.registry import PLATFORMS

ROOT = Path(__file__).parents[2]
#: heading → kind and window kind of the registry
OFFERS = {
    "orders by creation": ("orders", "created"),
    "orders by modification": ("orders", "modified"),
    "refunds by modification": ("refunds", "modified"),
    "items": ("items", "modified"),
}
NOW_ONLY = "as they are now"


def rows_of(text):
    lines = [line for line in text.splitlines() if line.startswith("|")]
    head, _, *body = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rows = [dict(zip(head, cells, strict=True)) for cells in body]
    return {row["platform"].strip("`"): row for row in rows}


TABLE = rows_of((ROOT / "docs" / "platforms.md").read_text(encoding="utf-8"))


def sdks():
    """Platform → SDKs, as the check of the SDKs has them."""
    source = (ROOT / "tests" / "foreign" / "check_sdks.py").read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SDKS":
            held = {}
            for name, call in zip(node.value.keys, node.value.values, strict=True):
                held.setdefault(call.args[0].value, set()).add(name.value)
            return held
    raise AssertionError("check_sdks.py has no SDKS")


def names_in(cell):
    return re.findall(r"`([^`]+)`", cell)


def test_a_row_for_each_platform_in_the_order_and_words_of_the_registry():
    assert {name: row["名称"] for name, row in TABLE.items()} == {
        name: spec.name_zh for name, spec in PLATFORMS.items()
    }
    assert list(TABLE) == list(PLATFORMS)


def test_no_cell_is_empty_and_one_without_a_name_gives_its_reason():
    bare = [
        (platform, heading)
        for platform, row in TABLE.items()
        for heading, cell in row.items()
        if heading != "名称" and not names_in(cell) and len(cell) < 20
    ]
    assert bare == []


@pytest.mark.parametrize("heading", OFFERS)
@pytest.mark.parametrize("platform", PLATFORMS)
def test_reach_is_that_of_the_registry(platform, heading):
    kind, window_kind = OFFERS[heading]
    spec = PLATFORMS[platform].kinds.get(kind)
    cell = TABLE[platform][heading]
    if spec is None or window_kind not in spec.reach_days:
        assert not names_in(cell), "the registry does not offer it"
        return
    days = spec.reach_days[window_kind]
    told = re.findall(r"(\d+) days", cell)
    assert told == ([] if days is None else [str(days)])
    assert (NOW_ONLY in cell) == (days is None)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_kinds_beyond_the_columns_are_told_too(platform):
    columns = set(OFFERS.values())
    beyond = {
        (kind, by)
        for kind, spec in PLATFORMS[platform].kinds.items()
        for by in spec.reach_days
        if (kind, by) not in columns
    }
    # refunds by creation are the only ones so far
    assert beyond <= {("refunds", "created")}
    assert ("by creation" in TABLE[platform]["refunds by modification"]) == bool(beyond)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_interface_named_is_one_that_the_connector_calls(platform):
    folder = ROOT / "connectors" / "platforms" / platform
    code = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    called = {
        node.value
        for node in ast.walk(ast.parse(code.replace("from __future__", "from future")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value
    }
    for heading in (*OFFERS, "shop info", "token renewal"):
        for name in names_in(TABLE[platform][heading]):
            assert any(value.endswith(name) for value in called), f"{heading}: {name}"


def test_the_sdks_are_those_that_are_run():
    assert {name: set(names_in(row["independent SDK"])) for name, row in TABLE.items()} == sdks()
