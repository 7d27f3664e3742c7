"""A record that changes while its shop is read lands once, in its newest reading."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.core import aside
from connectors.core.aside import PackedRows
from connectors.core.canonical import KIND_TABLES
from connectors.core.canonical_rows import RefundRow
from connectors.core.cells import rejected
from connectors.core.keeping import Doubt, Place, keep
from connectors.core.pulls import PullPlan, ShopHarvest, pull_shops
from connectors.core.windows import Window

NOON = datetime(2020, 6, 1, 12)
DAY = Window(datetime(2020, 6, 1), datetime(2020, 6, 2))
PLAN = PullPlan(platform="taobao", kind="refunds", window_kind="modified", window=DAY)


class Refund(msgspec.Struct):
    refund_id: str
    amount_fen: int
    changed_at: datetime | None
    unreadable: str | None = None


def reading(refund_id, amount_fen, minutes):
    return Refund(refund_id, amount_fen, NOON + timedelta(minutes=minutes))


def row_of(refund, digest):
    if refund.changed_at is None:
        raise rejected("bad_time", "no time")
    return RefundRow(
        platform="taobao",
        shop_id="S1",
        refund_id=refund.refund_id,
        order_id="1",
        line_id=None,
        refund_state="succeeded",
        amount_fen=refund.amount_fen,
        succeeded_at=None,
        modified_at=refund.changed_at,
        payload_sha256=digest,
    )


def harvest_of(refunds, packed_after=1):
    harvest = ShopHarvest.empty("refunds")
    for place, refund in enumerate(refunds):
        harvest.record_count += 1
        keep(
            refund,
            harvest,
            Place("taobao", "refunds", refund.refund_id, "s"),
            make=lambda digest, refund=refund: {"refunds": [row_of(refund, digest)]},
            doubt=lambda: Doubt(None, None, None),
        )
        if place % packed_after == 0:
            harvest.pack("refunds")
    return harvest


def landed(harvest):
    draft = pull_shops(PLAN, ["S1"], lambda _: harvest, max_parallel=1, request_count=lambda: 0)
    found = [
        (row["refund_id"], row["amount_fen"], row["modified_at"])
        for row in draft.tables["refunds"].to_pylist()
    ]
    raw = [msgspec.json.decode(line)["amount_fen"] for line in draft.raw]
    return draft, found, raw


def test_of_two_readings_in_two_parts_the_newest_lands_whichever_came_first():
    old, new, other = reading("1", 100, 0), reading("1", 200, 5), reading("2", 300, 1)
    for refunds in ([old, other, new], [new, other, old]):
        draft, found, raw = landed(harvest_of(refunds))
        assert sorted(found) == [("1", 200, new.changed_at), ("2", 300, other.changed_at)]
        assert sorted(raw) == [200, 300]
        assert draft.control["platform"] == {"record_count": 2}
        assert draft.control["refunds"] == {"row_count": 2, "amount_fen": 500}


def test_a_reading_that_comes_again_unchanged_lands_once():
    one = reading("1", 100, 0)
    draft, found, raw = landed(harvest_of([one, one, one]))
    assert len(found) == len(raw) == 1
    assert draft.control["platform"] == {"record_count": 1}


def test_a_record_that_becomes_readable_leaves_the_quarantine():
    broken = Refund("1", 100, None)
    draft, found, raw = landed(harvest_of([broken, reading("1", 100, 0)]))
    assert len(found) == len(raw) == 1
    assert draft.tables["quarantine"].num_rows == 0
    draft, found, _ = landed(harvest_of([broken, broken]))
    assert (found, draft.tables["quarantine"].num_rows) == ([], 1)


def test_records_without_an_id_are_each_their_own():
    _, found, raw = landed(harvest_of([reading("", 1, 0), reading("", 2, 0)]))
    assert len(found) == len(raw) == 2


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.builds(
            reading,
            st.sampled_from(["1", "2", "3"]),
            st.integers(1, 3),
            st.integers(0, 3),
        ),
        max_size=12,
    ),
    st.integers(1, 5),
)
def test_any_order_of_readings_lands_the_newest_of_each_record(refunds, packed_after):
    draft, found, raw = landed(harvest_of(refunds, packed_after))
    last = {}
    for refund in refunds:
        last[refund.refund_id] = max(last.get(refund.refund_id, NOON), refund.changed_at)
    assert {refund_id: moment for refund_id, _, moment in found} == last
    assert len(found) == len(raw) == len(last) == draft.control["platform"]["record_count"]
    _, turned, _ = landed(harvest_of(refunds[::-1], packed_after))
    assert sorted(turned) == sorted(found), "the order in which they come decides nothing"


def test_rows_of_a_large_shop_lie_aside_until_its_turn_and_then_go(tmp_path, monkeypatch):
    monkeypatch.setattr(aside.tempfile, "tempdir", str(tmp_path))
    rows = PackedRows(most_waiting_bytes=0)
    harvest = ShopHarvest.empty("refunds")
    harvest.packed = rows
    for n in range(20):
        harvest.rows["refunds"].append(row_of(reading(str(n), n, n), f"{n:064}"))
        harvest.raw.append(b'{"amount_fen":%d}' % n)
        if n % 3 == 0:
            harvest.pack("refunds")
    assert len(list(tmp_path.iterdir())) == 1
    assert harvest.row_count("refunds") == 20
    draft, found, raw = landed(harvest)
    assert [amount for _, amount, _ in found] == raw == list(range(20))
    assert draft.tables["refunds"].schema == KIND_TABLES["refunds"]["refunds"]
    del harvest, rows, draft
    assert list(tmp_path.iterdir()) == []
