"""Says what is wrong with a file before anything is loaded: each flaw with row, column and advice.

A flaw never repeats the cell: what stands in a wrong column may be a person's number.
Keep out: landing, printing, the words (`wording`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec

from connectors.core.errors import ConnectorError
from connectors.core.tabular.cells import CellError, count, fen, identifier, moment
from connectors.core.tabular.marks import cell_name
from connectors.core.tabular.tables import SourceTable, TableRow
from connectors.files.columns import Places, fields_of, read_by_map
from connectors.files.declared import moment_or_day
from connectors.files.feeds import order_feed
from connectors.files.forms import Form, form_of, recognise
from connectors.files.ledger.columns import LEDGER
from connectors.files.ledger.rows import TOTAL_WORDS, read_ledger
from connectors.files.ledger.sale import slips
from connectors.files.orders import Rejected, merged_amounts, read_orders
from connectors.files.spec import Column, Fields
from connectors.files.totals import compare_totals, split_totals
from connectors.files.wording import REASONS, refusal

# how our messages name the columns that a header lacks or has twice
_COLUMNS_NAMED = re.compile(r"columns? (\S+) (?:missing|stands)")


class Flaw(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to mend. `row` is the row's number in the file, None for the file as a whole.

    `cells` are the places (as C17) to be marked, of all rows that it is about.
    """

    row: int | None
    column: str | None
    what: str
    advice: str
    cells: tuple[str, ...] = ()

    def __str__(self) -> str:
        row = "" if self.row is None else f"第{self.row}行"
        column = "" if self.column is None else f"「{self.column}」栏"
        place = f"{row}{column}：" if row or column else ""
        return f"{place}{self.what}。{self.advice}。"


class FileCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What a check came to; `form` is None where the file is of no known kind.

    `source` are a ledger's own cells, to be marked; None for an export, which may name buyers.
    """

    file_name: str
    form: Form | None
    record_count: int
    flaws: list[Flaw]
    source: SourceTable | None = None

    def lines_zh(self) -> list[str]:
        """The check, line by line, for whoever filled in the file."""
        title = "" if self.form is None else f"（{self.form.title_zh}）"
        unit = "行" if self.form is not None and self.form.feed == LEDGER else "笔订单"
        counted = f"可以读取{self.record_count}{unit}"
        if not self.flaws:
            return [f"{self.file_name}{title}：没有发现问题，{counted}。"]
        head = f"{self.file_name}{title}：发现{len(self.flaws)}处问题，{counted}。"
        return [head, *map(str, self.flaws)]


def check_file(path: Path, *, feed: str | None = None, shop_id: str | None = None) -> FileCheck:
    """Check a file; without `feed` its kind is recognised. `shop_id` None takes any shop.

    Raises ConfigurationError only for a feed that doesn't exist.
    """
    form = form_of(feed) if feed else None
    try:
        form = form or recognise(path)
        return _check_ledger(path, form) if form.feed == LEDGER else _check(path, form, shop_id)
    except ConnectorError as error:
        what, advice = refusal(error.what)
        named = _COLUMNS_NAMED.match(error.what)
        columns = named[1] if named else None
        flaw = Flaw(row=None, column=columns, what=what, advice=advice)
        return FileCheck(file_name=path.name, form=form, record_count=0, flaws=[flaw])


class _Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A file's rows by their number, and how to read them."""

    rows: dict[int, TableRow]
    places: Places
    columns: dict[str, Column]
    # (field, reason) of each cell of a row that can't be read by itself
    bad_cells: Callable[[Fields], list[tuple[str, str]]]
    shop_id: str = ""

    def fields(self, number: int) -> Fields:
        return fields_of(self.rows[number], self.places, self.columns)


def _check(path: Path, form: Form, shop_id: str | None) -> FileCheck:
    export = order_feed(form.feed)
    table, places = read_by_map(path, export.columns, feed=export.feed)
    body, totals = split_totals(table.rows, export.total_words)
    shop = shop_id or _only_shop(body, places, export.columns)
    found = read_orders(export, body, table, places, shop_id=shop, lines=None)
    sheet = _Sheet(
        rows={row.number: row for row in body},
        places=places,
        columns=export.columns,
        bad_cells=partial(_bad_cells, columns=export.columns, id_pattern=export.id_pattern),
        shop_id=shop,
    )
    flaws = [flaw for rejected in found.rejected for flaw in _flaws_of(rejected, sheet)]
    flaws += _flaws_of_totals(export.totalled_fields, form, body, totals, places, path.name)
    return FileCheck(
        file_name=path.name,
        form=form,
        record_count=len(found.orders),
        flaws=_in_order(flaws, row_count=len(body)),
    )


