"""A small province for tests of the SQL: lands rows, writes the run files, runs dbt in process.

Keep out: assertions, the sandbox, orchestration. The run files follow the contract between
orchestration and dbt; every landed batch counts as accepted unless a test takes it out.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from connectors.core.canonical import (
    ITEMS,
    KIND_TABLES,
    LEDGER,
    LINES,
    ORDERS,
    QUARANTINE,
    REFUNDS,
)
from connectors.core.landing import BatchDraft, LocalLanding, Manifest
from connectors.core.windows import Window, WindowKind
from orchestration.publishing import LINEAGE_COLUMNS

PROJECT = Path(__file__).parents[2] / "dbt_project"
SCHEMAS = {
    "orders": ORDERS,
    "lines": LINES,
    "refunds": REFUNDS,
    "items": ITEMS,
    "ledger": LEDGER,
    "quarantine": QUARANTINE,
}
_NO_END = Window(datetime(2020, 1, 1), datetime(2021, 1, 1))
_TEXT, _TIME, _FLAG = pa.string(), pa.timestamp("us"), pa.bool_()
_COUNTED = {"capacity_quantity", "share_ppm", "year", "target_fen"}
_FLAGGED = {
    "is_statistical_zone",
    "is_own_produce",
    "is_station",
    "is_poor_household",
    "is_sample",
    "is_genuine",
}


def digest(text: str) -> str:
    """A payload hash made from any text."""
    return hashlib.sha256(text.encode()).hexdigest()


def order(order_id: str, **given: Any) -> dict[str, Any]:
    """An order of 100.00 yuan paid at noon on 10 June 2020, unless told otherwise."""
    moment = given.get("booked_at", datetime(2020, 6, 10, 12))
    row: dict[str, Any] = {
        "platform": "taobao",
        "shop_id": "s1",
        "order_id": order_id,
        "platform_state": "TRADE_FINISHED",
        "sale_state": "sale",
        "created_at": moment,
        "paid_at": moment,
        "booked_at": moment,
        "modified_at": moment,
        "goods_fen": 10_000,
        "order_discount_fen": 0,
        "freight_fen": 0,
        "paid_fen": 10_000,
        "receiver_county_code": "110101",
    } | given
    return row | {"payload_sha256": digest(repr(sorted(row.items(), key=str)))}


def line(of: dict[str, Any], line_id: str = "1", **given: Any) -> dict[str, Any]:
    """A line of an order; its payment is untold unless given."""
    return {
        "platform": of["platform"],
        "order_id": of["order_id"],
        "line_id": line_id,
        "item_id": "i1",
        "title": "农家好货",
        "quantity": 1,
        "list_fen": of["goods_fen"],
        "is_gift": False,
        "payload_sha256": of["payload_sha256"],
    } | given


def refund(refund_id: str, of: dict[str, Any], amount_fen: int, **given: Any) -> dict[str, Any]:
    """A refund that succeeded five days after the order, unless told otherwise."""
    succeeded = given.get("succeeded_at", of["booked_at"] + timedelta(days=5))
    row = {
        "platform": of["platform"],
        "shop_id": of["shop_id"],
        "refund_id": refund_id,
        "order_id": of["order_id"],
        "line_id": None,
        "refund_state": "succeeded",
        "amount_fen": amount_fen,
        "succeeded_at": succeeded,
        "modified_at": succeeded or of["booked_at"],
    } | given
    return row | {"payload_sha256": digest(repr(sorted(row.items(), key=str)))}


@cache
def _runner_manifest(target: Path) -> Any:
    from dbt.cli.main import dbtRunner

    outcome = dbtRunner().invoke(["parse", *_places(target)])
    assert outcome.success, outcome.exception
    return outcome.result


def _places(target: Path) -> list[str]:
    return [
        *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
        *("--target-path", str(target), "--log-path", str(target)),
        *("--log-level", "none", "--log-level-file", "none", "--quiet"),
        # small tables: a second thread only waits for the first
        *("--threads", "1", "--no-write-json"),
    ]


class Province:
    """A home with its own landing and warehouse; time is told by the test."""

    def __init__(self, root: Path, target: Path) -> None:
        self.root = root
        self.target = target
        self.landing = LocalLanding(root / "landing")
        self.taken_out: set[str] = set()
        self.published: tuple[str | None, set[str]] = (None, set())
        self._landed_at = datetime(2020, 7, 1)
        self._builds = 0
        (root / "warehouse" / "run").mkdir(parents=True, exist_ok=True)

    def copy_to(self, root: Path) -> Province:
        """A province of its own with all that was landed and built here."""
        shutil.copytree(self.root, root)
        copied = Province(root, self.target)
        copied.taken_out = set(self.taken_out)
        copied.published = self.published
        copied._landed_at = self._landed_at
        copied._builds = self._builds
        return copied

    def land(
        self,
        kind: str,
        *,
        platform: str = "taobao",
        window: Window = _NO_END,
        window_kind: WindowKind = "created",
        shops: tuple[str, ...] = ("s1",),
        answered: tuple[str, ...] | None = None,
        **tables: list[dict[str, Any]],
    ) -> Manifest:
        """Land one batch of a platform; tables not given are empty."""
        made = {
            name: pa.Table.from_pylist(tables.get(name, []), schema=schema)
            for name, schema in KIND_TABLES[kind].items()
        }
        return self._commit(
            platform,
            kind,
            window,
            window_kind,
            made,
            shops,
            shops if answered is None else answered,
        )

    def register(
        self, name: str, *rows: dict[str, Any], recorded_at: datetime | None = None
    ) -> Manifest:
        """Land one load of a register; a load states the whole history of its keys."""
        self._landed_at += timedelta(minutes=1)
        stamped = [
            {"valid_from": None, "valid_to": None}
            | row
            | {
                "recorded_at": recorded_at or self._landed_at,
                "load_id": f"load-{self._landed_at:%H%M}",
            }
            for row in rows
        ]
        columns = {key: None for row in stamped for key in row}
        table = pa.Table.from_pylist(stamped, schema=pa.schema([(c, _type_of(c)) for c in columns]))
        return self._commit("registers", name, _NO_END, "file", {name: table}, (), ())

    def _commit(
        self,
        platform: str,
        kind: str,
        window: Window,
        window_kind: WindowKind,
        tables: dict[str, pa.Table],
        shops: tuple[str, ...],
        answered: tuple[str, ...],
    ) -> Manifest:
        self._landed_at += timedelta(minutes=1)
        draft = BatchDraft(
            platform=platform,
            kind=kind,
            window_kind=window_kind,
            window=window,
            shops_asked=list(shops),
            shops_answered=list(answered),
            tables=tables,
        )
        return self.landing.commit(draft, landed_at=self._landed_at, code_version="test")

    def build(self, *, full: bool = False, publish: bool = True, select: str | None = None) -> None:
        """Run all models and data tests upon the published base; a failure is an AssertionError."""
        self._builds += 1
        build_id = f"b{self._builds:03d}"
        base_id, base_batches = (None, set[str]()) if full else self.published
        known = self.landing.manifests()
        accepted = {m.batch_id for m in known} - self.taken_out
        self._write_run_files(build_id, base_id, known, accepted, base_batches)
        self._invoke(full=full, select=select)
        if publish:
            self.published = (build_id, accepted)

    def _write_run_files(
        self,
        build_id: str,
        base_id: str | None,
        known: list[Manifest],
        accepted: set[str],
        base_batches: set[str],
    ) -> None:
        run = {
            "build_id": build_id,
            "base_build_id": base_id,
            "as_of": self._landed_at + timedelta(minutes=1),
            "programme": "hunan-2020",
            "province_code": "430000",
            "code_version": "test",
            "is_full_refresh": base_id is None,
        }
        batches, shops, tables = [], [], []
        for manifest in known:
            row = {
                "batch_id": manifest.batch_id,
                "platform": manifest.platform,
                "kind": manifest.kind,
                "window_kind": manifest.window_kind,
                "window_start": manifest.window_start,
                "window_end": manifest.window_end,
                "landed_at": manifest.landed_at,
                "is_accepted": manifest.batch_id in accepted,
                "is_new": manifest.batch_id in accepted - base_batches,
                "is_removed": manifest.batch_id in base_batches - accepted,
            }
            batches.append(row)
            shops += [
                {
                    "batch_id": manifest.batch_id,
                    "platform": manifest.platform,
                    "shop_id": shop,
                    "is_answered": shop in manifest.shops_answered,
                }
                for shop in manifest.shops_asked
            ]
            if row["is_accepted"] or row["is_removed"]:
                tables += [
                    {key: row[key] for key in row if key in _TABLE_COLUMNS}
                    | {
                        "table_name": name.removesuffix(".parquet"),
                        "path": str(self.landing.batch_path(manifest) / name),
                    }
                    for name in manifest.files
                ]
        for name, rows, schema in (
            ("run", [run], _RUN),
            ("batches", batches, _BATCHES),
            ("batch_shops", shops, _SHOPS),
            ("batch_tables", tables, _TABLES),
        ):
            path = self.root / "warehouse" / "run" / f"{name}.parquet"
            pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)

    def unit_tests(self) -> dict[str, str]:
        """What became of each dbt unit test, by name; the models must have been built here."""
        results = self._run(["test", "--select", "test_type:unit"])
        return {r.node.name: str(r.status) for r in results if r.node.resource_type == "unit_test"}

    def _invoke(self, *, full: bool, select: str | None) -> None:
        # a build that is cut off never reaches its tests
        arguments = ["run"] if select else ["build", "--exclude", "test_type:unit"]
        arguments += ["--full-refresh"] if full else []
        arguments += ["--select", select] if select else []
        self._run(arguments)

    def _run(self, arguments: list[str]) -> list[Any]:
        from dbt.cli.main import dbtRunner

        os.environ["SHANHUO_HOME"] = str(self.root)
        manifest = _runner_manifest(self.target)
        # held open, so that dbt does not open and close the file for every model
        with duckdb.connect(str(self.root / "warehouse" / "warehouse.duckdb")):
            outcome = dbtRunner(manifest=manifest).invoke([*arguments, *_places(self.target)])
        results = getattr(outcome.result, "results", [])
        failed = [f"{r.node.name}: {r.message}" for r in results if r.status in {"error", "fail"}]
        assert outcome.success, failed or outcome.exception
        return list(results)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query on the warehouse."""
        path = str(self.root / "warehouse" / "warehouse.duckdb")
        with duckdb.connect(path, read_only=True) as connection:
            return connection.execute(query).fetchall()

    def hashes(self) -> dict[str, str]:
        """A digest of every published model's rows, lineage columns aside."""
        found = {}
        names = self.rows(
            "select table_name from information_schema.tables "
            "where table_schema = 'marts' order by 1"
        )
        for (name,) in names:
            columns = self.rows(f"select column_name from (describe marts.{name}) order by 1")  # noqa: S608
            kept = ", ".join(c for (c,) in columns if c not in LINEAGE_COLUMNS)
            query = f"select {kept} from marts.{name} order by all"  # noqa: S608
            found[name] = digest(repr(self.rows(query)))
        return found


