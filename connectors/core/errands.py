"""One pull's calls to a platform: limited, counted, retried within one budget.

Keep out: what is asked and what the answer means.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from connectors.core.answers import checked_text
from connectors.core.drift import DriftWatch
from connectors.core.http import Wire, WireRequest
from connectors.core.limiter import CallLimit
from connectors.core.retry import RetryBudget, attempts

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class Errand:
    """The calls of one `fetch`, from all its threads."""

    def __init__(
        self,
        wire: Wire,
        limit: CallLimit,
        *,
        on_request: Callable[[str], None] | None = None,
        watch: DriftWatch | None = None,
    ) -> None:
        self._wire = wire
        self._limit = limit
        self._on_request = on_request
        self._watch = watch
        self._budget = RetryBudget()
        self._lock = threading.Lock()
        self._request_count = 0

    @property
    def request_count(self) -> int:
        """Requests that went over the wire so far, retries included."""
        return self._request_count

    def unknown_fields(self) -> dict[str, int]:
        """Names in the answers that nobody has named, with how often they were seen."""
        return {} if self._watch is None else self._watch.fields()

    def call(
        self, sign: Callable[[], WireRequest], read: Callable[[bytes], Answer], *, where: str
    ) -> Answer:
        """Send what `sign` makes and give what `read` makes of the answer.

        Both run again at each attempt: a retry needs a fresh timestamp, and an error that stands
        inside an answer is an error like any other.
        """
        for attempt in attempts(self._budget):
            with attempt:
                self._limit.wait()
                self._count(where)
                body = checked_text(self._wire.send(sign(), where=where), where=where)
                answer = read(body)
                self._budget.earn()
                if self._watch is not None:
                    self._watch.look(body)
                return answer
        raise AssertionError("a retry loop ends by return or by error")

    def _count(self, where: str) -> None:
        with self._lock:
            self._request_count += 1
        logger.debug("asking %s", where)
        if self._on_request is not None:
            self._on_request(where)
