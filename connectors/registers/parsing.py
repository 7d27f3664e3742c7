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
from connectors.registers.personal import personal_words
from connectors.registers.problems import Problem
from connectors.registers.spec_types import (
    ARROW_TYPES,
    VALIDITY,
    RegisterColumn,
    RegisterSpec,
)
from connectors.registers.wording import WHOLE_ROW, problem

_INTEGER = re.compile(r"-?\d{1,18}", re.ASCII)
_ROUNDED = re.compile(r"[+-]?\d+(\.\d+[eE][+-]?|[eE][+-])\d+", re.ASCII)
_FRACTION = re.compile(r"\d+\.\d+", re.ASCII)
_TRUE = {"true", "1", "是", "y", "yes"}
_FALSE = {"false", "0", "否", "n", "no"}


def is_header(cells: list[str], spec: RegisterSpec) -> bool:
    """Whether the cells hold all required columns, by name or by Chinese label."""
    present = set(cells)
    return all(c.name in present or c.label_zh in present for c in spec.columns if c.is_required)


def place_of(header: list[str], column: RegisterColumn) -> int | None:
    """The column's place in the header from 0, or None where the file leaves it out."""
    found = [n for n, name in enumerate(header) if name in (column.name, column.label_zh)]
    return found[0] if found else None


def typed(spec: RegisterSpec, source: SourceTable) -> tuple[pa.Table, list[Problem]]:
    """The typed table (null where a cell can't be read), and what is wrong with the file."""
    problems = [problem(row.defect, WHOLE_ROW, row=row.number) for row in source.rows if row.defect]
    problems += _header_problems(spec, source.header)
    arrays = []
    for column in (*spec.columns, *VALIDITY):
        place = place_of(source.header, column)
        values = _values(column, place, source.rows, problems)
        arrays.append(pa.array(values, type=ARROW_TYPES[column.type]))
    return pa.Table.from_arrays(arrays, schema=spec.schema()), problems


def _values(
    column: RegisterColumn,
    place: int | None,
    rows: Sequence[TableRow],
    problems: list[Problem],
) -> list[Any]:
    if place is None:
        return [None] * len(rows)
    parse = _parser(column)
    # a column repeats its words, days and places: each text is read once
    known: dict[str, Any] = {"": None}
    values: list[Any] = []
    for row in rows:
        text = row.cells[place] if place < len(row.cells) else ""
        if text not in known:
            try:
                known[text] = parse(text)
            except CellError as error:
                known[text] = error
        value = known[text]
        if isinstance(value, CellError):
            shown = text if row.defect is None and value.reason != "personal" else None
            problems.append(
                problem(value.reason, column, row=row.number, value=shown, **_particulars(value))
            )
            value = None
        values.append(value)
    return values


class _PersonalCell(CellError):
    def __init__(self, what: str, what_zh: str) -> None:
        super().__init__("personal")
        self.what, self.what_zh = what, what_zh


def _particulars(error: CellError) -> dict[str, str]:
    if isinstance(error, _PersonalCell):
        return {"what": error.what, "what_zh": error.what_zh}
    return {}


def _parser(column: RegisterColumn) -> Callable[[str], Any]:
    if column.values:
        words = {zh: code for code, zh in column.values.items()}
        separator = column.separator
        if separator is None:
            return lambda text: words.get(text, text)
        return lambda text: separator.join(
            words.get(part.strip(), part.strip()) for part in re.split(r"[|、]", text)
        )
    if column.type == "text":
        return lambda text: _text(column, text)
    return {"boolean": _boolean, "date": _date, "integer": _integer}[column.type]


def _text(column: RegisterColumn, text: str) -> str:
    if _ROUNDED.fullmatch(text):
        raise CellError("rounded")
    if column.digits and _FRACTION.fullmatch(text):
        raise CellError("fraction")
    personal = personal_words(column, text)
    if personal is not None:
        raise _PersonalCell(*personal)
    return text


def _date(text: str) -> Any:  # noqa: ANN401 a date or null
    try:
        return day(text)
    except CellError:
        raise CellError("date") from None


def _boolean(text: str) -> bool:
    folded = text.lower()
    if folded in _TRUE:
        return True
    if folded in _FALSE:
        return False
    raise CellError("boolean")


def _integer(text: str) -> int:
    bare = text.replace(",", "")
    if not _INTEGER.fullmatch(bare):
        raise CellError("integer")
    return int(bare)


def _header_problems(spec: RegisterSpec, header: list[str]) -> list[Problem]:
    columns = (*spec.columns, *VALIDITY)
    known = {name: c.name for c in columns for name in (c.name, c.label_zh)}
    names = [known.get(name) for name in header]
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    unknown = [name for name in header if name and name not in known]
    return [problem("doubled-column", name) for name in doubled] + [
        problem("unknown-column", name) for name in unknown
    ]
