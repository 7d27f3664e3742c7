"""The template reads back as its own register; the page of the docs is the specs'."""

from __future__ import annotations

from pathlib import Path

import pytest
import python_calamine

from connectors.registers.describe import registers_page
from connectors.registers.reader import check_register
from connectors.registers.spec_types import VALIDITY
from connectors.registers.specs import REGISTERS
from connectors.registers.templates import write_template

DOCS = Path(__file__).parents[4] / "docs"


@pytest.mark.parametrize("name", REGISTERS)
def test_the_template_is_a_register_that_only_lacks_rows(tmp_path, name):
    path = tmp_path / f"{name}.xlsx"
    write_template(name, path)
    assert [p.column for p in check_register(name, path).problems] == ["(whole file)"]
    header = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()[0]
    assert header == [c.label_zh for c in (*REGISTERS[name].columns, *VALIDITY)]
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", REGISTERS)
def test_names_labels_and_keys_are_sound(name):
    spec = REGISTERS[name]
    columns = (*spec.columns, *VALIDITY)
    assert len({c.name for c in columns}) == len({c.label_zh for c in columns}) == len(columns)
    assert set(spec.key) <= {c.name for c in spec.columns if c.is_required}
    for column in columns:
        assert column.name.isascii()
        assert len(set(column.values.values())) == len(column.values)


def test_the_page_of_the_docs_is_written_from_the_specs():
    assert (DOCS / "registers.md").read_text(encoding="utf-8") == registers_page()
