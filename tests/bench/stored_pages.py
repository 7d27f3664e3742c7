"""Pages of the sandbox, recorded once and answered from memory: both sides read the same bytes.

A page is found by what a platform looks at: method, token, window, page. Time stamps and
signatures are left aside, so a side that does not sign gets the same answer.
Keep out: what stands in a page.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import httpx
import msgspec

_LEFT_ASIDE = {"timestamp", "sign", "sign_method", "app_key", "format", "v"}
_JSON = {"content-type": "application/json"}


class StoredPage(msgspec.Struct):
    """One answer: whose it is, what was asked (a form, less what changes by call), the body."""

    platform: str
    shop_id: str
    form: bytes
    body: bytes


def asked_for(form: bytes) -> bytes:
    """The part of a request that its answer depends on, in one order."""
    pairs = parse_qsl(form.decode(), keep_blank_values=True)
    return urlencode(sorted(pair for pair in pairs if pair[0] not in _LEFT_ASIDE)).encode()


class Recording(httpx.BaseTransport):
    """Passes requests on and keeps the answers, with the shop that each token belongs to."""

    def __init__(self, platform: str, shops_by_token: dict[str, str]) -> None:
        self.pages: list[StoredPage] = []
        self._platform = platform
        self._shops = shops_by_token
        self._wire = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._wire.handle_request(request)
        body = response.read()
        response.close()
        form = asked_for(request.read())
        params = dict(parse_qsl(form.decode()))
        shop_id = self._shops[params.get("session") or params["access_token"]]
        self.pages.append(StoredPage(self._platform, shop_id, form, body))
        return httpx.Response(200, headers=_JSON, content=body)

    def close(self) -> None:
        self._wire.close()


class Replay(httpx.BaseTransport):
    """Answers from stored pages; a request that was never recorded is an error."""

    def __init__(self, pages: list[StoredPage]) -> None:
        self._bodies = {page.form: page.body for page in pages}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=_JSON, content=self._bodies[asked_for(request.read())])


def save(pages: list[StoredPage], path: Path) -> None:
    path.write_bytes(msgspec.msgpack.encode(pages))


def load(path: Path) -> list[StoredPage]:
    return msgspec.msgpack.decode(path.read_bytes(), type=list[StoredPage])
