"""Cells of a register's file as typed columns, with every cell that can't be.

A value of a fixed vocabulary may be written as its code or in Chinese. Keep out: rules that need
more than one cell (`checks`), the form of any register (`specs`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa

from connectors.core.tabular.cells import CellError, day
from connectors.core.tabular.tables import SourceTable, TableRow
from connectors.registers.problems import Problem
from connectors.registers.spec_types import (
    ARROW_TYPES,
    VALIDITY,
    ColumnType,
    RegisterColumn,
    RegisterSpec,
)

_INTEGER = re.compile(r"-?\d{1,18}")
_TRUE = {"true", "1", "是", "y", "yes"}
_FALSE = {"false", "0", "否", "n", "no"}


def is_header(cells: list[str], spec: RegisterSpec) -> bool:
    """Whether the cells hold all required columns, by name or by Chinese label."""
    present = set(cells)
    return all(c.name in present or c.label_zh in present for c in spec.columns if c.is_required)


def typed(spec: RegisterSpec, source: SourceTable) -> tuple[pa.Table, list[Problem]]:
    """The typed table (null where a cell can't be read), and what is wrong with the file."""
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
