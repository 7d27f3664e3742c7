"""The page docs/registers.md, written from the specs so that it can't fall behind them.

`python -m connectors.registers.describe > docs/registers.md`; a test compares the two.
"""

from __future__ import annotations

import sys

from connectors.registers.spec_types import VALIDITY, RegisterColumn, RegisterSpec, Term
from connectors.registers.specs import PROGRAMME_REGISTERS, REGISTERS

_INTRODUCTION = """\
# Registers

Written from `connectors/registers/` by `python -m connectors.registers.describe`; a test keeps it
in step.

A register is a CSV file (UTF-8, with or without BOM, or GB18030) or the first fitting sheet of an
XLSX workbook. The header stands within the first five rows; a column goes by its ASCII name or its
Chinese label, in any order; columns that are not required may be left out; unknown columns are an
error.

`shanhuo registers …`:

- `template NAME --out F [--scope 431126] [--current]`: the form as a workbook with locked header,
  text cells for codes, drop-downs and the sheet 填写说明. A scope brings the area's villages to
  choose from, `--current` the rows that stand there, to be edited.
- `check NAME F [--scope 431126]`: every error with sheet, cell, value, reason and advice. The
  marked copy `F-标错.xlsx` has the clerk's cells where they stood, the wrong ones red with a note,
  and the sheet 错误清单; above 5,000 rows it holds only the rows with errors.
- `load NAME F --scope 431126 [--full --confirm-ending N] [--preview]`: `--changes` (the default)
  leaves alone what the file does not mention; `--full` ends the keys of the area that it leaves
  out, on the day of the load, and needs their number.
- `none NAME --county 431126 --as-of D`: the county's word that it had no row on that day: a full
  load without rows. It is refused where rows hold on the day or a load of the county waits, counts
  as the report of the day's quarter, and a later load with rows takes its place. Without `--as-of`
  it tells what was confirmed, by whom and when.
- `waiting`, `approve LOAD --reason R`, `refuse LOAD --reason R`: loads that reach far back.
- `history NAME KEY…`: every load that spoke of a key, by whom, from which file, what became of it.
- `diff NAME --from D [--to D] [--scope …]`: what changed between two moments of recording.
- `stale [--as-of D] [--scope …]`: rows past their term, and what counties did not report this
  quarter.

- **Codes** are text with all their digits. **Dates** are `2020-06-30`, `2020/6/30` or
  `2020年6月30日`. **Yes or no** is 是/否, true/false or 1/0. **Money** is whole fen. An empty cell
  is *unknown*, never 0 and never no.
- **Values** of a fixed vocabulary may be written as the code or as the Chinese word.
- **Validity**: a row holds on the days `valid_from <= day < valid_to`; empty is open. Rows of one
  key never overlap.
- **History**: a load states, for every key it mentions, that key's whole history; the newest load
  that mentions a key stands. Nothing that was loaded is ever changed or removed.
- **Scope**: a load speaks for a county (or a prefecture, the province), and every row must belong
  there by the ways named below. What is known of the same keys for other areas is stated again with
  it, on the days of which the file says nothing: a shop that moves keeps its years elsewhere.
- **Back-dating**: a change whose first day lies more than 30 days before the load is told with the
  paid fen of the published lines that its key decides about, by month. The batch lands and is held;
  another person approves it, and it then lands once more, recorded at that moment: a build as of
  any moment before gives the old figures. Before the first build nothing waits.
- A file with any error loads nothing; every error names sheet, cell, column, reason and what to do.
  Formulas and merged cells are errors too.
- No register holds a person's name, telephone or number: producers go by opaque codes. What looks
  like one is refused, and no message repeats it.

Each lands as one batch `registers/<name>` with these columns in this order, then `recorded_at`
(when it was loaded, naive Beijing time) and `load_id`. Beside it the table `load` has one row: who
loaded it, mode, scope, how many keys were added, changed, ended and back-dated, the fen these
touch, who approved it and why, and the day on which the area had no row. Refusals
land as `registers/refusals`.
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
    parts = [f"## {spec.name} {spec.title_zh}", f"{spec.meaning} Key: {key}.", _reach(spec), table]
    return "\n\n".join(parts) + "\n"


def _reach(spec: RegisterSpec) -> str:
    """Where a row belongs, and how long it may stand."""
    ways = [
        ", ".join(f"`{name}`" for name in path.columns)
        + (f" in `{path.register}`" if path.register else "")
        for path in spec.county
    ]
    told = [
        f"County by {', else '.join(ways)}." if ways else "The province's: loaded without scope."
    ]
    if spec.told_as_one:
        whole = ", ".join(f"`{name}`" for name in spec.told_as_one)
        told.append(f"A load that mentions one {whole} states all its rows.")
    if spec.is_county_reported:
        told.append("Each county reports it every quarter.")
    told += [f"{term.meaning_zh} ({_term(term)}; {term.source})." for term in spec.terms]
    if not spec.is_approved_late:
        told.append("Back-dating needs no approval.")
    return " ".join(told)


def _term(term: Term) -> str:
    return f"`{term.column}` + {term.days} days" if term.days else f"`{term.column}`"


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
