"""One cell: faults × platform × pull. Pull, land, compare."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from connectors.core.errors import ConnectorError
from connectors.core.feed import Feed
from connectors.core.landing import LocalLanding
from connectors.core.windows import Window
from connectors.sandbox.servers.faults.catalogue import effect_of, fault_named
from expectations.verdict import judge_batch
from tests.faults.box import NOW, Box, Pull, strikes_of
from tests.faults.truth import truth_of
from tests.faults.verdict import Verdict, compare, landed_facts


class Told:
    """What the pulls of a cell said aloud."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        #: shops without an answer, where others had one
        self.failed_shops: set[str] = set()
        #: whether a pull brought nothing at all
        self.is_empty_handed = False

    @property
    def is_loud(self) -> bool:
        return bool(self.errors)


def run_cell(
    seed: int, platform: str, pull: Pull, faults: Sequence[str], *, must_strike: bool = True
) -> Verdict:
    """The verdict on one cell; an error that is not a connector's is a verdict of its own.

    With `must_strike` a fault that never struck is wrong too: such a cell shows nothing.
    """
    names = [text.partition(":")[0] for text in faults]
    served = [text for text in faults if fault_named(text.partition(":")[0]).begin is not None]
    outside = [strikes_of(text) for text in faults if text not in served]
    effects = [effect_of(text) for text in served]
    box = Box(seed, platform, effects, line_faults=[o for o in outside if o[0] in _ON_THE_LINE])
    told = Told()
    with tempfile.TemporaryDirectory() as folder, box.time.ruling():
        root = Path(folder)
        scenario = next((SCENARIOS[name] for name in names if name in SCENARIOS), _plainly)
        try:
            scenario(box, pull, root, told)
        except Exception as error:  # noqa: BLE001 - whatever a feed lets through is a finding
            return Verdict("wrong", f"{type(error).__name__}: {error}")
        struck = [*(e.strikes for e in effects), *(s for _, s in outside)]
        counts = [strikes.count for strikes in struck]
        complaints = [text for strikes in struck for text in strikes.complaints]
        if complaints:
            return Verdict("wrong", complaints[0])
        found, held = landed_facts(root, pull.kind)
    shop_ids = [shop.shop_id for shop in box.access.shops]
    truth = truth_of(box.world, platform, shop_ids, pull, effects)
    if not truth:
        return Verdict("wrong", "the world has nothing in the window: the cell shows nothing")
    scenarios = {name for name, _ in outside if name in SCENARIOS}
    silent = [
        n
        for n, count in zip([*served, *(o[0] for o in outside)], counts, strict=True)
        if not count and n not in scenarios
    ]
    if silent and must_strike:
        return Verdict("wrong", f"the fault never struck: {', '.join(silent)}")
    if told.is_loud and not told.is_empty_handed:
        # one shop stops no other: only the failed ones' records may be missing
        others = sorted(set(shop_ids) - told.failed_shops)
        due = truth_of(box.world, platform, others, pull, effects)
        lost = due.keys() - found.keys() - held
        # a record whose id can't be read is held under a name of its own
        if len(lost) > len(held - truth.keys()):
            return Verdict("wrong", f"{len(lost)} of shops that answered are missing")
    verdict = compare(truth, found, held, is_loud=told.is_loud)
    return Verdict(verdict.result, verdict.why or (told.errors[0] if told.errors else ""))


def _fetch(feed: Feed, pull: Pull, root: Path, told: Told) -> None:
    """One pull, landed. What fails is told, and nothing of it lands."""
    try:
        draft = feed.fetch(pull.kind, pull.window_kind, pull.window)
    except ConnectorError as error:
        told.errors.append(f"{type(error).__name__}: {error}")
        told.is_empty_handed = True
        return
    finally:
        feed.close()
    told.errors += [f"shop {shop}: {reason}" for shop, reason in draft.failures]
    told.failed_shops |= {shop for shop, _ in draft.failures}
    LocalLanding(root).commit(draft, landed_at=NOW, code_version="tests")


