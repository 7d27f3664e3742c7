"""Every register goes its whole way: template, filled in Chinese, checked, loaded, told by key."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import made_registers as made
import pytest
import python_calamine
import xlsxwriter

from connectors.registers.problems import Problem
from connectors.registers.spec_types import VALIDITY, RegisterSpec
from connectors.registers.specs import REGISTERS
from connectors.registers.templates import write_template
from orchestration.home import Home, make_home
from orchestration.registers.checking import check_file
from orchestration.registers.history import Version, history_of
from orchestration.registers.loading import load
from orchestration.registers.standing import standing_table

pytestmark = pytest.mark.slow

FIRST = datetime(2020, 7, 1, 9)
ENDS = date(2020, 12, 31)
PROVINCE = made.made_value(REGISTERS["regions"], REGISTERS["regions"].columns[0], 0)
Row = dict[str, Any]


def fill(spec: RegisterSpec, path: Path, rows: list[Row]) -> None:
    """A workbook with the header of the register's own template, filled in as a clerk would."""
    template = path.with_name(f"empty-{path.name}")
    write_template(spec.name, template)
    header = python_calamine.load_workbook(str(template)).get_sheet_by_index(0).to_python()[0]
    columns = {column.label_zh: column for column in (*spec.columns, *VALIDITY)}
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, header)
        for number, row in enumerate(rows, 1):
            for place, label in enumerate(map(str, header)):
                column = columns[label]
                sheet.write_string(number, place, made.written(column, row[column.name]))


def taken(home: Home, spec: RegisterSpec, path: Path, *, at: datetime, by: str) -> list[Problem]:
    scope = PROVINCE if spec.county and spec.name != "regions" else None
    found = check_file(home, spec.name, path, scope=scope, as_of=at)
    if not found.problems:
        load(home, found, mode="changes", loaded_by=by, confirmed_closing=None, recorded_at=at)
    return found.problems


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return make_home(tmp_path_factory.mktemp("all") / "home")


@pytest.fixture(scope="module")
def told(
    home: Home, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[list[Problem], list[Row], list[Version]]]:
    """Of each register: problems of its file, its standing rows, the history of its first key."""
    folder = tmp_path_factory.mktemp("files")
    found = {}
    for hour, spec in enumerate(REGISTERS.values()):
        at = FIRST + timedelta(hours=hour)
        rows = [made.made_row(spec, number) for number in range(made.ROWS)]
        fill(spec, folder / f"{spec.name}.xlsx", rows)
        problems = taken(home, spec, folder / f"{spec.name}.xlsx", at=at, by="li-01")
        standing = standing_table(home, spec.name, at).to_pylist()
        later = at + timedelta(minutes=1)
        ended = [
            row | {"valid_to": ENDS} for row in rows if _whole(spec, row) == _whole(spec, rows[0])
        ]
        fill(spec, folder / f"{spec.name}-2.xlsx", ended)
        problems += taken(home, spec, folder / f"{spec.name}-2.xlsx", at=later, by="wang-02")
        key = tuple(str(rows[0][name]) for name in spec.key)
        found[spec.name] = (problems, standing, history_of(home, spec.name, key))
    return found


def _whole(spec: RegisterSpec, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in spec.whole_key())


@pytest.mark.parametrize("name", REGISTERS)
def test_a_filled_template_stands_as_it_was_written(
    name: str, told: dict[str, tuple[list[Problem], list[Row], list[Version]]]
) -> None:
    spec = REGISTERS[name]
    problems, standing, _ = told[name]
    assert problems == []
    names = [column.name for column in (*spec.columns, *VALIDITY)]
    written = [made.made_row(spec, number) for number in range(made.ROWS)]
    stands = [{n: row[n] for n in names} for row in standing]
    assert sorted(stands, key=str) == sorted(written, key=str)


@pytest.mark.parametrize("name", REGISTERS)
def test_its_history_tells_both_loads(
    name: str, told: dict[str, tuple[list[Problem], list[Row], list[Version]]]
) -> None:
    _, _, versions = told[name]
    assert [
        (v.standing, v.record and v.record.loaded_by, [row["valid_to"] for row in v.rows])
        for v in versions
    ] == [("replaced", "li-01", [None]), ("stands", "wang-02", [ENDS])]


@pytest.mark.parametrize(
    ("register", "column", "wrong"),
    [
        (spec.name, column.name, "没有这个代码" if not column.digits else "4" * column.digits[0])
        for spec in REGISTERS.values()
        for column in spec.columns
        if column.refers_to and not column.is_opaque
    ],
)
def test_a_code_of_no_register_is_told(
    register: str, column: str, wrong: str, home: Home, told: object, tmp_path: Path
) -> None:
    spec = REGISTERS[register]
    fill(spec, tmp_path / "wrong.xlsx", [made.made_row(spec, 0) | {column: wrong}])
    at = FIRST + timedelta(days=30)
    found = check_file(home, register, tmp_path / "wrong.xlsx", scope=None, as_of=at)
    assert [p.column for p in found.problems if p.value == wrong] == [column]
