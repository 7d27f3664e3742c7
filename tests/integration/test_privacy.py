"""Made-up buyers and secrets are sent through the whole way; none of them may reach the disk.

Every platform, every file feed, the ledger and the registers of one home, by the jobs of a real
deployment; the scan then looks into every file of the home.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import logging
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, datetime
from itertools import product
from pathlib import Path
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from connectors.core.errors import ConnectorError
from connectors.core.landing import LocalLanding
from connectors.files.feeds import order_feeds
from connectors.registry import PLATFORMS
from connectors.sandbox.serve import running_sandbox
from connectors.sandbox.world import World
from expectations.privacy.scan import scan_tree
from orchestration import demo, ingest
from orchestration.home import make_home
from orchestration.importing import import_orders
from orchestration.jobs import open_runner
from orchestration.registers.packaged import land_register_file
from orchestration.resources import Deployment
from tests.integration.planted_files import PLANTED_FILES, planted_csv
from tests.integration.privacy_planting import PLANTED, Planting

pytestmark = [
    pytest.mark.integration,
    pytest.mark.slow,
    # Dagster and what it imports warn of their own next versions
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]

NOW = datetime(2020, 7, 1, 2)
SEED, ORDERS_PER_DAY = 1, 20
ALL = tuple(sorted(PLATFORMS))
#: shops of each platform that are pulled; the last of them has a credential that is refused
_SHOPS = 3
#: how many of each platform's buyers are looked for; each costs a pass over every file
_BUYERS = 3
_FIXTURES = Path(__file__).parents[1] / "unit/connectors/files/fixtures"
#: fixtures that are named by their defect alone, and their feed
_OLDER = {"taobao": "taobao-report", "tmall": "tmall-report", "jd": "jd-export"}


def spoil_one_shop(home, platform):
    """Keep some shops, the last with credentials of our making; gives every secret in use."""
    path = home.secrets / f"{platform}_tokens.json"
    shops = dict(list(json.loads(path.read_text(encoding="utf-8")).items())[:_SHOPS])
    last = shops[list(shops)[-1]]
    for name in ("access_token", "refresh_token", "app_secret"):
        if name in last:
            last[name] = f"canary-{name}-{platform}-8d1f"
    path.write_text(json.dumps(shops), encoding="utf-8")
    return [value for shop in shops.values() for name, value in shop.items() if name != "app_key"]


def land_files(home, settings, folder):
    """Import every CSV fixture of every file feed, broken ones too, with a buyer in each row.

    Each goes in as CSV, and as XLSX and XLS until its feed has landed so; gives the feeds that
    landed, by ending.
    """
    feeds = {ending: set() for ending in PLANTED_FILES}
    sources = sorted([*_FIXTURES.glob("*.csv"), *_FIXTURES.glob("*/*.csv")])
    for number, (source, ending) in enumerate(product(sources, PLANTED_FILES)):
        stem = source.name.split("__")[0] if "__" in source.name else source.name.split("_")[0]
        feed = _OLDER.get(stem, stem)
        if ending != ".csv" and feed in feeds[ending]:
            continue
        target = folder / source.with_suffix(ending).name
        try:
            PLANTED_FILES[ending](source, target)
        except (UnicodeDecodeError, StopIteration):
            # broken in its bytes: such a file is refused as a whole
            continue
        try:
            import_orders(
                home,
                settings,
                feed,
                target,
                shop_id=f"file-{number}" if feed != "ledger" else "431222",
                lines_path=None,
                known_at=NOW,
                landed_at=NOW,
            )
        except ConnectorError as error:
            sys.stdout.write(f"refused: {error}\n")
        else:
            feeds[ending].add(feed)
    return feeds


def land_planted_registers(home, folder):
    for path in sorted((home.sandbox / "registers").glob("*.csv")):
        target = folder / path.name
        planted_csv(path, target)
        try:
            land_register_file(home, path.stem, target, recorded_at=NOW)
        except ConnectorError as error:
            sys.stdout.write(f"refused: {error}\n")


@pytest.fixture(scope="module")
def pulled(tmp_path_factory):
    """(home, canaries, what was printed, platform → what was planted, feeds that landed).

    The feeds stand by the ending of their files.
    """
    home = make_home(tmp_path_factory.mktemp("privacy") / "home")
    home.sandbox.mkdir()
    dropped = tmp_path_factory.mktemp("dropped")
    world = World(SEED, ORDERS_PER_DAY, ALL)
    printed = io.StringIO()
    handler = logging.StreamHandler(printed)
    logging.getLogger().addHandler(handler)
    with (
        running_sandbox(
            seed=SEED, orders_per_day=ORDERS_PER_DAY, now=NOW, frozen=True, platforms=ALL
        ) as box,
        redirect_stdout(printed),
        redirect_stderr(printed),
        pytest.MonkeyPatch.context() as patch,
    ):
        settings = demo.attach(home, box, world)
        demo._land_registers(home, settings, world)
        secrets = [value for platform in ALL for value in spoil_one_shop(home, platform)]
        for access in box.platforms.values():
            secrets += filter(None, (access.app_secret, access.sign_secret))
        plantings = {name: Planting(name, f"-{name}-8d1f") for name in ALL}
        real = ingest.open_feed

        def open_planted(feed_settings, **given):
            return real(feed_settings, **given, transport=plantings[feed_settings.platform])

        patch.setattr(ingest, "open_feed", open_planted)
        feeds = land_files(home, settings, dropped)
        land_planted_registers(home, dropped)
        with open_runner(Deployment(home, settings, lambda: NOW)) as runner:
            runner.feeds_and_warehouse(date(2020, 6, 28), date(2020, 6, 30))
    logging.getLogger().removeHandler(handler)
    buyers = [buyer for each in plantings.values() for buyer in sorted(each.buyer_ids)[:_BUYERS]]
    key = (home.secrets / "buyer_hmac.key").read_text().strip()
    canaries = [*PLANTED, *buyers, *dict.fromkeys(secrets), key]
    return home, canaries, printed.getvalue(), plantings, feeds


@pytest.mark.parametrize("platform", ALL)
def test_every_platform_was_planted_and_landed(pulled, platform):
    home, _, _, plantings, _ = pulled
    planting = plantings[platform]
    assert planting.record_count > 5
    assert planting.refusal_count > 0
    # Pinduoduo tells no id of a buyer
    assert bool(planting.buyer_ids) == (platform != "pdd")
    rows, told = 0, set()
    for manifest in LocalLanding(home.landing).manifests():
        if manifest.platform == platform and manifest.window_kind != "file":
            rows += sum(entry.row_count or 0 for entry in manifest.files.values())
            assert len(manifest.shops_answered) == _SHOPS - 1
            assert manifest.failures
            told |= set(manifest.drift.fields)
    assert rows > 5
    # the names of fields that no document has are told, where a sampled answer had one; a sample
    # need not meet one in every batch
    assert any("receiver_name_v" in name for name in told)


@pytest.mark.parametrize("platform", ALL)
def test_the_scan_sees_the_canaries_in_what_the_platform_sent(pulled, tmp_path, platform):
    _, _, _, plantings, _ = pulled
    (tmp_path / "answers").write_bytes(b"\n".join(plantings[platform].sent))
    assert {hit.canary for hit in scan_tree(tmp_path, PLANTED)} == set(PLANTED)


@pytest.mark.parametrize("ending", PLANTED_FILES)
def test_every_file_feed_was_planted_and_landed(pulled, ending):
    home, _, _, _, feeds = pulled
    assert feeds[ending] == {*order_feeds(), "ledger"}
    assert {m.platform for m in LocalLanding(home.landing).manifests()} >= {"offline", "ccb"}


@pytest.mark.parametrize("ending", PLANTED_FILES)
def test_the_scan_sees_the_canaries_in_a_file_as_it_was_dropped(tmp_path, ending):
    PLANTED_FILES[ending](_FIXTURES / "tmall_sound.csv", tmp_path / f"orders{ending}")
    assert {hit.canary for hit in scan_tree(tmp_path, PLANTED)} == set(PLANTED)


def test_no_buyer_and_no_secret_reaches_the_home(pulled):
    home, canaries, _, _, _ = pulled
    target, logs = home.warehouse / "target", home.warehouse / "logs"
    for folder in (home.landing, home.warehouse, home.published, home.dagster, target, logs):
        assert any(path.is_file() for path in folder.rglob("*")), folder
    hits = scan_tree(home.root, canaries)
    assert [hit for hit in hits if not hit.path.startswith("secrets/")] == []
    # the scan sees secrets where they belong
    assert {hit.path.split("/")[0] for hit in hits} == {"secrets"}


def test_no_buyer_and_no_secret_is_printed_or_logged(pulled):
    _, canaries, printed, _, _ = pulled
    assert "did not answer" in printed
    assert "refused: " in printed
    assert [canary for canary in canaries if canary in printed] == []


def base64_at(phase):
    return lambda text: base64.b64encode(b"x" * phase + text.encode() + b"tail")


def parquet(text):
    out = io.BytesIO()
    pq.write_table(pa.table({"note": [text, None]}), out, compression="zstd")
    return out.getvalue()


ENCODINGS = {
    "plain": str.encode,
    "gb18030": lambda text: text.encode("gb18030"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "json": lambda text: json.dumps(text).encode(),
    "percent": lambda text: quote(text).encode(),
    "base64+0": base64_at(0),
    "base64+1": base64_at(1),
    "base64+2": base64_at(2),
    "base64 of utf-16": lambda text: base64.b64encode(text.encode("utf-16-le")),
    "gzip": lambda text: gzip.compress(text.encode()),
    "zstd": lambda text: pa.Codec("zstd").compress(text.encode(), asbytes=True),
    "gzip of base64": lambda text: gzip.compress(base64.b64encode(text.encode())),
    "parquet": parquet,
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("canary", PLANTED)
def test_a_planted_canary_is_found(tmp_path, encoding, canary):
    (tmp_path / "planted").write_bytes(ENCODINGS[encoding](f"to {canary}."))
    assert {hit.canary for hit in scan_tree(tmp_path, PLANTED)} == {canary}
