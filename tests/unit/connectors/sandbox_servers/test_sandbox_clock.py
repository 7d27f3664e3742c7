"""The sandbox's clock, its control and the faults that can be asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tiny_world import NOW, make_order

from connectors.sandbox.servers.clock import SandboxClock
from connectors.sandbox.servers.faults.catalogue import effect_of
from connectors.sandbox.servers.rendering import yuan


def test_running_clock_follows_real_time():
    machine = [100.0]
    clock = SandboxClock(NOW, monotonic=lambda: machine[0])
    machine[0] += 61.9
    assert clock.now() == NOW + timedelta(seconds=61)
    clock.set(NOW + timedelta(days=1))
    machine[0] += 1
    assert clock.now() == NOW + timedelta(days=1, seconds=1)


def test_frozen_clock_moves_only_when_set():
    clock = SandboxClock(NOW, frozen=True)
    clock.request_came()
    assert clock.now() == NOW
    clock.set(NOW + timedelta(hours=1))
    assert clock.now() == NOW + timedelta(hours=1)


def test_ticking_clock_moves_with_each_request_until_it_is_frozen():
    clock = SandboxClock(NOW, tick_seconds=30)
    assert clock.request_came() == NOW + timedelta(seconds=30)
    assert clock.now() == NOW + timedelta(seconds=30)
    clock.set(NOW, frozen=True)
    clock.request_came()
    assert clock.now() == NOW


def test_a_clock_is_not_both():
    with pytest.raises(ValueError, match="either"):
        SandboxClock(NOW, frozen=True, tick_seconds=1)


def test_control_sets_the_time_and_counts_only_platform_requests(make_caller):
    caller = make_caller([])
    caller.top("taobao.shop.seller.get", fields="sid")
    caller.jd("jingdong.vender.shop.query")
    set_to = datetime(2020, 8, 1, 2)
    answer = caller.client.post("/sandbox/clock", json={"now": set_to.isoformat()})
    assert answer.json() == {"now": "2020-08-01T02:00:00", "request_count": 2}
    assert caller.clock.now() == set_to
    assert caller.client.post("/sandbox/clock", json={"now": "soon"}).status_code == 400
    assert caller.client.get("/sandbox").json()["request_count"] == 2


def test_truncated_page_cuts_pages_but_not_small_answers(make_caller):
    day = {"start_created": "2020-06-30 00:00:00", "end_created": "2020-06-30 23:59:59"}
    histories = [[make_order(n, datetime(2020, 6, 30, 1, n))] for n in range(40)]
    caller = make_caller(histories, effects=[effect_of("truncated_page:1")])
    parameters = caller.top_parameters("taobao.trades.sold.get", fields="orders", **day)
    assert not caller.raw_top(parameters | {"sign": caller.sign_top(parameters)}).endswith("}")
    assert caller.top("taobao.shop.seller.get", fields="sid")


def test_a_fault_can_come_every_so_often(make_caller):
    day = {"start_created": "2020-06-30 00:00:00", "end_created": "2020-06-30 23:59:59"}
    histories = [[make_order(n, datetime(2020, 6, 30, 1, n))] for n in range(9)]
    effect = effect_of("truncated_page:3")
    caller = make_caller(histories, effects=[effect])
    parameters = caller.top_parameters("taobao.trades.sold.get", fields="orders", **day)
    signed = parameters | {"sign": caller.sign_top(parameters)}
    whole = [caller.raw_top(signed).endswith("}") for _ in range(6)]
    assert whole == [True, True, False] * 2
    assert effect.strikes.count == 2


def test_an_unknown_fault_is_named():
    with pytest.raises(ValueError, match="truncated_pages"):
        effect_of("truncated_pages")


def test_a_fault_that_no_server_makes_is_refused():
    with pytest.raises(ValueError, match="can't be made by a server"):
        effect_of("bad_certificate")


@pytest.mark.parametrize(
    ("fen", "text"), [(0, "0.00"), (5, "0.05"), (20007, "200.07"), (-5, "-0.05")]
)
def test_yuan(fen, text):
    assert yuan(fen) == text
