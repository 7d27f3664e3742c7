"""From a register's file to a sound typed table, and from that to a batch; wrong loads nothing.

The header is the ASCII name of a column or its Chinese label, in any order. Bitemporal: valid time
by row, recorded time by load. Source: design, sections 4 and 5. Keep out: the form of any register
(`specs`), the rules (`checks`).
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from connectors.core.landing import BatchDraft
from connectors.core.tabular.tables import read_table
from connectors.core.windows import Window
from connectors.registers.checks import table_problems
from connectors.registers.parsing import is_header, typed
from connectors.registers.problems import Problem, refuse
from connectors.registers.spec_types import VALIDITY, RegisterSpec
from connectors.registers.specs import register_spec

PLATFORM = "registers"


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


def register_draft(
    name: str,
    table: pa.Table,
    *,
    recorded_at: datetime,
    source_name: str | None = None,
    source_sha256: str | None = None,
) -> BatchDraft:
    """A register's table as a batch to be landed; `recorded_at` is naive Beijing time.

    Columns may come in any order, and those the table lacks are unknown. The same table recorded
    at the same moment has the same load_id.

    Raises ConfigurationError for an unknown register and where a row breaks its rules.
    """
    spec = register_spec(name)
    table = _shaped(spec, table)
    problems = table_problems(spec, table, range(1, table.num_rows + 1))
    if problems:
        raise refuse(name, source_name or "(table)", problems)
    load_id = _load_id(name, table, recorded_at)
    count = table.num_rows
    landed = table.append_column(
        "recorded_at", pa.array([recorded_at] * count, type=pa.timestamp("us"))
    ).append_column("load_id", pa.array([load_id] * count, type=pa.string()))
    midnight = datetime.combine(recorded_at.date(), datetime.min.time())
    return BatchDraft(
        platform=PLATFORM,
        kind=name,
        window_kind="file",
        window=Window(midnight, midnight + timedelta(days=1)),
        shops_asked=[],
        shops_answered=[],
        tables={name: landed.cast(spec.landed_schema())},
        control=_control(name, landed),
        known_at=recorded_at,
        source_name=source_name,
        source_sha256=source_sha256,
    )


def _shaped(spec: RegisterSpec, table: pa.Table) -> pa.Table:
    schema = spec.schema()
    columns = {column.name for column in (*spec.columns, *VALIDITY)}
    given = {name: table[name] for name in table.column_names if name in columns}
    arrays = [
        given[field.name].cast(field.type)
        if field.name in given
        else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _load_id(name: str, table: pa.Table, recorded_at: datetime) -> str:
    digest = hashlib.sha256(f"{name}\n{recorded_at.isoformat()}\n".encode())
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table.combine_chunks())
    digest.update(sink.getvalue())
    return digest.hexdigest()[:16]


def _control(name: str, table: pa.Table) -> dict[str, dict[str, int]]:
    sums = {
        column: int(pc.sum(table[column], min_count=0).as_py())
        for column in table.column_names
        if column.endswith("_fen")
    }
    return {name: sums} if sums else {}


def _no_rows() -> Problem:
    return Problem(
        row=None,
        column="(whole file)",
        value=None,
        reason="there is a header and no row",
        advice="fill in the template; to end a row give it a valid_to",
    )
