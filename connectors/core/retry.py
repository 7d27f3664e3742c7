"""When a call is made again: only for RetriableFeedError, and only as far as the budget goes.

A platform that is down must not be asked for hours by a hundred shops in turn, so one pull has
one budget of retries; when it is spent, the next failure stands.
Keep out: telling which answers are worth a retry (each platform's errors.py).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import stamina
from stamina.instrumentation import RetryDetails, set_on_retry_hooks

from connectors.core.errors import RetriableFeedError

logger = logging.getLogger(__name__)

ATTEMPTS = 5
TIMEOUT_SECONDS = 180.0
#: a pull may retry this often at once, and earns a tenth of a retry with every answer
MOST_RETRIES = 30.0
EARNED_PER_ANSWER = 0.1
# longer waits than this belong to the scheduler, not to an open connection
LONGEST_WAIT_SECONDS = 65.0


class RetryBudget:
    """How many retries a pull has left, shared by its threads."""

    def __init__(self, retries: float = MOST_RETRIES) -> None:
        self._most = self._left = retries
        self._lock = threading.Lock()

    def spend(self) -> bool:
        """Take one retry; False where none is left."""
        with self._lock:
            if self._left < 1:
                return False
            self._left -= 1
            return True

    def earn(self) -> None:
        """An answer came: the platform is alive."""
        with self._lock:
            self._left = min(self._most, self._left + EARNED_PER_ANSWER)


def attempts(budget: RetryBudget) -> Iterator[stamina.Attempt]:
    """Attempts of one call, as `with` blocks: exponential with jitter, or as the platform asks."""

    def decide(error: Exception) -> bool | float:
        if not isinstance(error, RetriableFeedError) or not error.is_retried_in_place:
            return False
        asked = error.retry_after_seconds
        if asked is not None:
            # it lives and says when: that is no sign of an outage
            return asked if asked <= LONGEST_WAIT_SECONDS else False
        return budget.spend()

    # its own choice is structlog wherever that is installed, which prints to standard output
    set_on_retry_hooks((_log_retry,))
    return iter(
        stamina.retry_context(
            on=decide,
            attempts=ATTEMPTS,
            timeout=TIMEOUT_SECONDS,
            wait_initial=0.25,
            wait_max=30.0,
            wait_jitter=0.25,
        )
    )


def _log_retry(details: RetryDetails) -> None:
    logger.info(
        "retry %d in %.1f s: %s", details.retry_num, details.wait_for, str(details.caused_by)
    )
