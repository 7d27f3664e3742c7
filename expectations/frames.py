"""The frames that the suites judge: each table of a batch, and a few columns worked out beside it.

Money stays integer (pandas Int64), text stays plain objects. Keep out: bounds, verdicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from expectations.batch import Batch
from expectations.columns import COLUMNS
from expectations.facts import measure
from expectations.sizes import Size

if TYPE_CHECKING:
    import pandas as pd

#: platforms that list an order by the moment its sale was confirmed, not by its creation
LISTED_BY_CONFIRMATION = frozenset({"pdd"})


def frames_of(batch: Batch, size: Size) -> dict[str, pd.DataFrame]:
    """All frames of a batch by name; a table that can't be read or lacks columns has none."""
    import pandas as pd

    frames = {
        name: _to_pandas(table) for name, table in batch.tables.items() if _is_whole(batch, name)
    }
    frames["batch"] = pd.DataFrame([measure(batch, size)]).astype("Int64")
    if "orders" in frames and "lines" in frames:
        frames |= _order_frames(frames["orders"], frames["lines"])
    if "refunds" in frames:
        refunds = frames["refunds"]
        frames["succeeded"] = refunds[refunds["refund_state"] == "succeeded"]
    if "ledger" in frames:
        frames |= _ledger_frames(frames["ledger"])
    register = frames.get(batch.manifest.kind)
    if batch.manifest.kind not in COLUMNS and register is not None:
        frames[batch.manifest.kind] = _with_valid_days(register)
    return frames


def given_of(batch: Batch) -> dict[str, object]:
    """What the batch itself brings to its checks: window, shops, stated numbers of rows."""
    manifest = batch.manifest
    stated = {
        f"{name.removesuffix('.parquet')}_rows_stated": entry.row_count
        for name, entry in manifest.files.items()
        if name.endswith(".parquet")
    }
    return {
        "window_start": manifest.window_start,
        "window_end": manifest.window_end,
        "platforms": [manifest.platform],
        "shops": manifest.shops_asked,
        **stated,
    }


def _is_whole(batch: Batch, name: str) -> bool:
    columns = COLUMNS.get(batch.manifest.kind, {}).get(name, {})
    found = {field.name: str(field.type) for field in batch.tables[name].schema}
    return all(found.get(column) == kind for column, kind in columns.items())


def _to_pandas(table: pa.Table) -> pd.DataFrame:
    import pandas as pd

    types = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=types.get, strings_to_categorical=False)
    texts = [field.name for field in table.schema if pa.types.is_string(field.type)]
    return frame.astype(dict.fromkeys(texts, object))


def _order_frames(orders: pd.DataFrame, lines: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Orders with their lines' count and gap, the sales among them, lines with their orders.

    A line belongs to one version of its order, so both keys join.
    """
    version = ["order_id", "payload_sha256"]
    parts = lines[version].assign(
        line_count=1,
        known_count=lines["line_paid_fen"].notna().astype("Int64"),
        lines_fen=lines["line_paid_fen"],
    )
    sums = parts.groupby(version, as_index=False).sum()
    orders = orders.merge(sums, on=version, how="left")
    orders["line_count"] = orders["line_count"].fillna(0).astype("Int64")
    gap = (orders["lines_fen"] - orders["paid_fen"]).astype("Int64").abs()
    # a platform that does not tell the lines' shares leaves the sharing to the build
    orders["lines_gap_fen"] = gap.where(orders["known_count"] == orders["line_count"])
    by_confirmation = orders["platform"].isin(LISTED_BY_CONFIRMATION)
    orders["listed_at"] = orders["created_at"].where(~by_confirmation, _confirmed_at(orders))
    lag = orders["paid_at"] - orders["created_at"]
    orders["paid_lag_seconds"] = lag.dt.total_seconds()
    counts = orders.groupby(version, as_index=False).size().rename(columns={"size": "order_count"})
    lines = lines.merge(counts, on=version, how="left")
    lines["order_count"] = lines["order_count"].fillna(0).astype("Int64")
    return {"orders": orders, "lines": lines, "sales": orders[orders["sale_state"] == "sale"]}


def _confirmed_at(orders: pd.DataFrame) -> pd.Series[pd.Timestamp]:
    """When the sale was confirmed, null where the payment was later or as late.

    A pre-sale counts at its final payment, which may come after the confirmation.
    """
    return orders["booked_at"].where(orders["booked_at"] > orders["paid_at"])


def _ledger_frames(ledger: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The ledger with the time from sale to report, its rows with a proof, and those with an order.

    A row that names a platform without an order, or the other way round, counts as linked.
    """
    lag = ledger["modified_at"] - ledger["occurred_at"]
    ledger = ledger.assign(known_lag_seconds=lag.dt.total_seconds())
    is_linked = ledger["order_platform"].notna() | ledger["order_id"].notna()
    return {
        "ledger": ledger,
        "proven": ledger[ledger["proof_grade"].isin(["contract", "receipt"])],
        "linked": ledger[is_linked],
    }


def _with_valid_days(register: pd.DataFrame) -> pd.DataFrame:
    """Days from valid_from to valid_to; null while either is open."""
    import pandas as pd

    if not {"valid_from", "valid_to"} <= set(register.columns):
        return register
    days = pd.to_datetime(register["valid_to"]) - pd.to_datetime(register["valid_from"])
    return register.assign(valid_days=days.dt.days)
