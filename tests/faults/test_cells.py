"""The matrix can fail: a reader that loses, doubles, invents or hides money is found out.

The whole matrix is `make faults`; here are single cells and readers that were broken on purpose.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
import pytest

from connectors.core import paging, pulls, tokens
from connectors.core.cells import rejected
from connectors.platforms.taobao import feed as taobao_feed
from connectors.platforms.taobao import mapping
from tests.faults.box import PULLS
from tests.faults.cell import run_cell
from tests.faults.chaos import pair_of
from tests.faults.matrix import cells
from tests.faults.truth import Fact
from tests.faults.verdict import compare

ORDERS, CHANGED, REFUNDS, ITEMS = PULLS
AT = datetime(2020, 6, 1)
TRUTH = {"1": Fact(100, True, AT), "2": Fact(200, True, AT)}

pytestmark = pytest.mark.integration


def result_of(*faults, pull=ORDERS, platform="taobao"):
    return run_cell(1, platform, pull, faults)


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("throttled", "exact"),
        ("moving_rows", "exact"),
        ("negative_amount", "held"),
        ("redirect", "loud"),
        ("permission_over", "loud"),
    ],
)
def test_each_outcome_comes_about(fault, expected):
    assert result_of(fault).result == expected


def test_a_reader_that_pages_forward_only_is_found_out(monkeypatch):
    def forward(self, window, first):  # page after page, as long as there are rows
        rows = list(first.rows)
        page = 2
        while len(rows) < first.total and (more := self._ask(window, page).rows):
            rows += more
            page += 1
        return paging.newest(rows, self._identify, self._version)

    monkeypatch.setattr(paging.WindowReader, "_read_whole", forward)
    verdict = result_of("moving_rows")
    assert verdict.result == "wrong"
    assert "missing without a word" in verdict.why


@pytest.mark.parametrize(
    "fault", ["duplicate_rows", "former_version_too", "shuffled_rows", "crowded_second"]
)
@pytest.mark.parametrize("pull", PULLS[:2], ids=str)
def test_a_window_read_in_many_parts_is_exact_as_well(fault, pull, monkeypatch):
    monkeypatch.setattr(paging, "PART_ROWS", 20)
    monkeypatch.setattr(pulls, "_PACKED_AFTER", 3)
    assert result_of(fault, pull=pull).result == "exact"


def test_a_reader_that_takes_a_gift_for_a_fen_is_found_out(monkeypatch):
    kept = mapping._order_rows

    def one_fen_off(trade, digest):
        rows = kept(trade, digest)
        return rows | {
            "orders": [
                msgspec.structs.replace(row, paid_fen=row.paid_fen + 1) for row in rows["orders"]
            ]
        }

    monkeypatch.setattr(mapping, "_order_rows", one_fen_off)
    verdict = result_of("throttled")
    assert (verdict.result, "differ" in verdict.why) == ("wrong", True)


def test_a_reader_that_drops_what_it_cannot_read_is_found_out(monkeypatch):
    kept = taobao_feed.mapping.map_trade

    def forgetful(trade, harvest, *, source):
        before = len(harvest.rows["quarantine"])
        kept(trade, harvest, source=source)
        del harvest.rows["quarantine"][before:]

    monkeypatch.setattr(taobao_feed.mapping, "map_trade", forgetful)
    assert result_of("negative_amount").result == "wrong"


def test_a_reader_that_holds_a_day_for_one_row_is_not_exact(monkeypatch):
    def refuse(trade, digest):
        raise rejected("test", "nothing can be read")

    monkeypatch.setattr(mapping, "_order_rows", refuse)
    assert result_of("throttled").result == "held"


def test_two_workers_that_both_renew_are_found_out(monkeypatch):
    def without_asking(self, shop_id, stale, exchange):
        fresh = exchange(msgspec.structs.replace(self.read(shop_id), access_token=stale))
        self._tokens[shop_id] = fresh
        return fresh

    monkeypatch.setattr(tokens.MemoryTokens, "renew", without_asking)
    assert result_of("two_workers_renew").result != "exact"


def test_a_fault_that_never_struck_shows_nothing():
    verdict = result_of("throttled:1000")
    assert (verdict.result, verdict.why) == ("wrong", "the fault never struck: throttled:1000")


def test_a_shop_that_takes_another_with_it_is_found_out(monkeypatch):
    kept = mapping.map_trade

    def forgetful(trade, harvest, *, source):
        if not str(trade.tid).endswith("7"):
            kept(trade, harvest, source=source)

    assert result_of("permission_over").result == "loud"
    monkeypatch.setattr(taobao_feed.mapping, "map_trade", forgetful)
    verdict = result_of("permission_over")
    assert verdict.result == "wrong"
    assert "shops that answered" in verdict.why


def test_an_error_that_is_no_connectors_is_a_finding(monkeypatch):
    def broken(*_, **__):
        raise KeyError("payment")

    monkeypatch.setattr(mapping, "_order_rows", broken)
    verdict = result_of("throttled")
    assert (verdict.result, verdict.why) == ("wrong", "KeyError: 'payment'")


@pytest.mark.parametrize(
    ("found", "held", "expected"),
    [
        (TRUTH, set(), "exact"),
        ({"1": TRUTH["1"]}, {"2"}, "held"),
        ({"1": TRUTH["1"]}, set(), "wrong"),
        ({"1": TRUTH["1"]}, {"unreadable-77"}, "held"),
        (TRUTH | {"3": Fact(1, True, AT)}, set(), "wrong"),
        (TRUTH | {"2": Fact(201, True, AT)}, set(), "wrong"),
        (TRUTH | {"2": Fact(200, False, None)}, set(), "wrong"),
        (TRUTH | {"2": Fact(200, True, AT.replace(day=2))}, set(), "wrong"),
        ({}, set(), "wrong"),
    ],
)
def test_the_comparison_lets_no_difference_through(found, held, expected):
    assert compare(TRUTH, found, held, is_loud=False).result == expected


def test_what_landed_beside_a_loud_end_must_be_exact_too():
    assert compare(TRUTH, {"1": TRUTH["1"]}, set(), is_loud=True).result == "loud"
    assert compare(TRUTH, {"1": Fact(99, True, AT)}, set(), is_loud=True).result == "wrong"


def test_every_number_has_a_cell_that_is_run_or_a_reason():
    numbers = {}
    for cell in cells():
        numbers.setdefault(cell.fault.number, set()).add(cell.reason is None)
    assert set(numbers) == set(range(1, 61))
    assert {n for n, ran in numbers.items() if True not in ran} == {56, 58, 59}


def test_a_seed_names_its_pair_for_ever():
    assert pair_of(7) == pair_of(7)
    assert len({str(pair_of(seed)) for seed in range(50)}) == 50
