"""Random batches for a home that has been built: refunds, changed orders, changed registers.

They land as feeds and clerks land them: judged by the expectations, checked by the registers'
forms, held when they reach far back, approved by somebody else. Keep out: building, comparing.
"""

from __future__ import annotations

import csv
import hashlib
import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from connectors.core.canonical import KIND_TABLES
from connectors.core.landing import BatchDraft, LocalLanding
from connectors.core.windows import Window
from expectations.columns import CONTROL
from orchestration.home import Home
from orchestration.ingest import is_accepted, land_draft
from orchestration.registers.approving import approve
from orchestration.registers.checking import check_file
from orchestration.registers.loading import load
from orchestration.registers.standing import standing_table

Row = dict[str, Any]

#: columns of a register that change together, and whether its loads speak for an area
_CHANGING = {
    "shops": (("inspected_county_code", "inspected_village_code", "inspected_on"), "430000"),
    "codes": (("producer_code", "product_code", "capacity_quantity"), "430000"),
    "products": (("county_code", "village_code", "producer_code"), "430000"),
    "producers": (("county_code", "village_code"), "430000"),
}


class Upheaval:
    """Lands one random batch at a time; the same seed on the same home lands the same ones."""

    def __init__(self, home: Home, *, seed: int) -> None:
        self._home = home
        self._random = random.Random(seed)
        self._count = 0

    def land(self, now: datetime) -> str:
        """Land one batch of any kind at a Beijing time; says in a few words what it was."""
        self._count += 1
        kinds = ["refunds", "orders", *(_CHANGING if self._count % 2 else ("shops",))]
        kind = self._random.choice(kinds)
        if kind in KIND_TABLES:
            return self._land_feed(kind, now)
        return self._land_register(kind, now)

    def _land_feed(self, kind: str, now: datetime) -> str:
        platform = self._random.choice(self._platforms())
        sold = self._newest(platform)
        chosen = self._random.sample(sold, min(len(sold), 25))
        tables: dict[str, list[Row]] = {name: [] for name in KIND_TABLES[kind]}
        for number, row in enumerate(chosen):
            told = now - timedelta(minutes=1, seconds=number)
            if kind == "refunds":
                tables["refunds"].append(self._refund(row, number, told))
            else:
                order, lines = self._changed(row, told)
                tables["orders"].append(order)
                tables["lines"] += lines
        name, column = CONTROL[kind]
        shops = sorted({row["shop_id"] for row in chosen})
        draft = BatchDraft(
            platform=platform,
            kind=kind,
            window_kind="modified",
            window=Window(now - timedelta(hours=1), now),
            shops_asked=shops,
            shops_answered=shops,
            tables={
                name: pa.Table.from_pylist(rows, schema=KIND_TABLES[kind][name])
                for name, rows in tables.items()
            },
            control={name: {column: sum(row[column] for row in tables[name])}},
        )
        landed = land_draft(self._home, draft, landed_at=now)
        failed = [c.name for c in landed.verdict.checks if not c.passed and c.blocking]
        assert landed.verdict.accepted, f"the batch was refused: {failed}"
        return f"{len(chosen)} {kind} of {platform}"

    def _refund(self, order: Row, number: int, told: datetime) -> Row:
        paid = order["paid_fen"]
        amount = self._random.choice((1, paid // 3, paid // 2, paid, paid + 500))
        after = timedelta(days=self._random.choice((0, 3, 20, 45)))
        row = {
            "platform": order["platform"],
            "shop_id": order["shop_id"],
            "refund_id": f"refund-{self._count}-{number}",
            "order_id": order["order_id"],
            "line_id": None,
            "refund_state": self._random.choice(("succeeded", "succeeded", "pending", "closed")),
            "amount_fen": amount,
            "succeeded_at": min(order["booked_at"] + after, told),
            "modified_at": told,
        }
        return row | {"payload_sha256": _digest(row)}

    def _changed(self, order: Row, told: datetime) -> tuple[Row, list[Row]]:
        how = self._random.choice(("closed", "paid otherwise", "booked otherwise"))
        row = {name: order[name] for name in KIND_TABLES["orders"]["orders"].names}
        row["modified_at"] = told
        lines = [dict(line) for line in order["lines"]]
        if how == "closed":
            row |= {"sale_state": "closed", "booked_at": None}
        elif how == "paid otherwise":
            row["paid_fen"] = self._random.randint(0, 2 * order["paid_fen"] + 1)
            for line in lines:
                line["line_paid_fen"] = None
        else:
            row["booked_at"] = order["booked_at"] - timedelta(
                days=self._random.choice((1, 10, 31)), hours=5
            )
        row["payload_sha256"] = _digest(row)
        for line in lines:
            line["payload_sha256"] = row["payload_sha256"]
        return row, lines

    def _land_register(self, name: str, now: datetime) -> str:
        columns, scope = _CHANGING[name]
        standing = standing_table(self._home, name, now)
        rows = [
            row
            for row in standing.to_pylist()
            # a row without a place, or with one elsewhere, is no row of this area's
            if row["valid_to"] is None and _is_ours(row, columns[0], scope)
        ]
        chosen = self._random.sample(rows, min(len(rows), 5))
        others = self._random.sample(rows, len(chosen))
        on = now.date() - timedelta(days=self._random.choice((5, 20, 60, 90)))
        told = [
            part
            for row, other in zip(chosen, others, strict=True)
            for part in _otherwise_from(row, other, columns, on)
        ]
        path = self._home.root / f"{name}-{self._count}.csv"
        written = [
            c for c in standing.schema.names if c not in {"recorded_at", "load_id", "batch_id"}
        ]
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, written, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(told)
        check = check_file(self._home, name, path, scope=scope, as_of=now)
        assert check.table is not None, check.problems
        loaded = load(
            self._home,
            check,
            mode="changes",
            loaded_by="clerk",
            confirmed_closing=None,
            recorded_at=now,
        )
        words = f"{len(chosen)} keys of {name} from {on}"
        if not loaded.is_waiting:
            return words
        if self._random.random() < 0.5:
            return f"{words}, held"
        approve(
            self._home,
            loaded.load_id,
            approved_by="chief",
            reason="查实",
            at=now + timedelta(minutes=10),
        )
        return f"{words}, approved"

    def _platforms(self) -> list[str]:
        facts = self._home.current_published() / "fct_lines.parquet"
        with duckdb.connect() as connection:
            rows = connection.execute(
                "select platform from read_parquet(?) group by 1 having count(*) > 30 order by 1",
                [str(facts)],
            ).fetchall()
        return [platform for (platform,) in rows]

    def _newest(self, platform: str) -> list[Row]:
        """The sales of May and June as published, each with its landed order and lines."""
        with duckdb.connect() as connection:
            connection.from_parquet(
                str(self._home.current_published() / "fct_orders.parquet")
            ).create_view("facts")
            for name in ("orders", "lines"):
                paths = self._paths(platform, name)
                connection.read_parquet(paths, union_by_name=True).create_view(name)
            orders = connection.execute(
                "select distinct on (orders.order_id) orders.* from orders "
                "join facts using (platform, order_id) "
                "where facts.sale_state = 'sale' and facts.booked_on >= date '2020-05-01' "
                "order by orders.order_id, orders.modified_at desc, orders.payload_sha256 desc"
            )
            rows = orders.to_arrow_table().to_pylist()
            lines = connection.execute("select distinct * from lines").to_arrow_table().to_pylist()
        by_payload: dict[tuple[str, str], dict[str, Row]] = {}
        for line in lines:
            key = (line["order_id"], line["payload_sha256"])
            by_payload.setdefault(key, {})[line["line_id"]] = line
        return [
            row
            | {"lines": list(by_payload.get((row["order_id"], row["payload_sha256"]), {}).values())}
            for row in rows
            if row["sale_state"] == "sale" and row["booked_at"]
        ]

    def _paths(self, platform: str, name: str) -> list[str]:
        store = LocalLanding(self._home.landing)
        return [
            str(store.batch_path(m) / f"{name}.parquet")
            for m in store.manifests()
            if m.platform == platform and m.kind == "orders" and is_accepted(store, m)
        ]


def _is_ours(row: Row, column: str, scope: str) -> bool:
    told = row[column] or ""
    return told.startswith(scope[:2]) if column.endswith("county_code") else bool(told)


def _otherwise_from(row: Row, other: Row, columns: tuple[str, ...], on: date) -> list[Row]:
    if row["valid_from"] is not None and row["valid_from"] >= on:
        return [row]
    changed = row | {name: other[name] for name in columns}
    return [row | {"valid_to": on}, changed | {"valid_from": on}]


def _digest(row: Row) -> str:
    return hashlib.sha256(repr(sorted(row.items(), key=str)).encode()).hexdigest()


def scratch_files(home: Home) -> list[Path]:
    """The register files that were written beside the home's folders."""
    return sorted(home.root.glob("*-*.csv"))
