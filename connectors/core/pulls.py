"""All shops of one batch, in parallel.

A shop that fails stops no other: the batch lands without any of its rows and says so. A fault that
may pass (a page that stays broken) is told apart from one that a person must see to (a permission
that ended), so that the window can be asked for again. Where more than half of the shops have a
passing fault, the platform has failed and nothing lands.
Source: docs/decisions/0007.

Keep out: what is pulled from a shop.
"""

from __future__ import annotations

import gc
import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import msgspec

from connectors.core.aside import Packed, PackedRows
from connectors.core.canonical import KIND_TABLES
from connectors.core.drift import Drift, summed
from connectors.core.errors import ConfigurationError, ConnectorError, RetriableFeedError
from connectors.core.landing import BatchDraft
from connectors.core.readings import Readings
from connectors.core.rows import table_from_rows
from connectors.core.spool import Spool, SpooledLines, SpooledTables
from connectors.core.windows import Window, WindowKind

logger = logging.getLogger(__name__)

#: the rows of one table (canonical_rows.py)
Rows = list[msgspec.Struct]


#: shops begun before their turn, for each thread: a large shop keeps no thread waiting
_AHEAD = 2
#: payloads of a shop after which its rows become Arrow tables, which take a tenth of the memory
_PACKED_AFTER = 500


class ShopHarvest(msgspec.Struct):
    """What one shop gave: rows by canonical table, and the kept payloads."""

    rows: dict[str, Rows]
    raw: list[bytes]
    #: what is no longer in `rows` and `raw`, oldest first
    packed: PackedRows = msgspec.field(default_factory=PackedRows)
    #: records of this kind that the platform sent for the window, each as often as it came
    record_count: int = 0
    #: codes of states that are nobody's, with how many records had them
    unknown_states: dict[str, int] = msgspec.field(default_factory=dict)
    #: which reading of each record is the one to land
    readings: Readings = msgspec.field(default_factory=Readings)

    @classmethod
    def empty(cls, kind: str) -> ShopHarvest:
        """A harvest with no row in any table of the kind."""
        return cls(rows={name: [] for name in KIND_TABLES[kind]}, raw=[])

    def row_count(self, table: str) -> int:
        """How many rows of a table there are so far."""
        return self.packed.row_count(table) + len(self.rows[table])

    def pack_when_large(self, kind: str) -> None:
        """Pack when there is enough for it."""
        if len(self.raw) >= _PACKED_AFTER:
            self.pack(kind)

    def pack(self, kind: str) -> None:
        """Turn the rows into Arrow tables."""
        tables = {
            name: table_from_rows(schema, self.rows[name])
            for name, schema in KIND_TABLES[kind].items()
        }
        self.packed.add(Packed.of(tables, self.raw))
        self.rows = {name: [] for name in self.rows}
        self.raw = []

    def landed(self) -> Iterator[Packed]:
        """All that was packed, less the readings that a newer one followed."""
        return map(self.readings.latest_of, self.packed)


class PullPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Which batch is being pulled."""

    platform: str
    kind: str
    window_kind: WindowKind
    window: Window

    def where(self, shop_id: str) -> str:
        """The place that an error names."""
        return f"{self.platform}/{self.kind} {self.window_kind} {self.window} shop {shop_id}"


def pull_shops(
    plan: PullPlan,
    shops: Sequence[str],
    pull_one: Callable[[str], ShopHarvest],
    *,
    max_parallel: int,
    request_count: Callable[[], int],
) -> BatchDraft:
    """One batch over all shops (their ids), rows in the order of the shops.

    Raises:
        ConfigurationError: a wrong setting, which concerns every shop.
        RetriableFeedError: a passing fault outlasted its retries in more than half of the shops.
        ConnectorError: every shop failed; the first one's error.
    """
    gathered = _Gathered(plan, shops)
    with _older_objects_at_rest(), ThreadPoolExecutor(max_workers=max_parallel) as pool:
        for shop, future in _in_order(pool, plan, shops, pull_one, max_parallel * _AHEAD):
            try:
                gathered.take(shop, future.result())
            except ConfigurationError:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
            except ConnectorError as error:
                gathered.miss(shop, error)
                if gathered.is_platform_down:
                    pool.shutdown(wait=True, cancel_futures=True)
                    raise
    return gathered.draft(request_count())


@contextmanager
def _older_objects_at_rest() -> Iterator[None]:
    """Leave what was there before to itself: walking it for garbage takes a twentieth of a pull.

    The modules of the program are most of it. Where two pulls run side by side, the first to end
    gives it all back to the collector, which costs the other a little time.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _in_order(
    pool: ThreadPoolExecutor,
    plan: PullPlan,
    shops: Sequence[str],
    pull_one: Callable[[str], ShopHarvest],
    ahead: int,
) -> Iterator[tuple[str, Future[ShopHarvest]]]:
    """Each shop's pull, in the order of the shops; `ahead` of them are begun at most.

    So many shops' rows are in memory at once, however many shops there are.
    """

    def work(shop: str) -> ShopHarvest:
        harvest = pull_one(shop)
        harvest.pack(plan.kind)
        harvest.readings.settle()
        return harvest

    begun: deque[tuple[str, Future[ShopHarvest]]] = deque()
    for shop in shops:
        begun.append((shop, pool.submit(work, shop)))
        if len(begun) >= ahead:
            yield begun.popleft()
    while begun:
        yield begun.popleft()


class _Gathered:
    """What the shops of one batch gave so far."""

    def __init__(self, plan: PullPlan, shops: Sequence[str]) -> None:
        self._plan = plan
        self._shops = list(shops)
        self._spool = Spool(KIND_TABLES[plan.kind])
        self._answered: list[str] = []
        self._errors: list[tuple[str, ConnectorError]] = []
        self._record_count = 0
        self._unknown_states: list[dict[str, int]] = []

    def take(self, shop: str, harvest: ShopHarvest) -> None:
        for packed in harvest.landed():
            self._spool.add(packed)
        self._answered.append(shop)
        self._record_count += harvest.record_count - harvest.readings.repeated
        self._unknown_states.append(harvest.unknown_states)

    def miss(self, shop: str, error: ConnectorError) -> None:
        self._errors.append((shop, error))

    @property
    def is_platform_down(self) -> bool:
        """More than half of the shops have a fault that may pass."""
        return len(self._passing()) * 2 > len(self._shops)

    def _passing(self) -> list[str]:
        return [shop for shop, error in self._errors if isinstance(error, RetriableFeedError)]

    def draft(self, request_count: int) -> BatchDraft:
        if self._errors:
            _, first = self._errors[0]
            if not self._answered:
                raise first
            # one line, not a hundred: the rest stands in the manifest
            counts = (len(self._errors), len(self._shops))
            logger.warning("%d of %d shops did not answer: %s", *counts, first)
        self._spool.finish()
        return BatchDraft(
            platform=self._plan.platform,
            kind=self._plan.kind,
            window_kind=self._plan.window_kind,
            window=self._plan.window,
            shops_asked=self._shops,
            shops_answered=self._answered,
            tables=SpooledTables(self._spool),
            raw=SpooledLines(self._spool),
            control={**self._spool.control, "platform": {"record_count": self._record_count}},
            request_count=request_count,
            failures=[(shop, str(error)) for shop, error in self._errors],
            retry_shops=self._passing(),
            drift=Drift(states=summed(self._unknown_states)),
        )
