"""The page docs/registers.md, written from the specs so that it can't fall behind them.

`python -m connectors.registers.describe > docs/registers.md`; a test compares the two.
"""

from __future__ import annotations

import sys

from connectors.registers.spec_types import VALIDITY, RegisterColumn, RegisterSpec
from connectors.registers.specs import PROGRAMME_REGISTERS, REGISTERS

_INTRODUCTION = """\
# Registers

Written from `connectors/registers/` by `python -m connectors.registers.describe`; a test keeps it
in step.

A register is a CSV file (UTF-8, with or without BOM, or GB18030) or the first fitting sheet of an
XLSX workbook. The header stands within the first five rows; a column goes by its ASCII name or its
Chinese label, in any order; columns that are not required may be left out; unknown columns are an
error. `shanhuo registers template NAME` writes an empty workbook with drop-downs.

- **Codes** are text with all their digits. **Dates** are `2020-06-30`, `2020/6/30` or
  `2020年6月30日`. **Yes or no** is 是/否, true/false or 1/0. **Money** is whole fen. An empty cell
  is *unknown*, never 0 and never no.
- **Values** of a fixed vocabulary may be written as the code or as the Chinese word.
- **Validity**: a row holds on the days `valid_from <= day < valid_to`; empty is open. Rows of one
  key never overlap.
- **History**: a load states, for every key it mentions, that key's whole history; the newest load
  that mentions a key stands. Nothing that was loaded is ever changed or removed.
- A file with any error loads nothing; every error names row, column, reason and what to do.
- No register holds a person's name, telephone or number: producers go by opaque codes.

Each lands as one batch `registers/<name>` with these columns in this order, then `recorded_at`
(when it was loaded, naive Beijing time) and `load_id`.
"""
_TYPES = {"text": "text", "boolean": "yes/no", "date": "date", "integer": "whole number"}


def registers_page() -> str:
    """The whole page as Markdown."""
    parts = [_INTRODUCTION]
    parts += [_section(spec) for spec in REGISTERS.values() if spec.name not in PROGRAMME_REGISTERS]
    parts.append(
        "# Programmes\n\n"
        "A programme is a folder `programmes/<programme>/` of these four files. Packaged ones lie "
        "in `connectors/registers/programmes/`; a row in `$SHANHUO_HOME/programmes/<programme>/` "
        "takes the place of the packaged row with its key, or is added.\n"
    )
    parts += [_section(REGISTERS[name]) for name in PROGRAMME_REGISTERS]
    return "\n".join(parts)


def _section(spec: RegisterSpec) -> str:
    rows = [_row(column, spec) for column in (*spec.columns, *VALIDITY)]
    table = "\n".join(
        [
            "| column | label | type | required | meaning | values |",
            "|---|---|---|---|---|---|",
            *rows,
        ]
    )
    key = ", ".join(f"`{name}`" for name in spec.key)
    return f"## {spec.name} {spec.title_zh}\n\n{spec.meaning} Key: {key}.\n\n{table}\n"


def _row(column: RegisterColumn, spec: RegisterSpec) -> str:
    cells = (
        f"`{column.name}`",
        column.label_zh,
        _form(column),
        "key" if column.name in spec.key else "yes" if column.is_required else "",
        column.meaning,
        _values(column),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _form(column: RegisterColumn) -> str:
    if column.digits:
        return " or ".join(f"{length}" for length in column.digits) + " digits"
    if column.decimals is not None:
        return f"number, {column.decimals} decimals at most"
    return _TYPES[column.type]


def _values(column: RegisterColumn) -> str:
    if column.refers_to:
        return f"one of `{column.refers_to}`"
    words = ", ".join(f"`{code}` {word}" for code, word in column.values.items())
    return f"{words}; several joined by `{column.separator}`" if column.separator else words


if __name__ == "__main__":
    sys.stdout.write(registers_page())