def _type_of(column: str) -> pa.DataType:
    if column == "recorded_at":
        return _TIME
    if column.endswith("_on") or column in {"valid_from", "valid_to"}:
        return pa.date32()
    if column in _COUNTED:
        return pa.int64()
    return _FLAG if column in _FLAGGED else _TEXT


_TABLE_COLUMNS = {"batch_id", "platform", "kind", "landed_at", "is_new", "is_removed"}
_RUN = pa.schema(
    [
        ("build_id", _TEXT),
        ("base_build_id", _TEXT),
        ("as_of", _TIME),
        ("programme", _TEXT),
        ("province_code", _TEXT),
        ("code_version", _TEXT),
        ("is_full_refresh", _FLAG),
    ]
)
_BATCHES = pa.schema(
    [(c, _TEXT) for c in ("batch_id", "platform", "kind", "window_kind")]
    + [(c, _TIME) for c in ("window_start", "window_end", "landed_at")]
    + [(c, _FLAG) for c in ("is_accepted", "is_new", "is_removed")]
)
_SHOPS = pa.schema(
    [("batch_id", _TEXT), ("platform", _TEXT), ("shop_id", _TEXT), ("is_answered", _FLAG)]
)
_TABLES = pa.schema(
    [(c, _TEXT) for c in ("batch_id", "platform", "kind", "table_name", "path")]
    + [("landed_at", _TIME), ("is_new", _FLAG), ("is_removed", _FLAG)]
)


