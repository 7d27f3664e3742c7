"""The box's registers of field work, markets and money are sound and refer to what the box has."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from connectors.registers.reader import check_register
from connectors.registers.specs import PROGRAMME_REGISTERS, REGISTERS
from connectors.sandbox.export import write_registers, write_work_registers
from connectors.sandbox.world import World

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    folder = tmp_path_factory.mktemp("world")
    world = World(1)
    write_registers(world, folder)
    write_work_registers(world, folder)
    found = {p.stem: check_register(p.stem, p) for p in (folder / "registers").glob("*.csv")}
    assert {name: file.problems for name, file in found.items() if file.problems} == {}
    return {name: file.table for name, file in found.items() if file.table is not None}


def test_the_box_has_a_row_of_nearly_every_register(tables: dict[str, pa.Table]) -> None:
    # contracts explain no group sale here, no village merges, a tidy world has no mixed boxes
    left_out = {"boxes", "group_sales", "village_mergers", "area_classes"}
    assert set(REGISTERS) - set(PROGRAMME_REGISTERS) - left_out <= set(tables)
    assert all(table.num_rows > 0 for table in tables.values())


def test_what_they_refer_to_is_there(tables: dict[str, pa.Table]) -> None:
    unknown = {
        f"{name}.{column.name}": sorted(missing)[:3]
        for name, table in tables.items()
        for column in REGISTERS[name].columns
        if column.refers_to and (target := column.refers_to.split("."))[0] in tables
        if (
            missing := set(table[column.name].to_pylist())
            - set(tables[target[0]][target[1]].to_pylist())
            - {None}
        )
    }
    # the register of shops lacks two shops of which nobody wrote down anything
    assert set(unknown) <= {"agreements.shop_id"}


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_work_registers(World(3), tmp_path / name)
    files = sorted(p.name for p in (tmp_path / "one" / "registers").iterdir())
    assert len(files) > 20
    for name in files:
        one, two = (tmp_path / n / "registers" / name for n in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
