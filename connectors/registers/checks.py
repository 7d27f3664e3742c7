"""What must hold of a register's typed rows before any of them counts.

Required cells, allowed values, code lengths, ranges; validity half-open and without overlap per
business key; shares of an agreement at most the whole. Source: design, sections 4 and 5.
Keep out: reading text, needs of two registers at once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from connectors.registers.problems import Problem
from connectors.registers.spec_types import RegisterColumn, RegisterSpec

WHOLE_PPM = 1_000_000
#: registers of shares: by which column they sum, and what clerks call such a whole
_WHOLES = {"agreements": ("agreement_no", "agreement"), "boxes": ("box_code", "box")}


def table_problems(
    spec: RegisterSpec, table: pa.Table, row_numbers: Sequence[int]
) -> list[Problem]:
    """Every problem of the rows; `row_numbers` are their numbers in the file they came from."""
    problems = [
        problem
        for column in spec.columns
        for problem in _column_problems(column, table[column.name].to_pylist(), row_numbers)
    ]
    problems += _validity_problems(spec, table, row_numbers)
    if spec.name in _WHOLES and not problems:
        problems += _share_problems(_WHOLES[spec.name], table, row_numbers)
    return sorted(problems, key=lambda problem: problem.row or 0)


def _column_problems(
    column: RegisterColumn, values: list[Any], row_numbers: Sequence[int]
) -> Iterator[Problem]:
    judged: dict[Any, tuple[str, str] | None] = {}
    for value, row in zip(values, row_numbers, strict=True):
        if value not in judged:
            judged[value] = _judge(column, value)
        found = judged[value]
        if found is not None:
            shown = None if value is None or not column.is_shown else str(value)
            yield Problem(
                row=row, column=column.name, value=shown, reason=found[0], advice=found[1]
            )


def _judge(column: RegisterColumn, value: Any) -> tuple[str, str] | None:  # noqa: ANN401
    """(reason, advice) where the value may not stand in the column."""
    if value is None:
        if column.is_required:
            return "is empty", f"fill in {column.label_zh}"
        return None
    if column.digits and not (value.isascii() and value.isdigit() and len(value) in column.digits):
        lengths = " or ".join(str(length) for length in column.digits)
        return f"is no code of {lengths} digits", "write the code as text, with all its digits"
    if column.values:
        parts = value.split(column.separator) if column.separator else [value]
        if not all(part in column.values for part in parts):
            words = "、".join(f"{code} ({zh})" for code, zh in column.values.items())
            return "is not one of the allowed values", f"choose from {words}"
    if column.decimals is not None and not _is_decimal(value, column.decimals):
        return (
            f"is no number with {column.decimals} decimals at most",
            "write digits and a point, without a unit",
        )
    return _judge_range(column, value)


def _is_decimal(value: str, places: int) -> bool:
    return re.fullmatch(rf"\d{{1,12}}(\.\d{{1,{places}}})?", value, re.ASCII) is not None


def _judge_range(column: RegisterColumn, value: Any) -> tuple[str, str] | None:  # noqa: ANN401
    if column.least is not None and value < column.least:
        return f"is less than {column.least:,}", "check the number"
    if column.most is not None and value > column.most:
        return f"is more than {column.most:,}", "check the number"
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
            yield Problem(
                row=row,
                column="valid_to",
                value=str(end),
                reason=f"is not after valid_from {start}",
                advice="valid_to is the first day on which the row no longer holds",
            )
        spans[key].append((start, end, row))
    for several in spans.values():
        if len(several) > 1:
            yield from _overlaps(spec, several)


def _overlaps(spec: RegisterSpec, spans: list[tuple[date, date, int]]) -> Iterator[Problem]:
    spans.sort()
    _, latest_end, latest_row = spans[0]
    for start, end, row in spans[1:]:
        if start < latest_end:
            yield Problem(
                row=row,
                column=", ".join(spec.key),
                value=None,
                reason=f"the same key holds in row {latest_row} at the same time",
                advice="end the older row (valid_to) where the newer begins (valid_from)",
            )
        if end > latest_end:
            latest_end, latest_row = end, row


def _share_problems(
    whole: tuple[str, str], table: pa.Table, row_numbers: Sequence[int]
) -> Iterator[Problem]:
    column, kind = whole
    groups: dict[str, list[tuple[dict[str, Any], int]]] = defaultdict(list)
    for row, number in zip(table.to_pylist(), row_numbers, strict=True):
        # an agreement has shares of its own for each product, a box is one whole
        product = row["product_code"] if kind == "agreement" else None
        groups[row[column]].append((row | {"product_code": product}, number))
    for code, rows in groups.items():
        worst = max(_sums(rows))
        if worst[0] > WHOLE_PPM:
            yield Problem(
                row=worst[1],
                column="share_ppm",
                value=code,
                reason=f"the shares of this {kind} sum to {worst[0]:,} on one day",
                advice=f"lower them to {WHOLE_PPM:,} together, or end the older rows",
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
