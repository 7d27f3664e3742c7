"""Pull and land a month of Taobao's orders: ours, dlt and singer-sdk, over the same wire.

All three ask one server of stored pages over loopback HTTP. Ours signs, pages as it always does,
maps, lands and renames; dlt extracts, normalises and loads into DuckDB; singer-sdk only extracts,
to nowhere. dlt and singer-sdk run in an environment of their own (.bench/).
Keep out: the other benchmarks, the tables that are printed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

import duckdb
import msgspec

from connectors.core.feed import FeedSettings, ShopCredential
from connectors.core.landing import LocalLanding
from connectors.core.windows import Window
from connectors.places import regions
from connectors.registry import open_feed
from tests.bench import pull
from tests.bench.stored_pages import StoredPage, save

_HERE = Path(__file__).parent
_FOREIGN_PYTHON = _HERE.parents[1] / ".bench" / "venv" / "bin" / "python"
_PARAMS = ("method", "fields", "type", "start_created", "end_created", "page_size")
SIDES = ("ours", "dlt", "singer")


class Asked(msgspec.Struct):
    """What a foreign tool is told: the query that all pages share, and the shops."""

    params: dict[str, str]
    shops: list[dict[str, str]]


class Run(NamedTuple):
    """What one process took: CPU seconds of its work and of all of it, its largest memory."""

    work_cpu: float
    whole_cpu: float
    peak_mb: float


def prepare(folder: Path, *, orders_per_day: int) -> None:
    """Record June's pages of every Taobao shop, and write who is to be asked for what."""
    folder.mkdir(parents=True)
    pages = pull.record(orders_per_day, platforms=("taobao",))
    save(pages, folder / "pages")
    (folder / "asked.json").write_bytes(msgspec.json.encode(_asked(pages)))


def _asked(pages: list[StoredPage]) -> Asked:
    tokens = pull.tokens_of(pages)["taobao"]
    first = dict(parse_qsl(pages[0].form.decode()))
    return Asked(
        {name: first[name] for name in _PARAMS},
        [{"token": token, "shop_id": shop_id} for token, shop_id in tokens.items()],
    )


def run(side: str, address: str, folder: Path, out: Path) -> Run:
    """One side in a process of its own."""
    out.mkdir(parents=True)
    asked = folder / "asked.json"
    command = {
        "ours": [sys.executable, "-m", "tests.bench.task", "extract", address, asked, out],
        "dlt": [_FOREIGN_PYTHON, _HERE / "foreign" / "dlt_pull.py", address, asked, out],
        "singer": [
            _FOREIGN_PYTHON,
            _HERE / "foreign" / "singer_pull.py",
            address,
            asked,
            os.devnull,
        ],
    }[side]
    told = out / "told"
    with told.open("wb") as handle:
        process = subprocess.Popen([*map(str, command)], stdout=handle, stderr=handle)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    lines = told.read_text(encoding="utf-8").splitlines()
    if process.returncode:
        raise SystemExit(f"{side} ended with {process.returncode}: " + "\n".join(lines[-5:]))
    cost = json.loads(lines[-1])
    return Run(cost["cpu"], used.ru_utime + used.ru_stime, cost["peak_mb"])


def ours(address: str, asked_file: Path, out: Path) -> None:
    """What a nightly does with a feed: fetch, then commit the batch to landing."""
    asked = msgspec.json.decode(asked_file.read_bytes(), type=Asked)
    feed = open_feed(
        FeedSettings(
            platform="taobao",
            base_url=address,
            app_key="bench",
            app_secret="bench",
            shops=[
                ShopCredential(shop_id=shop["shop_id"], access_token=shop["token"])
                for shop in asked.shops
            ],
            # so high that the limit never waits: it is the platform's pace, not ours
            requests_per_second=100_000,
            hmac_key=b"k" * 32,
        ),
        clock=lambda: pull.NOW,
        resolve_county=regions.county_of,
    )
    window = Window(datetime.fromisoformat(asked.params["start_created"]), pull.JUNE.end)
    draft = feed.fetch("orders", "created", window)
    LocalLanding(out / "landing").commit(draft, landed_at=pull.NOW, code_version="bench")
    feed.close()


def ids_of_ours(out: Path) -> dict[str, list[int]]:
    """The numbers of the trades and of their lines that were landed."""
    found: dict[str, list[int]] = {}
    for name, table, column in (("trades", "orders", "order_id"), ("lines", "lines", "line_id")):
        path = out / "landing" / "taobao" / "orders" / "*" / f"{table}.parquet"
        rows = duckdb.sql(f"select {column}::bigint from read_parquet('{path}')").fetchall()  # noqa: S608
        found[name] = sorted(value for (value,) in rows)
    return found


def records_of_singer(out: Path) -> int:
    """How many records singer-sdk has sent."""
    last = (out / "told").read_text(encoding="utf-8").splitlines()[-1]
    return int(json.loads(last)["records"])


def require_same_rows(outs: dict[str, Path]) -> dict[str, int]:
    """How many trades and lines each side had; an error where one has another."""
    mine = ids_of_ours(outs["ours"])
    theirs = json.loads((outs["dlt"] / "ids.json").read_bytes())
    sent = records_of_singer(outs["singer"])
    if not mine["trades"] or mine != theirs or sent != len(mine["trades"]):
        raise SystemExit(
            f"trades: ours {len(mine['trades'])}, dlt {len(theirs['trades'])}, singer-sdk {sent}; "
            f"lines: ours {len(mine['lines'])}, dlt {len(theirs['lines'])}: nothing to compare"
        )
    return {name: len(found) for name, found in mine.items()}