def _plainly(box: Box, pull: Pull, root: Path, told: Told) -> None:
    """One night; and where a fault lies between two looks, the next night as well."""
    _fetch(box.feed(), pull, root, told)
    if any(effect.turn is not None for effect in box.effects):
        box.turn()
        _fetch(box.feed(), pull, root, told)


def _with_clock(ahead: timedelta) -> Callable[[Box, Pull, Path, Told], None]:
    def scenario(box: Box, pull: Pull, root: Path, told: Told) -> None:
        clock: Callable[[], datetime] = lambda: NOW + ahead  # noqa: E731
        _fetch(box.feed(clock=clock), pull, root, told)
        if told.is_loud:
            assert "clock" in told.errors[0], f"the clock is not named: {told.errors[0]}"

    return scenario


def _token_ends_today(box: Box, pull: Pull, root: Path, told: Told) -> None:
    """The store knows when each token ends: it is renewed before anything is asked."""
    settings = box.settings(tokens=box.shared_tokens(expires_at=NOW + timedelta(minutes=30)))
    _fetch(box.feed(settings), pull, root, told)
    issued = box.gateways.books[box.platform].issued_count
    assert issued == len(box.access.shops), f"{issued} tokens were renewed before their end"


def _two_workers(box: Box, pull: Pull, root: Path, told: Told) -> None:
    """Two feeds with one store of tokens send ended tokens at the same moment."""
    book = box.gateways.books[box.platform]
    book.end_tokens(NOW)
    box.line.meeting = threading.Barrier(2)
    settings = box.settings(tokens=box.shared_tokens())
    workers = [
        threading.Thread(target=_fetch, args=(box.feed(settings), pull, root, told))
        for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    shops = len(box.access.shops)
    assert told.is_loud or book.issued_count == shops, (
        f"{book.issued_count} tokens were issued for {shops} shops"
    )


def _secret_changed(box: Box, pull: Pull, root: Path, told: Told) -> None:
    """The first night still has the old secret and fails; the next one has read the new one."""
    old = box.settings()
    shops = [msgspec.structs.replace(s, app_secret=f"{s.app_secret}-old") for s in old.shops]
    wrong = msgspec.structs.replace(old, app_secret=f"{old.app_secret}-old", shops=shops)
    first = Told()
    _fetch(box.feed(wrong), pull, root, first)
    _fetch(box.feed(), pull, root, told)


def _silent_shops(box: Box, pull: Pull, root: Path, told: Told) -> None:
    """Three ordinary windows, then one in which every shop says that it has nothing."""
    store = LocalLanding(root / "nights")
    length = pull.window.end - pull.window.start
    for back in (3, 2, 1, 0):
        if not back:
            box.turn()
        window = Window(pull.window.start - back * length, pull.window.end - back * length)
        feed = box.feed()
        draft = feed.fetch(pull.kind, pull.window_kind, window)
        feed.close()
        manifest = store.commit(draft, landed_at=NOW, code_version="tests")
    verdict = judge_batch(store.batch_path(manifest), judged_at=NOW)
    if verdict.accepted:
        LocalLanding(root).commit(draft, landed_at=NOW, code_version="tests")
    else:
        told.errors.append(", ".join(check.name for check in verdict.failed()))
        told.is_empty_handed = True


def _in_new_york(box: Box, pull: Pull, root: Path, told: Told) -> None:
    with _zone("America/New_York"):
        _fetch(box.feed(), pull, root, told)


@contextmanager
def _zone(name: str) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


#: faults that take more than one ordinary pull to show, by how the pulls are made
SCENARIOS: dict[str, Callable[[Box, Pull, Path, Told], None]] = {
    "token_ends_today": _token_ends_today,
    "two_workers_renew": _two_workers,
    "clock_far_off": _with_clock(timedelta(minutes=15)),
    "clock_slightly_off": _with_clock(timedelta(minutes=3)),
    "secret_changed": _secret_changed,
    "machine_in_another_zone": _in_new_york,
    "silent_shop": _silent_shops,
}
_ON_THE_LINE = frozenset(
    {"connection_refused", "connection_refused_for_ever", "no_such_host", "bad_certificate"}
)
