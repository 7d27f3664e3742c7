"""Rows of canonical columns to Arrow tables, and their control totals.

Keep out: what the columns mean.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pyarrow as pa
import pyarrow.compute as pc


def table_from_rows(schema: pa.Schema, rows: Sequence[msgspec.Struct]) -> pa.Table:
    """A table of `schema`; each row holds the values of its columns in order."""
    if not rows:
        return schema.empty_table()
    columns = zip(*map(msgspec.structs.astuple, rows), strict=True)
    arrays = [
        pa.array(column, type=field.type) for field, column in zip(schema, columns, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def control_totals(tables: dict[str, pa.Table]) -> dict[str, dict[str, int]]:
    """Of each table: the number of rows, and the sum of every money column in fen.

    A column without any known amount has no sum: 0 would say that the money is known to be 0.
    """
    control: dict[str, dict[str, int]] = {}
    for name, table in tables.items():
        sums = {"row_count": table.num_rows}
        for field in table.schema:
            if field.name.endswith("_fen"):
                total = pc.sum(table[field.name]).as_py()
                if total is not None:
                    sums[field.name] = int(total)
        control[name] = sums
    return control
