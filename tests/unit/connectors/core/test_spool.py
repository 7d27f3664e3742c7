"""A batch that goes aside while it is pulled lands as one that fits into memory."""

from __future__ import annotations

import gc
import threading
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from connectors.core import spool as spooling
from connectors.core.canonical import KIND_TABLES
from connectors.core.canonical_rows import QuarantineRow, RefundRow
from connectors.core.errors import ConfigurationError, FatalFeedError, RetriableFeedError
from connectors.core.landing import RAW, BatchDraft, LocalLanding
from connectors.core.pulls import PullPlan, ShopHarvest, pull_shops
from connectors.core.spool import Spool, SpooledLines, SpooledTables
from connectors.core.windows import Window

NOON = datetime(2020, 6, 1, 12)
DAY = Window(datetime(2020, 6, 1), datetime(2020, 6, 2))
PLAN = PullPlan(platform="taobao", kind="refunds", window_kind="modified", window=DAY)
SHOPS = [f"S{n}" for n in range(9)]


def harvest_of(shop, records=30):
    harvest = ShopHarvest.empty("refunds")
    for n in range(records):
        row = RefundRow(
            "taobao",
            shop,
            f"{shop}-{n}",
            str(n),
            None,
            "succeeded",
            100 + n,
            NOON,
            NOON,
            f"{n:064}",
        )
        harvest.rows["refunds"].append(row)
        harvest.raw.append(f'{{"refund_id":"{shop}-{n}"}}'.encode())
    harvest.rows["quarantine"].append(
        QuarantineRow("taobao", "refunds", None, "test", shop, None, None, None, "0" * 64)
    )
    harvest.record_count = records + 1
    return harvest


def spooled(most_waiting_bytes):
    spool = Spool(KIND_TABLES["refunds"], most_waiting_bytes=most_waiting_bytes)
    for shop in SHOPS:
        harvest = harvest_of(shop)
        harvest.pack("refunds")
        for packed in harvest.packed:
            spool.add(packed)
    spool.finish()
    return spool


def land(root, spool):
    draft = BatchDraft(
        platform="taobao",
        kind="refunds",
        window_kind="modified",
        window=DAY,
        shops_asked=SHOPS,
        shops_answered=SHOPS,
        tables=SpooledTables(spool),
        raw=SpooledLines(spool),
        control=spool.control,
    )
    store = LocalLanding(root)
    manifest = store.commit(draft, landed_at=NOON, code_version="test")
    return manifest, store.batch_path(manifest), draft


@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.setattr(spooling.tempfile, "tempdir", str(tmp_path))
    return lambda: list(tmp_path.glob("shanhuo-batch-*"))


def test_what_went_aside_lands_row_for_row_and_fen_for_fen(tmp_path, folders):
    small, small_path, in_memory = land(tmp_path / "small", spooled(1 << 30))
    assert folders() == []
    large, large_path, aside = land(tmp_path / "large", spooled(2_000))
    assert len(folders()) == 1
    for name in KIND_TABLES["refunds"]:
        mine, theirs = (pq.read_table(p / f"{name}.parquet") for p in (large_path, small_path))
        assert mine.equals(theirs)
        assert aside.tables[name].equals(in_memory.tables[name])
    assert pq.ParquetFile(large_path / "refunds.parquet").num_row_groups > 1
    assert list(aside.raw) == list(in_memory.raw)
    assert len(aside.raw) == len(SHOPS) * 30
    with pa.CompressedInputStream(str(large_path / RAW), "zstd") as stream:
        assert stream.read().splitlines() == list(in_memory.raw)
    assert large.control == small.control
    assert large.control["refunds"] == {
        "row_count": 270,
        "amount_fen": sum(100 + n for n in range(30)) * 9,
    }
    assert "amount_fen" not in large.control["quarantine"], "no amount is known: there is no sum"
    assert large.shop_rows == small.shop_rows == dict.fromkeys(SHOPS, 30)
    counts = {name: entry.row_count for name, entry in large.files.items()}
    assert counts == {"refunds.parquet": 270, "quarantine.parquet": 9, RAW: 270}
    assert counts == {name: entry.row_count for name, entry in small.files.items()}


def test_a_draft_can_be_landed_twice_and_its_folder_goes_with_it(tmp_path, folders):
    _, _, draft = land(tmp_path / "first", spooled(2_000))
    LocalLanding(tmp_path / "second").commit(draft, landed_at=NOON, code_version="test")
    assert len(folders()) == 1
    del draft
    gc.collect()
    assert folders() == []


