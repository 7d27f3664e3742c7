"""What came of a cell: the newest versions in the landed Parquet, by SQL, against the truth."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

import duckdb

from connectors.core.landing import LocalLanding
from tests.faults.truth import Fact

Result = Literal["exact", "held", "loud", "wrong"]

# an order or refund counts in its newest version, and not at all where that one is in quarantine
_NEWEST = """
with versions as (
    select {id} as record_id, {fen} as fen, {counts} as counts, {at} as happened_at,
           {title} as title, modified_at, payload_sha256, false as is_held
    from read_parquet({tables})
    union all
    select record_id, amount_fen, false, null, null, modified_at, payload_sha256, true
    from read_parquet({quarantine})
)
select record_id, fen, counts, happened_at, title, is_held
from versions
qualify row_number() over (
    partition by record_id order by modified_at desc nulls last, payload_sha256 desc
) = 1
"""
_COLUMNS = {
    "orders": ("order_id", "paid_fen", "sale_state = 'sale'", "booked_at", "null"),
    "refunds": (
        "refund_id",
        "case when refund_state = 'succeeded' then amount_fen end",
        "refund_state = 'succeeded'",
        "succeeded_at",
        "null",
    ),
    "items": ("item_id", "null", "true", "null", "title"),
}


class Verdict(NamedTuple):
    result: Result
    why: str


def landed_facts(root: Path, kind: str) -> tuple[dict[str, Fact], set[str]]:
    """The newest version of every record that counts, and the ids that stand in quarantine."""
    store = LocalLanding(root)
    folders = [store.batch_path(manifest) for manifest in store.manifests()]
    if not folders:
        return {}, set()
    record_id, fen, counts, at, title = _COLUMNS[kind]
    sql = _NEWEST.format(
        id=record_id,
        fen=fen,
        counts=counts,
        at=at,
        title=title,
        tables=[str(folder / f"{kind}.parquet") for folder in folders],
        quarantine=[str(folder / "quarantine.parquet") for folder in folders],
    )
    with duckdb.connect() as connection:
        rows = connection.execute(sql).fetchall()
    found = {row[0]: Fact(*row[1:5]) for row in rows if not row[5]}
    return found, {row[0] for row in rows if row[5]}


def compare(
    truth: dict[str, Fact], found: dict[str, Fact], held: set[str], *, is_loud: bool
) -> Verdict:
    """Every record exact or held; where the pull was loud, what landed must be exact too."""
    odd = _differences(truth, found)
    if odd:
        return Verdict("wrong", "; ".join(odd))
    missing = truth.keys() - found.keys() - held
    if is_loud:
        return Verdict("loud", "")
    # a record whose id can't be read is held under a name of its own: it must at least be counted
    strangers = held - truth.keys()
    if len(missing) > len(strangers):
        return Verdict(
            "wrong", f"{len(missing)} of {len(truth)} are missing without a word: {_some(missing)}"
        )
    return Verdict("held" if held else "exact", "")


def _differences(truth: dict[str, Fact], found: dict[str, Fact]) -> list[str]:
    invented = found.keys() - truth.keys()
    told = [f"not in truth: {_some(invented)}"] if invented else []
    wrong = [i for i in found.keys() & truth.keys() if not _same(truth[i], found[i])]
    if wrong:
        first = min(wrong)
        told.append(f"{len(wrong)} differ, {first}: {truth[first]} came as {found[first]}")
    return told


def _same(true: Fact, came: Fact) -> bool:
    # a TAB that should have been escaped, and what stands for half an emoji, are no difference
    title = None if came.title is None else came.title.strip("\t\ufffd")
    return true == came._replace(title=title)


def _some(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids)[:3])
