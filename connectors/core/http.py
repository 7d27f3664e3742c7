"""Sends one request and gives back the whole body, or says what to do next.

Tokens go into bodies wherever a platform takes them there: a query is seen by every proxy and log.
No redirects (they would carry a signature elsewhere), no proxies or certificates from the
environment, a deadline for the whole answer and a cap on its size.
Keep out: signatures, JSON, anything that names a platform.
"""

from __future__ import annotations

import logging
import ssl
import time
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import NoReturn
from urllib.parse import quote_plus

import httpx
import msgspec

from connectors.core.errors import (
    ConfigurationError,
    FatalFeedError,
    RequestFailed,
    RetriableFeedError,
)

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
TOTAL_SECONDS = 90.0
LONGEST_BODY = 64 * 1024 * 1024
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_BEIJING = timezone(timedelta(hours=8))
_RETRIED_STATUSES = frozenset({408, 425, 429})
_HEADERS = {"accept": "application/json", "user-agent": "shanhuo"}
#: no token is as long: a longer value is a list of fields or types
_LONG_LIST = 200
_FORM = {"content-type": "application/x-www-form-urlencoded;charset=utf-8"}
_JSON = {"content-type": "application/json;charset=utf-8"}


class WireRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One request, ready to be sent. Its printed form shows where it goes and nothing else.

    `path` lies below the platform's address; "" means the platform's gateway. `host` names another
    official host (a token service); the sandbox on loopback answers for all of them.
    """

    method: str = "POST"
    path: str = ""
    query: str = ""
    headers: dict[str, str] = {}
    content: bytes = b""
    host: str = ""

    def __repr__(self) -> str:
        return f"WireRequest({self.method} {self.host}{self.path})"


def form_request(form: Mapping[str, str], *, path: str = "", host: str = "") -> WireRequest:
    """A form in the body of a POST."""
    body = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in form.items())
    return WireRequest(path=path, headers=_FORM, content=body.encode(), host=host)


def _quoted(text: str) -> str:
    return _quoted_list(text) if len(text) > _LONG_LIST else quote_plus(text)


# quoting the names of all fields again for every page would take longer than reading the answer
@lru_cache(maxsize=16)
def _quoted_list(text: str) -> str:
    return quote_plus(text)


def json_request(
    path: str, body: bytes, *, query: str = "", headers: Mapping[str, str] | None = None
) -> WireRequest:
    """JSON in the body of a POST, exactly these bytes: they may be signed."""
    return WireRequest(path=path, query=query, headers={**_JSON, **(headers or {})}, content=body)


class Wire:
    """One connection pool to one platform; safe to use from several threads."""

    def __init__(
        self,
        base_url: str,
        *,
        gateway_path: str,
        official_hosts: frozenset[str],
        platform: str,
        max_connections: int,
        transport: httpx.BaseTransport | None = None,
        total_seconds: float = TOTAL_SECONDS,
        longest_body: int = LONGEST_BODY,
    ) -> None:
        """Open nothing yet.

        Raises:
            ConfigurationError: the address is neither https at an official host nor loopback.
        """
        self._base = _address(base_url, gateway_path, official_hosts, platform)
        self._gateway_path = gateway_path
        self._gateway = self._base.copy_with(path=gateway_path or "/")
        self._official_hosts = official_hosts
        #: the server's own time (naive Beijing) when it last answered; null before it did
        self.server_time: datetime | None = None
        self._total_seconds = total_seconds
        self._longest_body = longest_body
        # httpx prints the address of every request at INFO
        logging.getLogger("httpx").setLevel(logging.WARNING)
        self._client = httpx.Client(
            transport=transport,
            trust_env=False,
            follow_redirects=False,
            headers=_HEADERS,
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            limits=httpx.Limits(
                max_connections=max_connections, max_keepalive_connections=max_connections
            ),
        )

    def send(self, request: WireRequest, *, where: str) -> bytes:
        """The body of the answer.

        Raises:
            RetriableFeedError: the network failed, the answer was cut short or came too slowly,
                or the server asked for a pause.
            FatalFeedError: a redirect, a refused certificate, too large an answer, a page that
                is not the interface's.
        """
        try:
            with self._client.stream(
                request.method,
                self._address_of(request),
                content=request.content or None,
                headers=request.headers,
            ) as response:
                self.server_time = _date_of(response) or self.server_time
                _check_status(response, where)
                return self._read(response, where)
        except httpx.HTTPError as error:
            _raise_for(error, where)

    def _address_of(self, request: WireRequest) -> httpx.URL:
        if not (request.host or request.path or request.query):
            return self._gateway
        base = self._base
        if request.host and base.host not in LOOPBACK:
            if request.host not in self._official_hosts:
                raise ValueError(f"{request.host} is not one of the platform's own hosts")
            base = httpx.URL(f"https://{request.host}")
        query = request.query.encode() or None
        return base.copy_with(path=request.path or self._gateway_path or "/", query=query)

    def _read(self, response: httpx.Response, where: str) -> bytes:
        deadline = time.monotonic() + self._total_seconds
        chunks: list[bytes] = []
        size = 0
        for chunk in response.iter_bytes():
            size += len(chunk)
            if size > self._longest_body:
                raise FatalFeedError(
                    f"the answer is longer than {self._longest_body} bytes",
                    where=where,
                    advice="check that the address is the platform's; ask for smaller pages",
                )
            if time.monotonic() > deadline:
                raise RetriableFeedError(
                    f"the answer was not complete after {self._total_seconds:g} s",
                    where=where,
                    advice="the network or the platform is slow: run again later",
                )
            chunks.append(chunk)
        return b"".join(chunks)

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()


def _address(
    base_url: str, gateway_path: str, official_hosts: frozenset[str], platform: str
) -> httpx.URL:
    try:
        url = httpx.URL(base_url)
    except httpx.InvalidURL:
        url = httpx.URL("")
    is_official = url.scheme == "https" and url.host in official_hosts and url.port in (None, 443)
    is_loopback = url.scheme in ("http", "https") and url.host in LOOPBACK
    is_plain = not url.userinfo and not url.query and url.path in ("", "/", gateway_path)
    if (is_official or is_loopback) and is_plain:
        return url.copy_with(path="/")
    raise ConfigurationError(
        "the address is not one of the platform's own",
        where=f"{platform}: base_url",
        advice=f"set base_url to https at one of {', '.join(sorted(official_hosts))}, "
        "or to the sandbox on 127.0.0.1",
    )


def _check_status(response: httpx.Response, where: str) -> None:
    status = response.status_code
    if status == httpx.codes.OK:
        content_type = response.headers.get("content-type", "")
        if "html" in content_type:
            raise FatalFeedError(
                "a web page came instead of an answer of the interface",
                where=where,
                advice="a login, captcha or proxy page is in the way: open the address by hand",
            )
        return
    if status in _RETRIED_STATUSES or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        # 500 may be the fault of what was asked for; 502 to 504 never are
        is_own_fault = status == httpx.codes.INTERNAL_SERVER_ERROR
        kind = RequestFailed if is_own_fault else RetriableFeedError
        raise kind(
            f"the server answered HTTP {status}",
            where=where,
            advice="the platform is busy or down: run again later",
            retry_after_seconds=_retry_after(response),
        )
    if response.is_redirect:
        raise FatalFeedError(
            f"the server answered HTTP {status}, a redirect, which is never followed",
            where=where,
            advice="check base_url against the platform's documents",
        )
    raise FatalFeedError(
        f"the server answered HTTP {status}",
        where=where,
        advice="check base_url, and that this machine's address is on the platform's white list",
    )


def _date_of(response: httpx.Response) -> datetime | None:
    try:
        told: datetime = parsedate_to_datetime(response.headers.get("date", ""))
    except ValueError:
        return None
    return told.astimezone(_BEIJING).replace(tzinfo=None)


def _retry_after(response: httpx.Response) -> float | None:
    """Seconds; the form with a date is left to our own backoff."""
    text = response.headers.get("retry-after", "").strip()
    return float(text) if text.isdigit() else None


def _raise_for(error: httpx.HTTPError, where: str) -> NoReturn:
    """Raise ours instead: the library's own text may hold the address."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            raise FatalFeedError(
                "the server's certificate was refused",
                where=where,
                advice="check this machine's clock and certificates; "
                "verification is never switched off",
            ) from None
        cause = cause.__cause__ or cause.__context__
    raise RetriableFeedError(
        f"the connection failed ({type(error).__name__})",
        where=where,
        advice="check the network and the address, then run again",
    ) from None
