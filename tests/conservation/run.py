"""Batch after batch through the production build, each compared at all nine borders.

Some builds are killed and taken up again; in the end everything is built anew and compared.
Keep out: what lands (`upheaval`), how a build is killed (`killed`).
"""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from expectations.control import BORDERS, difference
from orchestration.build import run_build
from orchestration.home import Home
from orchestration.releasing import release_month
from orchestration.settings import read_settings
from tests.conservation.killed import PLACES, kill_a_build
from tests.conservation.upheaval import Upheaval

MONTH = "2020-06"


@dataclass
class Account:
    """What was done and seen; seconds are of the wall."""

    batches: int = 0
    builds: int = 0
    killed: list[str] = field(default_factory=list)
    borders_compared: int = 0
    build_seconds: list[float] = field(default_factory=list)
    full_seconds: float = 0.0


def conserve(
    home: Home,
    *,
    batches: int,
    seed: int,
    start: datetime,
    kill_every: int,
    note: Callable[[str], None],
) -> Account:
    """Land so many random batches, build after each, compare; AssertionError on a fen.

    `start` is a Beijing time after the home's last batch.
    """
    account, upheaval = Account(), Upheaval(home, seed=seed)
    chance, now = random.Random(seed), start
    places: list[str] = []
    for number in range(1, batches + 1):
        now += timedelta(hours=1)
        what = upheaval.land(now)
        as_of = now + timedelta(minutes=30)
        account.batches += 1
        if number % kill_every == 0:
            places = places or chance.sample(PLACES, len(PLACES))
            kill_a_build(home, as_of, places[-1])
            account.killed.append(places.pop())
            what += f", killed: {account.killed[-1]}"
        seconds = _build(home, as_of)
        account.builds += 1
        account.build_seconds.append(seconds)
        _compare_borders(home, account)
        note(f"{number:3d} {what}: {seconds:.1f} s, 0 fen at {len(BORDERS)} borders")
    _compare_with_full(home, now + timedelta(minutes=30), account)
    note(f"built anew in {account.full_seconds:.1f} s: every model has the same content")
    return account


def contents(home: Home) -> dict[str, str]:
    """Digest of every published model, lineage columns aside."""
    build = json.loads((home.current_published() / "build.json").read_bytes())
    return {name: model["content"] for name, model in build["models"].items()}


def _build(home: Home, as_of: datetime, *, full: bool = False) -> float:
    began = time.monotonic()
    run_build(home, read_settings(home), as_of=as_of, full_refresh=full)
    return time.monotonic() - began


def _compare_borders(home: Home, account: Account) -> None:
    settings = read_settings(home)
    release_month(home, settings, MONTH)
    sheet = difference(
        home.root, month=MONTH, programme=settings.programme, area_code=settings.province_code
    )
    assert tuple(sheet.difference_fen) == BORDERS
    assert sheet.is_closed(), {name: fen for name, fen in sheet.difference_fen.items() if fen}
    account.borders_compared += len(BORDERS)


def _compare_with_full(home: Home, as_of: datetime, account: Account) -> None:
    before = contents(home)
    account.full_seconds = _build(home, as_of, full=True)
    anew = contents(home)
    differing = sorted(
        name for name in before.keys() | anew.keys() if before.get(name) != anew.get(name)
    )
    assert not differing, f"incremental and full builds differ in {differing}"


def copied(home: Home, root: Home) -> Home:
    """A home of its own with all that was landed, built and published in another."""
    shutil.copytree(home.root, root.root)
    return root
