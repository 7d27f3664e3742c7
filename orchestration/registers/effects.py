"""What a back-dated change touches: the paid fen of published lines, by month.

A line is touched where the key decides about it on its booking day within the changed span: by its
merchant code, item, shop or number, straight or by way of other registers. The effect says how much
money the change speaks about, not what attribution makes of it: that is the build's.
Source: design, section 4. Keep out: deciding which changes are back-dated.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb
import msgspec
import pyarrow as pa

from connectors.core.landing import LocalLanding
from connectors.registers.spec_types import LinePath, RegisterSpec
from connectors.registers.specs import register_spec
from orchestration.home import Home
from orchestration.match_keys import lay_match_key
from orchestration.registers.comparing import KeyChange, Row
from orchestration.registers.scopes import Places

_NO_LINES = pa.schema(
    [
        (name, pa.string())
        for name in ("platform", "order_id", "line_id", "item_id", "merchant_code", "title")
    ]
).empty_table()
# the place of all changes together, in which a line counts once
_ALL = -1
# columns of a line, and the values by which a key meets it
_Hook = tuple[tuple[str, ...], tuple[str, ...]]


class MonthEffect(msgspec.Struct, frozen=True, kw_only=True):
    """Lines of one month that a key decides about, and their paid fen."""

    month_on: date
    line_count: int
    paid_fen: int


class BackDated(msgspec.Struct, frozen=True, kw_only=True):
    """A change that reaches back too far; `months` is None where its effect can't be told."""

    change: KeyChange
    months: list[MonthEffect] | None

    @property
    def effect_fen(self) -> int | None:
        """The paid fen of all lines touched, None where it can't be told."""
        return None if self.months is None else sum(month.paid_fen for month in self.months)


class Effects(msgspec.Struct, frozen=True, kw_only=True):
    """Back-dated changes one by one, and the months of all lines that any of them touches."""

    changes: list[BackDated]
    months: list[MonthEffect] | None

    @property
    def effect_fen(self) -> int | None:
        """The paid fen of all lines touched, each once; None where it can't be told."""
        return None if self.months is None else sum(month.paid_fen for month in self.months)


def effects_of(home: Home, spec: RegisterSpec, changes: list[KeyChange], places: Places) -> Effects:
    """What the changes touch in the published build; before the first build there are none."""
    if home.current_build() is None or not changes:
        return Effects(changes=[], months=[])
    if not spec.lines:
        untold = [BackDated(change=change, months=None) for change in changes]
        return Effects(changes=untold, months=None)
    ways = _Ways(places)
    hooks = [
        (place, hook)
        for place, change in enumerate(changes)
        for hook in {h for row in (*change.before, *change.after) for h in ways.hooks(spec, row)}
    ]
    months = _months(home, changes, hooks)
    return Effects(
        changes=[BackDated(change=c, months=months[n]) for n, c in enumerate(changes)],
        months=months[_ALL],
    )


class _Ways:
    """Follows a register's ways to lines; rows of other registers are found by their columns."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._rows: dict[LinePath, dict[tuple[Any, ...], list[Row]]] = {}

    def hooks(self, spec: RegisterSpec, row: Row) -> Iterator[_Hook]:
        """Every hook of a row; a value that is unknown leads nowhere."""
        for path in spec.lines:
            values = tuple(row[name] for name in path.columns)
            if None in values:
                continue
            if path.register is None:
                yield path.theirs, values
                continue
            for other in self._found(path, path.register).get(values, []):
                yield from self.hooks(register_spec(path.register), other)

    def _found(self, path: LinePath, register: str) -> dict[tuple[Any, ...], list[Row]]:
        if path not in self._rows:
            by_values: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
            for row in self._places.standing(register).to_pylist():
                by_values[tuple(row[name] for name in path.theirs)].append(row)
            self._rows[path] = by_values
        return self._rows[path]


def _months(
    home: Home, changes: list[KeyChange], hooks: list[tuple[int, _Hook]]
) -> dict[int, list[MonthEffect]]:
    """By change: the lines that its hooks meet within its spans, by booking month."""
    found: dict[int, list[MonthEffect]] = {place: [] for place in (_ALL, *range(len(changes)))}
    if not hooks:
        return found
    with duckdb.connect() as connection:
        _register_lines(home, connection)
        spans = [
            {"place": place, "since": since, "until": until}
            for place, change in enumerate(changes)
            for since, until in change.spans
        ]
        connection.register("spans", pa.Table.from_pylist(spans))
        for row in connection.execute(_touched(connection, hooks)).fetchall():
            place, month_on, line_count, paid_fen = row
            found[place].append(
                MonthEffect(month_on=month_on, line_count=line_count, paid_fen=int(paid_fen))
            )
    return found


def _register_lines(home: Home, connection: duckdb.DuckDBPyConnection) -> None:
    """The published lines with the codes that stand on them in the batches of their build."""
    folder = home.current_published()
    batches = set(json.loads((folder / "build.json").read_bytes())["batches"])
    store = LocalLanding(home.landing)
    paths = [
        str(store.batch_path(m) / "lines.parquet")
        for m in store.manifests()
        if m.batch_id in batches and "lines.parquet" in m.files
    ]
    if paths:
        landed = connection.read_parquet(paths, union_by_name=True)
        landed.select(", ".join(_NO_LINES.column_names)).create_view("landed")
    else:
        connection.register("landed", _NO_LINES)
    connection.read_parquet(str(folder / "fct_lines.parquet")).create_view("published")
    lay_match_key(connection)
    connection.execute("""
        create temporary table touchable as
        select distinct
            published.platform, published.shop_id, published.order_id, published.line_id,
            published.booked_on, published.month_on, published.paid_fen,
            match_key(
                landed.item_id, published.shop_id, landed.merchant_code, landed.title
            ) as item_id,
            landed.merchant_code
        from published
        left join landed using (platform, order_id, line_id)
    """)


def _touched(connection: duckdb.DuckDBPyConnection, hooks: list[tuple[int, _Hook]]) -> str:
    """SQL for the lines and fen by change and month; each line counts once for a change."""
    by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for place, (columns, values) in hooks:
        by_columns[columns].append({"place": place, **dict(zip(columns, values, strict=True))})
    meetings = []
    for number, (columns, rows) in enumerate(by_columns.items()):
        connection.register(f"hooks_{number}", pa.Table.from_pylist(rows))
        meetings.append(
            "select place, platform, order_id, line_id, booked_on, month_on, paid_fen "  # noqa: S608
            f"from hooks_{number} inner join touchable using ({', '.join(columns)})"
        )
    return f"""
        with met as ({" union ".join(meetings)}),
        hit as (
            select distinct met.*
            from met
            inner join spans
                on met.place = spans.place
                and spans.since <= met.booked_on and met.booked_on < spans.until
        ),
        every as (
            select * from hit
            union
            select {_ALL} as place, hit.* exclude (place) from hit
        )
        select place, month_on, count(*), sum(paid_fen) from every group by all order by all
    """  # noqa: S608
