"""Rows of the register item_matches: what they fill, and how they land.

A new match fills the days that no row of the item covers and changes none that does. Rows that
reach back too far wait for approval like any load's, apart from those that count at once.
Keep out: which match is right (connectors.matching), reviews.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from connectors.core.landing import LocalLanding
from connectors.registers.reader import Check
from connectors.registers.specs import register_spec
from orchestration.home import Home
from orchestration.ingest import is_accepted
from orchestration.match_inputs import ItemKey, Row
from orchestration.registers.loading import BACK_DATED_DAYS, Loaded, load
from orchestration.registers.standing import batches_of, standing_table
from orchestration.settings import read_settings

REGISTER = "item_matches"


def land_in_two(home: Home, rows: list[Row], *, by: str, source: str, at: datetime) -> list[Loaded]:
    """Land rows, those that count at once apart from those that reach back and have to wait.

    `valid_from` of a row is the first day that it would fill; what fills no day is left out.
    """
    earliest = at.date() - timedelta(days=BACK_DATED_DAYS)
    known: dict[ItemKey, list[Row]] = defaultdict(list)
    for row in standing_table(home, REGISTER, at).to_pylist():
        known[row["platform"], row["item_id"]].append(row)
    groups: dict[bool, list[Row]] = {False: [], True: []}
    for row in rows:
        standing = known[row["platform"], row["item_id"]]
        stated = filling(row, standing, row["valid_from"])
        new = stated[len(standing) :]
        if new:
            groups[new[0]["valid_from"] < earliest] += stated
    return [_land(home, found, by=by, source=source, at=at) for found in groups.values() if found]


def filling(row: Row, known: Iterable[Row], first: date) -> list[Row]:
    """The known rows of an item, then the new one on each day from `first` that none has."""
    rows = list(known)
    spans = sorted((k["valid_from"] or date.min, k["valid_to"] or date.max) for k in rows)
    start = first
    for begins, ends in spans:
        if begins > start:
            rows.append(row | {"valid_from": start, "valid_to": begins})
        start = max(start, ends)
    if start < date.max:
        rows.append(row | {"valid_from": start, "valid_to": None})
    return rows


def held_items(home: Home) -> frozenset[ItemKey]:
    """The items whose newest load is held: it waits for approval, or was refused."""
    store = LocalLanding(home.landing)
    held: set[ItemKey] = set()
    for manifest in batches_of(home, REGISTER):
        table = pq.read_table(
            store.batch_path(manifest) / f"{REGISTER}.parquet", columns=["platform", "item_id"]
        )
        keys = set(zip(table["platform"].to_pylist(), table["item_id"].to_pylist(), strict=True))
        held = held - keys if is_accepted(store, manifest) else held | keys
    return frozenset(held)


def _land(home: Home, rows: list[Row], *, by: str, source: str, at: datetime) -> Loaded:
    """Land rows that state the whole history of their items; raises as a register's load does."""
    table = pa.Table.from_pylist(rows, schema=register_spec(REGISTER).schema())
    digest = hashlib.sha256(msgspec.json.encode(table.to_pylist())).hexdigest()
    check = Check(
        register=REGISTER,
        source_name=source,
        source_sha256=digest,
        table=table,
        typed=table,
        problems=[],
        source=None,
        # a province's items lie in any of its counties
        scope=read_settings(home).province_code,
    )
    return load(home, check, mode="changes", loaded_by=by, confirmed_closing=None, recorded_at=at)
