"""A county's offline ledger at the desk: this month's begun file, what an upload holds, landing it.

The keeper of what comes through the desk is the county, by its code. Keep out: the form's columns
and rules (`connectors.files.ledger`), pages.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import msgspec
import pyarrow.parquet as pq

from connectors.core.landing import LocalLanding
from connectors.core.tabular.marks import cell_name
from connectors.core.tabular.tables import SourceTable
from connectors.files.checking import Flaw, check_file
from connectors.files.ledger.columns import CHANNELS, COLUMNS, LEDGER, PROOFS
from connectors.files.ledger.drafts import PLATFORM
from connectors.files.ledger.rows import LedgerReading, read_ledger
from connectors.files.ledger.sale import LedgerRow
from connectors.files.templates import write_template
from connectors.places.regions import lineage
from orchestration.home import Home
from orchestration.importing import Imported, import_orders
from orchestration.ingest import is_accepted
from orchestration.settings import Settings

_CHANNELS_ZH = {code: zh for zh, code in CHANNELS.items()}
_PROOFS_ZH = {code: zh for zh, code in PROOFS.items()}
_CARRIED = ("seller_code", "village_code", "producer_code", "product_code", "title", "unit")
_NUMBERED = re.compile(r"\d{4}-\d{2}-(\d{3,})")


class LedgerCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What a ledger file holds and, against what has landed, what loading it would do."""

    row_count: int
    flaws: list[Flaw]
    # the file's own cells, to be marked; None where it has no header
    source: SourceTable | None
    sale_fen: int
    refund_fen: int
    new_count: int
    void_count: int
    # rows that stand already with other content: id, fen as it stands, fen as it would
    corrected: list[tuple[str, int, int]]
    months: list[str]
    village_count: int


def begun_rows(home: Home, county_code: str, month_on: date) -> list[dict[str, str]]:
    """Rows of the newest month before `month_on` as a start: who sold what where, no amounts.

    Withdrawn rows, returns and rows that name an online order are nobody's habit and stay out.
    """
    standing = standing_rows(home, county_code)
    sales = [
        row
        for row in standing.values()
        if not (row.is_void or row.is_refund or row.order_id) and row.occurred_at.date() < month_on
    ]
    newest = max(((r.occurred_at.year, r.occurred_at.month) for r in sales), default=None)
    begun: list[dict[str, str]] = []
    number = _last_number(standing, month_on)
    seen: set[tuple[str | None, ...]] = set()
    for row in sorted(sales, key=lambda r: r.ledger_id):
        habit = (row.channel, row.proof_grade, *(getattr(row, name) for name in _CARRIED))
        if (row.occurred_at.year, row.occurred_at.month) != newest or habit in seen:
            continue
        seen.add(habit)
        number += 1
        begun.append(
            {name: getattr(row, name) or "" for name in _CARRIED}
            | {
                "ledger_id": f"{month_on:%Y-%m}-{number:03d}",
                "channel": _CHANNELS_ZH[row.channel],
                "occurred": f"{month_on:%Y-%m}",
                "county_code": row.county_code,
                "proof": _PROOFS_ZH[row.proof_grade],
            }
        )
    return begun


def write_begun(home: Home, county_code: str, month_on: date, path: Path) -> int:
    """Write the month's file to `path`, begun where a month before it is known; rows written."""
    rows = begun_rows(home, county_code, month_on)
    write_template(LEDGER, path, rows=rows)
    return len(rows)


def check(home: Home, path: Path, county_code: str) -> LedgerCheck:
    """What the file holds; with any flaw nothing of it may be loaded."""
    found = check_file(path, feed=LEDGER)
    flaws = list(found.flaws)
    reading = read_ledger(path) if found.record_count else None
    rows = [] if reading is None else [row for row, _ in reading.rows]
    if reading is not None and not flaws:
        mine = lineage(county_code)
        others = (row for row in rows if row.county_code not in mine)
        flaws = [_of_another(row, county_code, reading) for row in others]
        if not rows:
            flaws = [Flaw(row=None, column=None, what="文件里没有数据行", advice="请填写后再上传")]
    standing = standing_rows(home, county_code)
    in_force = [row for row in rows if not row.is_void]
    return LedgerCheck(
        row_count=len(rows),
        flaws=flaws,
        source=found.source,
        sale_fen=sum(r.amount_fen for r in in_force if not r.is_refund),
        refund_fen=sum(r.amount_fen for r in in_force if r.is_refund),
        new_count=sum(r.ledger_id not in standing for r in rows),
        void_count=len(rows) - len(in_force),
        corrected=[
            (r.ledger_id, standing[r.ledger_id].amount_fen, r.amount_fen)
            for r in rows
            if r.ledger_id in standing and standing[r.ledger_id] != r
        ],
        months=sorted({f"{r.occurred_at:%Y-%m}" for r in rows}),
        village_count=len({r.village_code for r in in_force if r.village_code}),
    )


def land(
    home: Home, settings: Settings, path: Path, *, county_code: str, now: datetime
) -> Imported:
    """Land a sound ledger file of a county. Raises as `import_orders` does."""
    return import_orders(
        home,
        settings,
        LEDGER,
        path,
        shop_id=county_code,
        lines_path=None,
        known_at=now,
        landed_at=now,
    )


def standing_rows(home: Home, county_code: str) -> dict[str, LedgerRow]:
    """The rows of a county's ledger by their number, each in its newest accepted version."""
    store = LocalLanding(home.landing)
    versions: list[tuple[datetime, datetime, LedgerRow]] = []
    for manifest in store.manifests():
        is_its = (manifest.platform, manifest.kind) == (PLATFORM, "ledger")
        if is_its and manifest.shops_asked == [county_code] and is_accepted(store, manifest):
            for row in pq.read_table(store.batch_path(manifest) / "ledger.parquet").to_pylist():
                known = {name: row[name] for name in LedgerRow.__struct_fields__}
                versions.append((row["modified_at"], manifest.landed_at, LedgerRow(**known)))
    versions.sort(key=lambda version: version[:2])
    return {row.ledger_id: row for _, _, row in versions}


def by_month(home: Home, county_code: str) -> list[tuple[str, int, int]]:
    """(month, rows, net fen) of the county's ledger in force, newest first."""
    rows = [row for row in standing_rows(home, county_code).values() if not row.is_void]
    counts = Counter(f"{row.occurred_at:%Y-%m}" for row in rows)
    nets: Counter[str] = Counter()
    for row in rows:
        nets[f"{row.occurred_at:%Y-%m}"] += -row.amount_fen if row.is_refund else row.amount_fen
    return [(month, counts[month], nets[month]) for month in sorted(counts, reverse=True)]


def _last_number(standing: dict[str, LedgerRow], month_on: date) -> int:
    found = (_NUMBERED.fullmatch(i) for i in standing if i.startswith(f"{month_on:%Y-%m}-"))
    return max((int(each[1]) for each in found if each), default=0)


def _of_another(row: LedgerRow, county_code: str, reading: LedgerReading) -> Flaw:
    number = reading.row_numbers[row.ledger_id]
    return Flaw(
        row=number,
        column=COLUMNS["county_code"].names[0],
        what=f"台账编号 {row.ledger_id} 写的是别的县（{row.county_code}）",
        advice=f"只能报本县（{county_code}）的销售；请改正或删去这一行",
        cells=(cell_name(number, reading.places["county_code"]),),
    )
