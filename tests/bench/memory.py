"""`python -m tests.bench.memory`: the memory of a pull whose shops have ten times the pages.

Each size is a sandbox in a process of its own, and each pull with its landing another one: what is
told is the largest resident memory of that process alone. The same shops sell in all sizes.
Keep out: time, which depends on the machine; the extractors beside ours.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from connectors.core.feed import FeedSettings, ShopCredential
from connectors.core.landing import LocalLanding
from connectors.core.windows import WindowKind
from connectors.places import regions
from connectors.registry import open_feed
from connectors.sandbox.serve import running_sandbox
from tests.bench import pull

#: orders of the whole province a day
SIZES = (100, 300, 1000)


class Asked(msgspec.Struct, frozen=True):
    """One pull of June, and where it is asked for."""

    settings: FeedSettings
    kind: str
    window_kind: WindowKind


class Pulled(msgspec.Struct, frozen=True):
    """What one pull brought, and its largest memory in MiB."""

    records: int
    requests: int
    largest_shop: int
    peak_mb: float


def pulled(asked_file: Path, out: Path) -> tuple[int, int, int]:
    """Pull and land; gives records, requests and the records of the largest shop."""
    asked = msgspec.json.decode(asked_file.read_bytes(), type=Asked)
    feed = open_feed(asked.settings, clock=lambda: pull.NOW, resolve_county=regions.county_of)
    draft = feed.fetch(asked.kind, asked.window_kind, pull.JUNE)
    manifest = LocalLanding(out).commit(draft, landed_at=pull.NOW, code_version="bench")
    feed.close()
    records = manifest.control["platform"]["record_count"]
    return records, manifest.request_count, max(manifest.shop_rows.values())


def measured(asked: Asked, folder: Path) -> Pulled:
    """One pull in a process of its own."""
    asked_file = folder / "asked.json"
    asked_file.write_bytes(msgspec.json.encode(asked))
    command = [sys.executable, "-m", "tests.bench.task", "memory", str(asked_file), str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return msgspec.convert(json.loads(done.stdout.splitlines()[-1]), Pulled)


def run(platform: str, kind: str, window_kind: WindowKind, sizes: list[int]) -> list[Pulled]:
    """One pull at each size."""
    found = []
    for orders_per_day in sizes:
        with (
            running_sandbox(
                seed=1, orders_per_day=orders_per_day, now=pull.NOW, platforms=(platform,)
            ) as box,
            tempfile.TemporaryDirectory() as folder,
        ):
            keys = box.platforms[platform]
            settings = FeedSettings(
                platform=platform,
                base_url=keys.base_url,
                app_key=keys.app_key,
                app_secret=keys.app_secret,
                shops=[ShopCredential(**shop) for shop in keys.shops],
                requests_per_second=100_000,
                hmac_key=b"k" * 32,
            )
            found.append(measured(Asked(settings, kind, window_kind), Path(folder)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--platform", default="taobao")
    parser.add_argument("--kind", default="orders")
    parser.add_argument("--by", default="created", choices=("created", "modified"))
    parser.add_argument("--orders-per-day", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    table = Table(title=f"{options.platform} {options.kind} by {options.by}, June 2020")
    for name in ("records", "of the largest shop", "requests", "peak MiB"):
        table.add_column(name, justify="right")
    for size in run(options.platform, options.kind, options.by, options.orders_per_day):
        table.add_row(
            f"{size.records:,}",
            f"{size.largest_shop:,}",
            f"{size.requests:,}",
            f"{size.peak_mb:.0f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
