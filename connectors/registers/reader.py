"""From a register's file to a sound typed table; a wrong file loads nothing.

The header is the ASCII name of a column or its Chinese label, in any order. Keep out: the form of
any register (`specs`), the rules (`checks`), landing (`drafts`).
"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pyarrow as pa

from connectors.core.tabular.tables import read_table
from connectors.registers.checks import table_problems
from connectors.registers.parsing import is_header, typed
from connectors.registers.problems import Problem, refuse
from connectors.registers.specs import register_spec


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
    source = read_table(path, is_header=lambda cells: is_header(cells, spec))
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
    table, problems = typed(spec, source)
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


def _no_rows() -> Problem:
    return Problem(
        row=None,
        column="(whole file)",
        value=None,
        reason="there is a header and no row",
        advice="fill in the template; to end a row give it a valid_to",
    )