def _check_ledger(path: Path, form: Form) -> FileCheck:
    table, places = read_by_map(path, form.columns, feed=LEDGER)
    body, totals = split_totals(table.rows, TOTAL_WORDS)
    flaws = _flaws_of_totals(("amount",), form, body, totals, places, path.name)
    if flaws:
        # rows may be missing: what is wrong with those that are there is told once it agrees
        return FileCheck(file_name=path.name, form=form, record_count=0, flaws=flaws, source=table)
    found = read_ledger(path)
    sheet = _Sheet(
        rows={row.number: row for row in table.rows},
        places=places,
        columns=form.columns,
        bad_cells=slips,
    )
    flaws = [flaw for rejected in found.rejected for flaw in _flaws_of(rejected, sheet)]
    return FileCheck(
        file_name=path.name,
        form=form,
        record_count=len(found.rows),
        flaws=_in_order(flaws, row_count=len(table.rows)),
        source=table,
    )


def _only_shop(body: list[TableRow], places: Places, columns: dict[str, Column]) -> str:
    """The shop that the file itself names first: without --shop, all rows must be of one shop."""
    told = (fields_of(row, places, columns).get("shop_id", "") for row in body)
    return next((shop for shop in told if shop), "")


def _flaws_of(rejected: Rejected, sheet: _Sheet) -> list[Flaw]:
    """The cells that can't be read; where all can, the reason for which they don't fit together."""
    numbers = [int(number) for number in rejected.source.rpartition(":")[2].split(",")]
    cells = [(number, name, reason) for number in numbers for name, reason in _cells(number, sheet)]
    if cells:
        return [
            _flaw(number, sheet.columns[name].names[0], reason, _at(sheet, [number], [name]))
            for number, name, reason in cells
        ]
    fields = [name for name in REASONS[rejected.reason].fields if name in sheet.places]
    told = "、".join(sheet.columns[name].names[0] for name in fields) or None
    broken = next((n for n in numbers if sheet.rows[n].defect), None)
    if broken is not None:
        return [_flaw(broken, told, rejected.reason)]
    return [_flaw(numbers[0], told, rejected.reason, _at(sheet, numbers, fields))]


def _at(sheet: _Sheet, numbers: list[int], fields: list[str]) -> tuple[str, ...]:
    """The cells of these rows in the columns of these fields; a column may not be there."""
    columns = [sheet.places[name] for name in fields if name in sheet.places]
    return tuple(cell_name(number, column) for number in numbers for column in columns)


def _cells(number: int, sheet: _Sheet) -> list[tuple[str, str]]:
    """(field, reason) of each cell that is wrong by itself; none where cells may be shifted."""
    row = sheet.rows[number]
    if row.defect is not None:
        return []
    merged = [(name, "merged-amount") for name in merged_amounts(row, sheet.places, sheet.columns)]
    fields = sheet.fields(number)
    if fields.get("shop_id", "") not in ("", sheet.shop_id):
        merged.append(("shop_id", "shop-differs"))
    return merged or sheet.bad_cells(fields)


def _bad_cells(
    fields: Fields, *, columns: dict[str, Column], id_pattern: re.Pattern[str]
) -> list[tuple[str, str]]:
    """(field, reason) of each cell of an export's row that can't be read for what it holds."""
    found = []
    for name, column in columns.items():
        try:
            _read(fields[name], column, id_pattern if name == "order_id" else None)
        except CellError as error:
            found.append((name, error.reason))
    return found


def _read(text: str, column: Column, pattern: re.Pattern[str] | None) -> None:
    if pattern is not None and (text or column.is_required):
        identifier(text, pattern)
    elif column.kind == "money":
        fen(text)
    elif column.kind == "count":
        count(text)
    elif column.kind == "time":
        moment(text)
    elif column.kind == "day":
        moment_or_day(text)


def _flaws_of_totals(
    names: tuple[str, ...],
    form: Form,
    body: list[TableRow],
    totals: list[TableRow],
    places: Places,
    file_name: str,
) -> list[Flaw]:
    try:
        compare_totals(
            names, form.columns, body, totals, places, feed=form.feed, file_name=file_name
        )
    except ConnectorError as error:
        what, advice = refusal(error.what)
        number = totals[-1].number
        cells = tuple(cell_name(number, places[name]) for name in names if name in places)
        return [Flaw(row=number, column=None, what=what, advice=advice, cells=cells)]
    return []


def _flaw(row: int, column: str | None, reason: str, cells: tuple[str, ...] = ()) -> Flaw:
    wording = REASONS[reason]
    return Flaw(row=row, column=column, what=wording.what, advice=wording.advice, cells=cells)


def _in_order(flaws: list[Flaw], *, row_count: int) -> list[Flaw]:
    if not row_count:
        return [Flaw(row=None, column=None, what="表头之下没有内容", advice="填写以后再检查")]
    return sorted(set(flaws), key=lambda flaw: (flaw.row or 0, flaw.column or ""))