def region(code: str, name: str, level: str, parent: str | None, **given: Any) -> dict[str, Any]:
    """A region in force from the beginning, unless told otherwise."""
    short = name if len(name) == 2 else name[:-1]
    return {
        "region_code": code,
        "name": name,
        "short_name": short,
        "level": level,
        "parent_code": parent,
        "successor_code": None,
        "is_statistical_zone": False,
    } | given


#: 祁阳 became a city in January 2021
CITY_SINCE = date(2021, 1, 20)


def gazetteer() -> list[dict[str, Any]]:
    """A few regions of Hunan with the change of 祁阳, and one county outside."""
    return [
        region("430000", "湖南省", "province", None),
        region("430500", "邵阳市", "prefecture", "430000"),
        region("430523", "邵阳县", "county", "430500"),
        region("430524", "隆回县", "county", "430500"),
        region("431100", "永州市", "prefecture", "430000"),
        region(
            "431121",
            "祁阳县",
            "county",
            "431100",
            successor_code="431181",
            valid_to=CITY_SINCE,
        ),
        region("431181", "祁阳市", "county", "431100", valid_from=CITY_SINCE),
        region("431200", "怀化市", "prefecture", "430000"),
        region("431271", "洪江区", "county", "431200", is_statistical_zone=True),
        region("431281", "洪江市", "county", "431200"),
        region("431222", "沅陵县", "county", "431200"),
        region("520000", "贵州省", "province", None),
        region("520600", "铜仁市", "prefecture", "520000"),
        region("520624", "思南县", "county", "520600"),
    ]
