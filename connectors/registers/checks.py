"""What must hold of a register's typed rows before any of them counts.

Required cells, allowed values, code lengths, ranges; validity half-open and without overlap per
business key; shares of an agreement at most the whole. Source: design, sections 4 and 5.
Keep out: reading text, needs of two registers at once (`references`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from connectors.registers.problems import Problem
from connectors.registers.row_rules import rule_problems
from connectors.registers.spec_types import RegisterColumn, RegisterSpec
from connectors.registers.wording import problem

WHOLE_PPM = 1_000_000
#: registers of shares: by which column they sum, and what clerks call such a whole
_WHOLES = {"agreements": ("agreement_no", "agreement"), "boxes": ("box_code", "box")}

# the kind of what is wrong, and the particulars of its words
_Fault = tuple[str, dict[str, object]]


def table_problems(
    spec: RegisterSpec, table: pa.Table, row_numbers: Sequence[int]
) -> list[Problem]:
    """Every problem of the rows; `row_numbers` are their numbers in the file they came from."""
    problems = column_problems(spec, table, row_numbers)
    problems += row_problems(spec, table, row_numbers, with_shares=not problems)
    return sorted(problems, key=lambda problem: problem.row or 0)


def column_problems(
    spec: RegisterSpec, table: pa.Table, row_numbers: Sequence[int]
) -> list[Problem]:
    """What is wrong with single cells."""
    return [
        problem
        for column in spec.columns
        for problem in _column_problems(column, table[column.name].to_pylist(), row_numbers)
    ]


def row_problems(
    spec: RegisterSpec,
    table: pa.Table,
    row_numbers: Sequence[int],
    *,
    with_shares: bool = True,
) -> list[Problem]:
    """What is wrong between rows whose cells are sound, and with their validity."""
    problems = list(_validity_problems(spec, table, row_numbers))
    problems += rule_problems(spec, table, row_numbers)
    if spec.name in _WHOLES and with_shares and not problems:
        problems += _share_problems(spec, table, row_numbers)
    return problems


def _column_problems(
    column: RegisterColumn, values: list[Any], row_numbers: Sequence[int]
) -> Iterator[Problem]:
    judged: dict[Any, _Fault | None] = {}
    for value, row in zip(values, row_numbers, strict=True):
        if value not in judged:
            judged[value] = _judge(column, value)
        found = judged[value]
        if found is not None:
            kind, particulars = found
            yield problem(kind, column, row=row, value=value, **particulars)


def _judge(column: RegisterColumn, value: Any) -> _Fault | None:  # noqa: ANN401
    """What is wrong where the value may not stand in the column."""
    if value is None:
        return ("empty", {}) if column.is_required else None
    if column.digits and not (value.isascii() and value.isdigit() and len(value) in column.digits):
        lengths = [str(length) for length in column.digits]
        return "digits", {"lengths": " or ".join(lengths), "lengths_zh": "或 ".join(lengths)}
    if column.values:
        parts = value.split(column.separator) if column.separator else [value]
        if not all(part in column.values for part in parts):
            return "word", {
                "words": "、".join(f"{code} ({zh})" for code, zh in column.values.items()),
                "words_zh": "、".join(column.values.values()),
            }
    if column.decimals is not None and not _is_decimal(value, column.decimals):
        return "decimals", {"places": column.decimals}
    return _judge_range(column, value)


def _is_decimal(value: str, places: int) -> bool:
    return re.fullmatch(rf"\d{{1,12}}(\.\d{{1,{places}}})?", value, re.ASCII) is not None


def _judge_range(column: RegisterColumn, value: Any) -> _Fault | None:  # noqa: ANN401
    if column.least is not None and value < column.least:
        return "least", {"bound": f"{column.least:,}"}
    if column.most is not None and value > column.most:
        return "most", {"bound": f"{column.most:,}"}
    return None


def _validity_problems(
    spec: RegisterSpec, table: pa.Table, row_numbers: Sequence[int]
) -> Iterator[Problem]:
    keys = zip(*(table[name].to_pylist() for name in spec.key), strict=True)
    starts = [on or date.min for on in table["valid_from"].to_pylist()]
    ends = [on or date.max for on in table["valid_to"].to_pylist()]
    spans: dict[tuple[Any, ...], list[tuple[date, date, int]]] = defaultdict(list)
    for key, start, end, row in zip(keys, starts, ends, row_numbers, strict=True):
        if start >= end:
            yield problem("order", spec.column("valid_to"), row=row, value=end, start=start)
        spans[key].append((start, end, row))
    needed = [n for n, name in enumerate(spec.key) if spec.column(name).is_required]
    for key, several in spans.items():
        # rows without their key are told as empty cells
        if len(several) > 1 and all(key[n] is not None for n in needed):
            yield from _overlaps(spec, several)


def _overlaps(spec: RegisterSpec, spans: list[tuple[date, date, int]]) -> Iterator[Problem]:
    spans.sort()
    column = spec.column(spec.key[-1])
    latest_start, latest_end, latest_row = spans[0]
    for start, end, row in spans[1:]:
        if (start, end) == (latest_start, latest_end):
            yield problem("double", column, row=row, other=latest_row)
        elif start < latest_end:
            yield problem("overlap", column, row=row, other=latest_row)
        if end > latest_end:
            latest_start, latest_end, latest_row = start, end, row


def _share_problems(
    spec: RegisterSpec, table: pa.Table, row_numbers: Sequence[int]
) -> Iterator[Problem]:
    column, kind = _WHOLES[spec.name]
    groups: dict[str, list[tuple[dict[str, Any], int]]] = defaultdict(list)
    for row, number in zip(table.to_pylist(), row_numbers, strict=True):
        # an agreement has shares of its own for each product, a box is one whole
        product = row["product_code"] if kind == "agreement" else None
        groups[row[column]].append((row | {"product_code": product}, number))
    for code, rows in groups.items():
        worst = max(_sums(rows))
        if worst[0] > WHOLE_PPM:
            yield problem(
                "shares",
                spec.column("share_ppm"),
                row=worst[1],
                value=code,
                kind=kind,
                total=f"{worst[0]:,}",
                whole=f"{WHOLE_PPM:,}",
            )


def _sums(rows: list[tuple[dict[str, Any], int]]) -> Iterator[tuple[int, int]]:
    """(sum of shares, a row that begins then) at each day a row begins, for each product."""
    for product in {row["product_code"] for row, _ in rows}:
        for begun, number in rows:
            day = begun["valid_from"] or date.min
            yield (
                sum(
                    row["share_ppm"]
                    for row, _ in rows
                    if row["product_code"] in (product, None)
                    and (row["valid_from"] or date.min) <= day < (row["valid_to"] or date.max)
                ),
                number,
            )
