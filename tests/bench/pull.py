"""Pull and land a month of orders: ours and the floor, from the same stored pages.

Keep out: measuring, the tables that are printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl

import duckdb
import httpx

from connectors.core.feed import Feed, FeedSettings, ShopCredential
from connectors.core.landing import LocalLanding
from connectors.core.windows import Window
from connectors.places import regions
from connectors.registry import open_feed
from connectors.sandbox.serve import running_sandbox
from tests.bench import pull_floor
from tests.bench.comparing import compared
from tests.bench.stored_pages import Recording, Replay, StoredPage

NOW = datetime(2020, 7, 1, 2)
JUNE = Window(datetime(2020, 6, 1), datetime(2020, 7, 1))
_PATHS = {"taobao": "/router/rest", "jd": "/routerjson"}


def record(orders_per_day: int, platforms: Sequence[str] = tuple(_PATHS)) -> list[StoredPage]:
    """The answers to a pull of June's orders of every shop of the platforms."""
    pages: list[StoredPage] = []
    with running_sandbox(
        seed=1, orders_per_day=orders_per_day, now=NOW, frozen=True, platforms=platforms
    ) as box:
        for platform, keys in box.platforms.items():
            tokens = {shop["access_token"]: shop["shop_id"] for shop in keys.shops}
            transport = Recording(platform, tokens)
            settings = _settings(
                platform,
                base_url=keys.base_url + _PATHS[platform],
                app_key=keys.app_key,
                app_secret=keys.app_secret,
                tokens=tokens,
            )
            feed = _open(settings, transport)
            feed.fetch("orders", "created", JUNE)
            feed.close()
            pages += transport.pages
    return pages


def ours(pages: list[StoredPage], tokens: dict[str, dict[str, str]], root: Path) -> None:
    """What a nightly does with a feed: fetch, then commit the batch to landing."""
    store = LocalLanding(root)
    for platform, shops in tokens.items():
        settings = _settings(
            platform,
            base_url="http://127.0.0.1" + _PATHS[platform],
            app_key="bench",
            app_secret="bench",
            tokens=shops,
        )
        feed = _open(settings, Replay(pages))
        draft = feed.fetch("orders", "created", JUNE)
        store.commit(draft, landed_at=NOW, code_version="bench")
        feed.close()


def floor(pages: list[StoredPage], root: Path) -> None:
    """The same pages without anything that a nightly needs."""
    with httpx.Client(
        transport=Replay(pages), base_url="http://127.0.0.1", trust_env=False
    ) as client:
        pull_floor.pull(pages, client, root / "lines.parquet")


def rows_apart(ours_root: Path, floor_root: Path) -> tuple[int, int]:
    """(lines that both have, rows that only one has) over the floor's columns."""
    names = ", ".join(pull_floor.COLUMNS)
    orders = f"read_parquet('{ours_root}/*/orders/*/orders.parquet')"
    lines = f"read_parquet('{ours_root}/*/orders/*/lines.parquet')"
    mine = f"select {names} from {orders} as o join {lines} as l using (platform, order_id)"  # noqa: S608
    his = f"select {names} from read_parquet('{floor_root}/lines.parquet')"  # noqa: S608
    with duckdb.connect() as connection:
        return compared(connection, mine, his)


def tokens_of(pages: list[StoredPage]) -> dict[str, dict[str, str]]:
    """Platform → token → shop, in the order in which the shops were asked."""
    found: dict[str, dict[str, str]] = {}
    for page in pages:
        params = dict(parse_qsl(page.form.decode()))
        token = params.get("session") or params["access_token"]
        found.setdefault(page.platform, {})[token] = page.shop_id
    return found


def _settings(
    platform: str, *, base_url: str, app_key: str, app_secret: str, tokens: dict[str, str]
) -> FeedSettings:
    return FeedSettings(
        platform=platform,
        base_url=base_url,
        app_key=app_key,
        app_secret=app_secret,
        shops=[ShopCredential(shop_id=shop, access_token=token) for token, shop in tokens.items()],
        # so high that the limit never waits: it is the platform's pace, not ours
        requests_per_second=100_000,
        hmac_key=b"k" * 32,
    )


def _open(settings: FeedSettings, transport: httpx.BaseTransport) -> Feed:
    return open_feed(
        settings, clock=lambda: NOW, resolve_county=regions.county_of, transport=transport
    )
