"""What each shop usually brings: one that always sold and now brings nothing can't be believed.

A platform that lost its mind answers with an empty list and a count of 0, which is an answer like
any other. Only the batches that landed before show that it can't be true. Rows are counted, money
is not. Keep out: what is done about it (the suite states it).
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from expectations.batch import Batch
from expectations.errors import EvidenceBroken, EvidenceMissing
from expectations.manifest import MANIFEST, read_manifest

#: so many windows before this one must all have had rows of a shop
WINDOWS = 3
#: a shop with fewer rows in a window may have none by chance
USUAL_ROWS = 20
_ORDERS = "orders.parquet"
_PPM = 1_000_000


class Silence(NamedTuple):
    """Shops that always sold and now bring nothing, and their share of the usual rows."""

    shop_count: int
    row_ppm: int


def silence_of(batch: Batch) -> Silence:
    """Which shops fell silent; nothing where fewer than three like windows landed before."""
    table = batch.tables.get(batch.manifest.kind)
    if batch.manifest.kind != "orders" or table is None:
        return Silence(0, 0)
    usual = _usual_rows(batch)
    now = _rows_by_shop(table)
    silent = [shop for shop in usual if shop in batch.manifest.shops_answered and not now[shop]]
    rows = sum(usual.values())
    return Silence(len(silent), sum(usual[s] for s in silent) * _PPM // rows if rows else 0)


def _usual_rows(batch: Batch) -> dict[str, int]:
    """Shop → the fewest rows of the last windows, for shops that had many in each."""
    counts = [
        _rows_by_shop(pq.ParquetFile(folder / _ORDERS).read(columns=["shop_id"]))
        for folder in _before(batch)[:WINDOWS]
    ]
    if len(counts) < WINDOWS:
        return {}
    fewest = {shop: min(count[shop] for count in counts) for shop in counts[0]}
    return {shop: rows for shop, rows in fewest.items() if rows >= USUAL_ROWS}


def _before(batch: Batch) -> list[Path]:
    """Folders of like windows that began before this one, the latest first, one a window."""
    own = batch.manifest
    length = own.window_end - own.window_start
    found: dict[datetime, tuple[datetime, Path]] = {}
    for path in batch.folder.parent.glob(f"[!.]*/{MANIFEST}"):
        try:
            manifest = read_manifest(path.parent)
        except (EvidenceMissing, EvidenceBroken):
            continue
        other = manifest.window_end - manifest.window_start
        is_like = manifest.window_kind == own.window_kind and length / 2 <= other <= length * 2
        is_there = manifest.window_start < own.window_start and (path.parent / _ORDERS).is_file()
        if is_like and is_there:
            landed = (manifest.landed_at, path.parent)
            found[manifest.window_start] = max(landed, found.get(manifest.window_start, landed))
    return [found[start][1] for start in sorted(found, reverse=True)]


def _rows_by_shop(table: pa.Table) -> Counter[str]:
    return Counter(table["shop_id"].to_pylist())