def test_a_pull_that_fails_leaves_no_folder(tmp_path, folders, monkeypatch):
    monkeypatch.setattr(Spool.__init__, "__kwdefaults__", {"most_waiting_bytes": 2_000})

    def pull(shop):
        if shop == "S8":
            assert folders(), "the others' rows went aside before"
            raise ConfigurationError("no such key", where=shop, advice="mend it")
        return harvest_of(shop, 300)

    with pytest.raises(ConfigurationError) as caught:
        pull_shops(PLAN, SHOPS, pull, max_parallel=1, request_count=lambda: 0)
    del caught
    gc.collect()
    assert folders() == []


def test_others_go_on_while_the_first_shop_is_slow_and_rows_keep_the_shops_order():
    begun, release, waited = [], threading.Event(), []

    def pull(shop):
        begun.append(shop)
        if len(begun) >= 3:
            release.set()
        if len(begun) == 1:
            waited.append(release.wait(5))
        return harvest_of(shop, 1)

    draft = pull_shops(PLAN, SHOPS * 3, pull, max_parallel=2, request_count=lambda: 0)
    assert draft.tables["refunds"]["shop_id"].to_pylist() == SHOPS * 3
    assert waited == [True]


def test_a_slow_first_shop_does_not_let_all_others_pile_up():
    begun, piled = [], []

    def pull(shop):
        if shop == "S0":
            threading.Event().wait(0.2)
            piled.append(len(begun))
        begun.append(shop)
        return harvest_of(shop, 1)

    shops = [f"S{n}" for n in range(90)]
    pull_shops(PLAN, shops, pull, max_parallel=2, request_count=lambda: 0)
    assert piled[0] < 10, "all shops' rows would lie in memory"


def test_rows_packed_on_the_way_count_and_keep_their_order():
    harvest = harvest_of("S1", 5)
    harvest.pack("refunds")
    for row in harvest_of("S2", 4).rows["refunds"]:
        harvest.rows["refunds"].append(row)
        harvest.raw.append(b"{}")
    assert harvest.row_count("refunds") == 9
    draft = pull_shops(PLAN, ["S1"], lambda _: harvest, max_parallel=1, request_count=lambda: 3)
    assert draft.tables["refunds"]["shop_id"].to_pylist() == ["S1"] * 5 + ["S2"] * 4
    assert len(draft.raw) == 9


def test_where_every_shop_failed_the_first_error_stands():
    def pull(shop):
        raise FatalFeedError(f"no {shop}", where=shop, advice="look")

    with pytest.raises(FatalFeedError, match="no S0"):
        pull_shops(PLAN, SHOPS, pull, max_parallel=2, request_count=lambda: 0)


def busy(*shops):
    def pull(shop):
        if shop in shops:
            raise RetriableFeedError("busy", where=shop, advice="again")
        return harvest_of(shop, 2)

    return pull


def test_a_shop_whose_fault_may_pass_stops_no_other_and_leaves_no_row():
    draft = pull_shops(PLAN, SHOPS, busy("S1"), max_parallel=2, request_count=lambda: 0)
    others = [shop for shop in SHOPS if shop != "S1"]
    assert draft.shops_answered == others
    assert (draft.retry_shops, [shop for shop, _ in draft.failures]) == (["S1"], ["S1"])
    assert set(draft.tables["refunds"]["shop_id"].to_pylist()) == set(others)


def test_a_shop_that_a_person_must_see_to_is_not_asked_again():
    def pull(shop):
        if shop == "S1":
            raise FatalFeedError("ended", where=shop, advice="look")
        return harvest_of(shop, 2)

    draft = pull_shops(PLAN, SHOPS, pull, max_parallel=2, request_count=lambda: 0)
    assert (draft.retry_shops, [shop for shop, _ in draft.failures]) == ([], ["S1"])


def test_half_of_the_shops_may_be_missing_but_not_more():
    half = SHOPS[: len(SHOPS) // 2]
    draft = pull_shops(PLAN, SHOPS, busy(*half), max_parallel=2, request_count=lambda: 0)
    assert draft.retry_shops == half
    with pytest.raises(RetriableFeedError, match="busy"):
        pull_shops(
            PLAN,
            SHOPS,
            busy(*SHOPS[: len(SHOPS) // 2 + 1]),
            max_parallel=2,
            request_count=lambda: 0,
        )


@pytest.mark.parametrize("fails", [False, True])
def test_what_was_there_before_is_the_collectors_again_after_a_pull(fails):
    seen = []

    def pull(shop):
        seen.append(gc.get_freeze_count())
        if fails:
            raise ConfigurationError("no key", where="shop", advice="set one")
        return harvest_of(shop)

    if fails:
        with pytest.raises(ConfigurationError):
            pull_shops(PLAN, ["S1"], pull, max_parallel=1, request_count=lambda: 0)
    else:
        pull_shops(PLAN, ["S1"], pull, max_parallel=1, request_count=lambda: 0)
    assert seen[0] > 0
    assert gc.get_freeze_count() == 0
