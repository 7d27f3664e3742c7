"""The line between a feed and the sandbox, in process and in a time of its own.

Nothing waits: a pause of the line or of a retry moves the time of the line alone. Faults that no
server can make (no listener, no name, no valid certificate) are made here.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import httpx
import tenacity.nap

from connectors.core import http
from connectors.sandbox.servers.app import Gateways
from connectors.sandbox.servers.faults.effects import Strikes
from connectors.sandbox.servers.gateway import PIECE_BYTES, Answer, Arrival

_REQUEST_SECONDS = 0.02
#: no fault makes a feed ask oftener than this for two shops
MOST_REQUESTS = 6_000
_MEETING_SECONDS = 60


class LineTime:
    """Seconds since the line was opened; goes forward when somebody waits."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += max(0.0, seconds)

    @contextmanager
    def ruling(self) -> Iterator[None]:
        """Retries and deadlines of feeds are measured in this time."""
        kept = (tenacity.nap.time, http.time)
        tenacity.nap.time = http.time = SimpleNamespace(sleep=self.sleep, monotonic=self.monotonic)
        try:
            yield
        finally:
            tenacity.nap.time, http.time = kept


def refused(_: httpx.Request) -> None:
    raise httpx.ConnectError("[Errno 111] Connection refused")


def no_such_host(_: httpx.Request) -> None:
    error = socket.gaierror(-2, "Name or service not known")
    raise httpx.ConnectError(str(error)) from error


def bad_certificate(_: httpx.Request) -> None:
    error = ssl.SSLCertVerificationError(1, "certificate has expired")
    raise httpx.ConnectError(str(error)) from error


#: faults of the line by the names of the catalogue
LINE_FAULTS: dict[str, Callable[[httpx.Request], None]] = {
    "connection_refused": refused,
    "connection_refused_for_ever": refused,
    "no_such_host": no_such_host,
    "bad_certificate": bad_certificate,
}


class Line(httpx.BaseTransport):
    """Carries requests to the sandbox's gateways; `fault` comes before any answer."""

    def __init__(
        self,
        gateways: Gateways,
        time: LineTime,
        *,
        fault: Callable[[httpx.Request], None] | None = None,
        strikes: Strikes | None = None,
    ) -> None:
        self._gateways = gateways
        self._time = time
        self._fault = fault
        self._strikes = strikes
        self.request_count = 0
        #: where it is set, the first request of each thread waits for the other threads'
        self.meeting: threading.Barrier | None = None
        self._met = threading.local()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.request_count += 1
        if self.request_count > MOST_REQUESTS:
            raise RuntimeError(f"more than {MOST_REQUESTS} requests for two shops: no end in sight")
        if self.meeting is not None and not hasattr(self._met, "done"):
            self._met.done = True
            self.meeting.wait(_MEETING_SECONDS)
        self._time.sleep(_REQUEST_SECONDS)
        if self._fault is not None and self._strikes is not None and self._strikes.is_due():
            self._fault(request)
        arrival = Arrival(
            method=request.method,
            path=request.url.path,
            query=request.url.query,
            headers={name.lower(): value for name, value in request.headers.items()},
            body=request.read(),
            request_id=self._gateways.next_request_id(),
        )
        answer = self._gateways.answer(arrival)
        headers = {
            "content-type": answer.content_type,
            "content-length": str(len(answer.body)),
            **answer.headers,
        }
        return httpx.Response(answer.status, headers=headers, stream=_Body(answer, self._time))


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: Answer, time: LineTime) -> None:
        self._answer = answer
        self._time = time

    def __iter__(self) -> Iterator[bytes]:
        body = self._answer.body[: self._answer.cut_after]
        pause = self._answer.pause_seconds
        size = PIECE_BYTES if pause else max(1, len(body))
        for at in range(0, len(body), size):
            if at and pause >= http.READ_SECONDS:
                self._time.sleep(http.READ_SECONDS)
                raise httpx.ReadTimeout("the read operation timed out")
            self._time.sleep(pause)
            yield body[at : at + size]
        if self._answer.cut_after is not None:
            raise httpx.RemoteProtocolError("peer closed connection without sending complete body")
