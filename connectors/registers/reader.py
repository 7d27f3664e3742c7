"""From a register's file to a sound typed table; a wrong file loads nothing.

The header is the ASCII name of a column or its Chinese label, in any order. Keep out: the form of
any register (`specs`), the rules (`checks`), landing (`drafts`).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pyarrow as pa

from connectors.core.tabular.marks import SheetMarks, cell_name, sheet_marks
from connectors.core.tabular.tables import SourceTable, read_table, sheet_heads
from connectors.registers.checks import column_problems, row_problems
from connectors.registers.parsing import is_header, place_of, typed
from connectors.registers.problems import Problem, refuse
from connectors.registers.spec_types import VALIDITY, RegisterSpec
from connectors.registers.specs import REGISTERS, register_spec
from connectors.registers.wording import HEADER, WHOLE_FILE, problem


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A register as read from a file, all of it typed, or what is wrong with it.

    `scope` is the area (six digits) that the file speaks for, where it was checked against one.
    """

    register: str
    source_name: str
    source_sha256: str
    # the columns of the spec, then valid_from and valid_to; None where there are problems
    table: pa.Table | None
    # the same whatever is wrong: null where a cell can't be read, None where there is no header
    typed: pa.Table | None
    problems: list[Problem]
    # the file's own cells, None where no header was found
    source: SourceTable | None
    scope: str | None = None


def check_register(name: str, path: Path) -> Check:
    """Read a register's file and tell every problem it has; raises only where it can't be read.

    Raises:
        ConfigurationError: no such register, or no such file.
        FatalFeedError: content that can't be read at all (encoding, unsafe workbook).
    """
    spec = register_spec(name)
    source = read_table(path, is_header=lambda cells: is_header(cells, spec))
    if source is None:
        return _without_header(spec, path)
    table, problems = typed(spec, source)
    problems += _marked_cells(source, _marks(path, source))
    problems += _rule_problems(spec, table, source, problems)
    if not source.rows:
        problems.append(problem("no-rows", WHOLE_FILE))
    placed = placed_problems(spec, source, problems)
    return Check(
        register=name,
        source_name=path.name,
        source_sha256=source.sha256,
        table=None if problems else table,
        typed=table,
        problems=placed,
        source=source,
    )


def load_register(name: str, path: Path) -> Check:
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


def placed_problems(
    spec: RegisterSpec, source: SourceTable, problems: list[Problem]
) -> list[Problem]:
    """The problems in the order of the file, each with its sheet and cell."""
    columns = {c.name: c for c in (*spec.columns, *VALIDITY)}
    places = {name: place_of(source.header, column) for name, column in columns.items()}

    def placed(found: Problem) -> Problem:
        row, place = found.row, places.get(found.column)
        if row is None:
            row = source.header_number
            place = source.header.index(found.column) if found.column in source.header else place
        cell = found.cell or (None if place is None else cell_name(row, place))
        return msgspec.structs.replace(found, sheet=source.sheet, cell=cell)

    return sorted((placed(p) for p in problems), key=lambda p: p.row or 0)


def _rule_problems(
    spec: RegisterSpec, table: pa.Table, source: SourceTable, known: list[Problem]
) -> list[Problem]:
    """What breaks the rules, less what is known: an unreadable cell is not told as empty again."""
    numbers = [row.number for row in source.rows]
    broken = {row.number for row in source.rows if row.defect}
    told = {(p.row, p.column) for p in known}
    found = [
        p
        for p in column_problems(spec, table, numbers)
        if p.row not in broken and (p.row, p.column) not in told
    ]
    wrong = broken | {p.row for p in (*known, *found)}
    sound = [n for n, number in enumerate(numbers) if number not in wrong]
    rows = table.take(pa.array(sound, type=pa.int64()))
    return found + row_problems(spec, rows, [numbers[n] for n in sound])


def _marks(path: Path, source: SourceTable) -> SheetMarks:
    if source.sheet is None:
        return SheetMarks([], [])
    return sheet_marks(path.read_bytes(), source.sheet)


def _marked_cells(source: SourceTable, marks: SheetMarks) -> list[Problem]:
    """Formulas and merged cells from the header down; a title above it may be merged."""
    width = len(source.header)
    found = [
        msgspec.structs.replace(
            problem("formula", source.header[column], row=row), cell=cell_name(row, column)
        )
        for row, column in marks.formulas
        if row >= source.header_number and column < width
    ]
    return found + [
        msgspec.structs.replace(
            problem("merged", source.header[merge.left], row=merge.top, cells=str(merge)),
            cell=cell_name(merge.top, merge.left),
        )
        for merge in marks.merges
        if merge.bottom >= source.header_number and merge.left < width
    ]


def _without_header(spec: RegisterSpec, path: Path) -> Check:
    required = [c for c in spec.columns if c.is_required]
    found, found_zh = _seen_instead(spec, sheet_heads(path))
    found_problem = problem(
        "no-header",
        HEADER,
        found=found,
        found_zh=found_zh,
        required=", ".join(f"{c.name} ({c.label_zh})" for c in required),
        required_zh="、".join(c.label_zh for c in required),
    )
    return Check(
        register=spec.name,
        source_name=path.name,
        source_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        table=None,
        typed=None,
        problems=[found_problem],
        source=None,
    )


def _seen_instead(
    spec: RegisterSpec, heads: list[tuple[str | None, list[list[str]]]]
) -> tuple[str, str]:
    """What the file has where its header should be, in English and Chinese."""
    rows = [cells for _, first in heads for cells in first]
    others = [s.title_zh for s in REGISTERS.values() if any(is_header(r, s) for r in rows)]
    if others:
        return f"; this is the form of {', '.join(others)}", f"，内容像是“{'、'.join(others)}”"
    nearest = max(rows, key=lambda cells: _known(spec, cells), default=[])
    if _known(spec, nearest):
        lacking = [
            c for c in spec.columns if c.is_required and not {c.name, c.label_zh} & set(nearest)
        ]
        return (
            f"; it lacks {', '.join(c.name for c in lacking)}",
            f"，缺少：{'、'.join(c.label_zh for c in lacking)}",
        )
    names = [name for name, _ in heads if name is not None]
    if names:
        return f"; sheets: {', '.join(names)}", f"（工作表：{'、'.join(names)}）"
    return "", ""


def _known(spec: RegisterSpec, cells: list[str]) -> int:
    """How many columns of the register the cells name."""
    return sum(1 for column in spec.columns if {column.name, column.label_zh} & set(cells))
