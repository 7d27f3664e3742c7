"""The catalogue is whole, its page is current, and each switch of the server's can be set."""

from __future__ import annotations

from pathlib import Path

import pytest

from connectors.sandbox.servers.faults.catalogue import FAULTS, effect_of, fault_named
from connectors.sandbox.servers.faults.effects import Strikes
from connectors.sandbox.servers.faults.page import page

DOCS = Path(__file__).parents[4] / "docs"


def test_all_sixty_numbers_are_there_and_every_name_is_its_own():
    assert {fault.number for fault in FAULTS} == set(range(1, 61))
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_the_page_of_the_docs_is_written_from_the_catalogue():
    assert (DOCS / "faults.md").read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("fault", [f for f in FAULTS if f.begin], ids=lambda f: f.name)
def test_a_switch_of_the_servers_does_something(fault):
    effect = effect_of(fault.name)
    assert any((effect.tamper, effect.before, effect.after))
    assert effect.strikes.every == fault.every
    assert effect_of(f"{fault.name}:9:2").strikes.most == 2


def test_a_fault_strikes_every_so_often_and_no_more_than_so_many_times():
    strikes = Strikes(3, 2)
    assert [strikes.is_due() for _ in range(12)].count(True) == 2
    assert strikes.chances == 12


@pytest.mark.parametrize("rhythm", ["x", "3:y", "0", "-1", "2.5"])
def test_a_rhythm_that_is_none_is_refused(rhythm):
    with pytest.raises(ValueError):  # noqa: PT011 - two causes, one kind of error
        fault_named("throttled").strikes(rhythm)


def test_a_limit_may_be_narrowed_to_windows():
    moving = fault_named("moving_rows")
    assert moving.not_applicable("pdd", "orders", "modified")
    assert moving.not_applicable("pdd", "orders", "created") is None
    assert moving.not_applicable("taobao", "orders", "modified") is None
