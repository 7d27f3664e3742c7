"""From a register's file, CSV or XLSX, to a typed table; a wrong file loads nothing.

The header is the ASCII name of a column or its Chinese label, in any order; a value of a fixed
vocabulary may be written as its code or in Chinese. Keep out: the form of any register (`specs`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from connectors.files.cells import CellError, day
from connectors.files.tables import SourceTable, TableRow, read_table
from connectors.registers.checks import table_problems
from connectors.registers.problems import Problem, refuse
from connectors.registers.spec_types import (
    ARROW_TYPES,
    VALIDITY,
    ColumnType,
    RegisterColumn,
    RegisterSpec,
)
from connectors.registers.specs import register_spec

_INTEGER = re.compile(r"-?\d{1,18}")
_TRUE = {"true", "1", "是", "y", "yes"}
_FALSE = {"false", "0", "否", "n", "no"}


class RegisterFile(msgspec.Struct, frozen=True, kw_only=True):
    """A register as read from a file, all of it typed, or what is wrong with it."""

    name: str
    source_name: str
    source_sha256: str
    # the columns of the spec, then valid_from and valid_to; None where there are problems
    table: pa.Table | None
    problems: list[Problem]


def check_register(name: str, path: Path) -> RegisterFile:
    """Read a register's file and tell every problem it has; raises only where it can't be read.

    Raises:
        ConfigurationError: no such register, no such file, or no header of this register.
        FatalFeedError: content that can't be read at all (encoding, unsafe workbook).
    """
    spec = register_spec(name)
    source = read_table(path, is_header=lambda cells: _is_header(cells, spec))
    if source is None:
        required = "、".join(f"{c.name} ({c.label_zh})" for c in spec.columns if c.is_required)
        raise refuse(
            name,
            path.name,
            [
                Problem(
                    row=None,
                    column="header",
                    value=None,
                    reason="no row with the required columns within the first five rows",
                    advice=f"the header needs {required}",
                )
            ],
        )
    table, problems = _typed(spec, source)
    if not source.rows:
        problems.append(_no_rows())
    if not problems:
        problems = table_problems(spec, table, [row.number for row in source.rows])
    return RegisterFile(
        name=name,
        source_name=path.name,
        source_sha256=source.sha256,
        table=None if problems else table,
        problems=problems,
    )


def load_register(name: str, path: Path) -> RegisterFile:
    """Read a register's file; its table is there and sound.

    Raises ConfigurationError with row, column, reason and advice where anything is wrong.
    """
    found = check_register(name, path)
    if found.table is None:
        raise refuse(name, path.name, found.problems)
    return found


def load_table(name: str, path: Path) -> pa.Table:
    """The typed table of a register's file; raises as `load_register` does."""
    return load_register(name, path).table


def _is_header(cells: list[str], spec: RegisterSpec) -> bool:
    present = set(cells)
    return all(c.name in present or c.label_zh in present for c in spec.columns if c.is_required)


def _typed(spec: RegisterSpec, source: SourceTable) -> tuple[pa.Table, list[Problem]]:
    problems = [_defect(row) for row in source.rows if row.defect]
    problems += _header_problems(spec, source.header)
    columns = (*spec.columns, *VALIDITY)
    arrays = []
    for column in columns:
        place = _place(source.header, column)
        values = _values(column, place, source.rows, problems)
        arrays.append(pa.array(values, type=ARROW_TYPES[column.type]))
    return pa.Table.from_arrays(arrays, schema=spec.schema()), problems


def _place(header: list[str], column: RegisterColumn) -> int | None:
    found = [n for n, name in enumerate(header) if name in (column.name, column.label_zh)]
    return found[0] if found else None


def _values(
    column: RegisterColumn,
    place: int | None,
    rows: Sequence[TableRow],
    problems: list[Problem],
) -> list[Any]:
    if place is None:
        return [None] * len(rows)
    parse = _parser(column)
    values: list[Any] = []
    for row in rows:
        text = row.cells[place] if place < len(row.cells) else ""
        try:
            values.append(parse(text) if text else None)
        except CellError as error:
            values.append(None)
            shown = text if column.is_shown and row.defect is None else None
            problems.append(
                Problem(
                    row=row.number,
                    column=column.name,
                    value=shown,
                    reason=error.reason,
                    advice=_ADVICE[column.type],
                )
            )
    return values


_ADVICE: dict[ColumnType, str] = {
    "text": "write the code as text, with all its digits",
    "boolean": "write 是 or 否",
    "date": "write the day as 2020-06-30",
    "integer": "write a whole number in digits",
}


def _parser(column: RegisterColumn) -> Callable[[str], Any]:
    if column.values:
        words = {zh: code for code, zh in column.values.items()}
        separator = column.separator
        if separator is None:
            return lambda text: words.get(text, text)
        return lambda text: separator.join(
            words.get(part.strip(), part.strip()) for part in re.split(r"[|、]", text)
        )
    return {"text": _text, "boolean": _boolean, "date": day, "integer": _integer}[column.type]


def _text(text: str) -> str:
    if re.fullmatch(r"[+-]?\d+\.\d+[eE][+-]?\d+", text):
        raise CellError("was turned into scientific notation by a spreadsheet")
    return text


def _boolean(text: str) -> bool:
    folded = text.lower()
    if folded in _TRUE:
        return True
    if folded in _FALSE:
        return False
    raise CellError("is neither yes nor no")


def _integer(text: str) -> int:
    bare = text.replace(",", "")
    if not _INTEGER.fullmatch(bare):
        raise CellError("is no whole number")
    return int(bare)


def _header_problems(spec: RegisterSpec, header: list[str]) -> list[Problem]:
    columns = (*spec.columns, *VALIDITY)
    known = {name: c.name for c in columns for name in (c.name, c.label_zh)}
    names = [known.get(name) for name in header]
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    unknown = [name for name in header if name and name not in known]
    return [
        Problem(
            row=None,
            column=name,
            value=None,
            reason="stands in the header more than once",
            advice="keep one of them",
        )
        for name in doubled
    ] + [
        Problem(
            row=None,
            column=name,
            value=None,
            reason="is no column of this register",
            advice="correct the name after the template, or remove the column",
        )
        for name in unknown
    ]


def _defect(row: TableRow) -> Problem:
    reasons = {
        "undecodable": "holds bytes that are no text in the file's encoding",
        "unbalanced-quotes": "has a quotation mark that never closes",
        "columns": "has another number of cells than the header",
    }
    return Problem(
        row=row.number,
        column="(whole row)",
        value=None,
        reason=reasons.get(row.defect or "", "can't be read"),
        advice="type the row again or save the file as XLSX",
    )


def _no_rows() -> Problem:
    return Problem(
        row=None,
        column="(whole file)",
        value=None,
        reason="there is a header and no row",
        advice="fill in the template; to end a row give it a valid_to",
    )
