"""Errors of the connectors, one class for each thing that can be done next.

    ConnectorError
    ├── ConfigurationError   fix the settings, then run again
    ├── RetriableFeedError   run again later; nothing is wrong on our side
    │   └── RequestFailed    ask for less at once, then as above
    ├── FatalFeedError       a person must act (renew a permission, ask the platform)
    │   └── TokenExpired     renewed once where the platform lets us, else a person must act
    └── RecordRejected       one row can't be read exactly; it goes to quarantine, the run goes on

Keep out: classes by platform or by cause. What happened stands in the text.
"""

from __future__ import annotations

from typing import ClassVar


class ConnectorError(Exception):
    """Something went wrong while a feed, file or register was read.

    `what` says what happened, `where` names the feed, window, file, row or column,
    `advice` says what to do next. None of them may hold a secret or a buyer's data.
    """

    def __init__(self, what: str, *, where: str, advice: str) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.what} [{self.where}] Next: {self.advice}"


class ConfigurationError(ConnectorError):
    """The settings are wrong or missing: mend them, then run again."""


class RetriableFeedError(ConnectorError):
    """The platform or the network failed for now; `retry_after_seconds` where it said how long."""

    #: whether the same call may be made again; else more than the call has to begin anew
    is_retried_in_place: ClassVar[bool] = True

    def __init__(
        self, what: str, *, where: str, advice: str, retry_after_seconds: float | None = None
    ) -> None:
        super().__init__(what, where=where, advice=advice)
        self.retry_after_seconds = retry_after_seconds


class RequestFailed(RetriableFeedError):
    """The server failed on this very request, again and again: a smaller one may get through."""


class FatalFeedError(ConnectorError):
    """Trying again won't help: a person must act."""


class TokenExpired(FatalFeedError):
    """The access token is over. Caught where it can be renewed; anywhere else a person must act."""


class RecordRejected(ConnectorError):
    """One row can't be read exactly.

    `reason` is a short code for counting, `record_id` the platform's id where it could be read,
    `amount_fen` the row's money where that could be read (null is counted apart), `state` the
    code of a state that is nobody's.
    """

    def __init__(
        self,
        what: str,
        *,
        where: str,
        advice: str,
        reason: str,
        record_id: str | None = None,
        amount_fen: int | None = None,
        state: str | None = None,
    ) -> None:
        super().__init__(what, where=where, advice=advice)
        self.state = state
        self.reason = reason
        self.record_id = record_id
        self.amount_fen = amount_fen
