"""What is measured of a batch as a whole: one row that the batch's suite judges.

Every measure is 0 where all is well, except the two quarantine shares. Null where it can't be
measured, which fails its check. Keep out: bounds (the suite states them), rows of one table.
"""

from __future__ import annotations

import hashlib

import pyarrow as pa
import pyarrow.compute as pc

from expectations.batch import Batch
from expectations.columns import COLUMNS, CONTROL
from expectations.history import silence_of
from expectations.manifest import RAW
from expectations.sizes import Size
from expectations.suites.batch import QUARANTINE_FREE_ROWS
from expectations.suites.orders import ABSURD_FEN

_PPM = 1_000_000


def measure(batch: Batch, size: Size) -> dict[str, int | None]:
    """The measures of a batch, by the column names of its suite (counts, fen, ppm)."""
    manifest = batch.manifest
    asked = len(manifest.shops_asked)
    silence = silence_of(batch)
    missing_shops = len(set(manifest.shops_asked) - set(manifest.shops_answered))
    return {
        "missing_file_count": len(batch.missing),
        "changed_file_count": len(batch.changed),
        "unreadable_file_count": len(batch.unreadable),
        "unexplained_empty_count": _unexplained_empty(batch),
        "schema_difference_count": _schema_differences(batch),
        "schema_hash_difference_count": int(_schema_hash(batch) != manifest.schema_hash),
        "control_missing_count": _control_missing(batch),
        "control_difference_fen": _control_difference(batch),
        "platform_count_shortfall": _platform_shortfall(batch),
        "missing_shop_ppm": missing_shops * _PPM // asked if asked else 0,
        "silent_shop_count": silence.shop_count,
        "silent_row_ppm": silence.row_ppm,
        "size_shortfall_count": size.shortfall_count,
        "size_excess_count": size.excess_count,
        "odd_size_shop_count": size.odd_shop_count,
        "unknown_field_count": len(manifest.drift.fields),
        "unknown_state_count": sum(manifest.drift.states.values()),
        "unapproved_key_count": _unapproved(batch),
        **_raw_measures(batch),
        **_quarantine_measures(batch),
    }


def _rows(batch: Batch) -> int:
    return sum(table.num_rows for table in batch.tables.values())


def _unexplained_empty(batch: Batch) -> int:
    """An empty feed is legal only where shops answered and every stated total is 0."""
    if _rows(batch) or batch.unreadable or batch.missing:
        return 0
    totals = [total for sums in batch.manifest.control.values() for total in sums.values()]
    is_explained = (
        batch.manifest.kind in COLUMNS and batch.manifest.shops_answered and not any(totals)
    )
    return 0 if is_explained else 1


def _schema_differences(batch: Batch) -> int:
    differences = 0
    for name, columns in COLUMNS.get(batch.manifest.kind, {}).items():
        if name in batch.tables:
            found = {field.name: str(field.type) for field in batch.tables[name].schema}
            differences += len(set(found.items()) ^ set(columns.items()))
    return differences


def _schema_hash(batch: Batch) -> str:
    """The digest that the manifest must state for the tables as they lie there."""
    text = "\n".join(f"{name}\n{table.schema}" for name, table in sorted(batch.tables.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _control_missing(batch: Batch) -> int:
    if not _rows(batch) or batch.manifest.kind not in CONTROL:
        return 0
    name, column = CONTROL[batch.manifest.kind]
    table = batch.tables.get(name)
    if table is None or column not in table.column_names:
        return 1
    # a column without any known amount has no sum: 0 would say that the money is known to be 0
    is_told = table.column(column).null_count < table.num_rows
    return int(is_told and column not in batch.manifest.control.get(name, {}))


def _control_difference(batch: Batch) -> int:
    """Fen by which the tables differ from the stated sums, signs apart."""
    difference = 0
    for name, sums in batch.manifest.control.items():
        table = batch.tables.get(name)
        if table is None:
            continue
        for column, stated in sums.items():
            if column in table.column_names:
                difference += abs(stated - _total(table, column))
    return difference


def _platform_shortfall(batch: Batch) -> int:
    """Orders that the platform counted in the window and that are in no table.

    Refunds are left out: platforms count applications, not refunds.
    """
    if batch.manifest.kind != "orders":
        return 0
    counted = batch.manifest.control.get("platform", {}).get("record_count", 0)
    landed: int = sum(
        batch.tables[name].num_rows for name in ("orders", "quarantine") if name in batch.tables
    )
    return max(0, counted - landed)


def _unapproved(batch: Batch) -> int:
    """Back-dated keys of a register's load that nobody has approved."""
    load = batch.tables.get("load")
    if load is None:
        return 0
    return _total(load.filter(pc.is_null(load["approved_by"])), "back_dated_count")


def _total(table: pa.Table, column: str) -> int:
    return int(pc.sum(table.column(column)).as_py() or 0)


def _raw_measures(batch: Batch) -> dict[str, int | None]:
    entry = batch.manifest.files.get(RAW)
    if entry is None:
        return {"raw_row_difference_count": 0, "raw_unreadable_count": 0, "raw_personal_count": 0}
    if batch.raw is None:
        return {
            "raw_row_difference_count": None,
            "raw_unreadable_count": None,
            "raw_personal_count": None,
        }
    stated = batch.raw.record_count if entry.row_count is None else entry.row_count
    return {
        "raw_row_difference_count": abs(batch.raw.record_count - stated),
        "raw_unreadable_count": batch.raw.unreadable_count,
        "raw_personal_count": batch.raw.personal_count,
    }


def _quarantine_measures(batch: Batch) -> dict[str, int | None]:
    quarantine = batch.tables.get("quarantine")
    kind = batch.manifest.kind
    main = batch.tables.get(kind)
    if quarantine is None or main is None or not quarantine.num_rows:
        return {
            "quarantine_row_ppm": 0,
            "quarantine_fen_ppm": 0,
            "quarantine_unknown_amount_count": 0,
        }
    rows = quarantine.num_rows
    row_ppm = rows * _PPM // (rows + main.num_rows) if rows > QUARANTINE_FREE_ROWS else 0
    amounts = [value for value in quarantine.column("amount_fen").to_pylist() if value is not None]
    # an amount that is absurd in itself says nothing about the share of the money
    held = sum(value for value in amounts if 0 <= value < ABSURD_FEN)
    _, money = CONTROL.get(kind, (kind, None))
    total = held + (_total(main, money) if money else 0)
    return {
        "quarantine_row_ppm": row_ppm,
        "quarantine_fen_ppm": held * _PPM // total if total > 0 else 0,
        "quarantine_unknown_amount_count": rows - len(amounts),
    }
