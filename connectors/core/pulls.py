"""All shops of one batch, in parallel.

A shop that a person must see to (a permission that ended) stops no other: the batch lands without
it and says so. A passing fault (a page cut short, a throttle) does stop the batch: tried again it
will be whole, and half a day of a shop that looks like all of it is the worse harm.

Keep out: what is pulled from a shop.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pyarrow as pa

from connectors.core.canonical import KIND_TABLES
from connectors.core.drift import Drift, summed
from connectors.core.errors import ConfigurationError, ConnectorError, RetriableFeedError
from connectors.core.landing import BatchDraft
from connectors.core.rows import control_totals, table_from_rows
from connectors.core.windows import Window, WindowKind

logger = logging.getLogger(__name__)

#: the rows of one table, each in the order of its canonical columns
Rows = list[tuple[object, ...]]


class ShopHarvest(msgspec.Struct):
    """What one shop gave: rows by canonical table, and the kept payloads."""

    rows: dict[str, Rows]
    raw: list[bytes]
    #: records of this kind that the platform sent for the window, each once: rows and rejects
    record_count: int = 0
    #: codes of states that are nobody's, with how many records had them
    unknown_states: dict[str, int] = msgspec.field(default_factory=dict)

    @classmethod
    def empty(cls, kind: str) -> ShopHarvest:
        """A harvest with no row in any table of the kind."""
        return cls(rows={name: [] for name in KIND_TABLES[kind]}, raw=[])


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
        RetriableFeedError: a passing fault outlasted its retries.
        ConnectorError: every shop failed; the first one's error.
    """
    harvests: dict[str, ShopHarvest] = {}
    failures: list[tuple[str, str]] = []
    errors: list[ConnectorError] = []
    with ThreadPoolExecutor(max_workers=max_parallel) as pool:
        futures = [(shop, pool.submit(pull_one, shop)) for shop in shops]
        for shop, future in futures:
            try:
                harvests[shop] = future.result()
            except (ConfigurationError, RetriableFeedError):
                pool.shutdown(wait=True, cancel_futures=True)
                raise
            except ConnectorError as error:
                errors.append(error)
                failures.append((shop, str(error)))
    if errors and not harvests:
        raise errors[0]
    if errors:
        # one line, not a hundred: the rest stands in the manifest
        logger.warning("%d of %d shops did not answer: %s", len(errors), len(shops), errors[0])
    return _draft(plan, shops, harvests, failures, request_count())


def _draft(
    plan: PullPlan,
    shops: Sequence[str],
    harvests: dict[str, ShopHarvest],
    failures: list[tuple[str, str]],
    request_count: int,
) -> BatchDraft:
    tables: dict[str, pa.Table] = {
        name: table_from_rows(
            schema, [row for harvest in harvests.values() for row in harvest.rows[name]]
        )
        for name, schema in KIND_TABLES[plan.kind].items()
    }
    control = control_totals(tables)
    control["platform"] = {"record_count": sum(h.record_count for h in harvests.values())}
    return BatchDraft(
        platform=plan.platform,
        kind=plan.kind,
        window_kind=plan.window_kind,
        window=plan.window,
        shops_asked=list(shops),
        shops_answered=list(harvests),
        tables=tables,
        raw=[line for harvest in harvests.values() for line in harvest.raw],
        control=control,
        request_count=request_count,
        failures=failures,
        drift=Drift(states=summed([h.unknown_states for h in harvests.values()])),
    )
