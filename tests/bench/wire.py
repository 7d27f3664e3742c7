"""Stored Taobao trades over loopback HTTP, the same for every client.

Token, window and page stand in a form or in a query; nothing is checked, so a client that does not
sign gets the same bytes. Each client may cut its windows in its own way: a page is put together of
the bytes of its trades, newest first. Beyond the last page stands an empty one.
Prints its address as one line and ends when its input closes.
Keep out: what stands in a page.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl

import msgspec
import uvicorn
from starlette.requests import Request
from starlette.responses import Response

from tests.bench.stored_pages import StoredPage, load

_ANSWER = b'{"trades_sold_get_response":{"total_results":%d,"trades":{"trade":[%s]}}}'


class _Head(msgspec.Struct):
    """By what a trade is found."""

    tid: int
    created: str


class _Trades(msgspec.Struct):
    trade: list[msgspec.Raw] = []


class _List(msgspec.Struct):
    trades: _Trades = msgspec.field(default_factory=_Trades)


def trades_by_token(pages: list[StoredPage]) -> dict[str, list[tuple[str, bytes]]]:
    """Each trade of each shop once, by its time of creation, oldest first."""
    found: dict[str, dict[int, tuple[str, bytes]]] = {}
    for page in pages:
        held = found.setdefault(dict(parse_qsl(page.form.decode()))["session"], {})
        for answer in msgspec.json.decode(page.body, type=dict[str, _List]).values():
            for raw in answer.trades.trade:
                head = msgspec.json.decode(raw, type=_Head)
                held[head.tid] = (head.created, bytes(raw))
    return {token: sorted(held.values()) for token, held in found.items()}


class StoredAnswers:
    """The server as an ASGI application."""

    def __init__(self, pages: list[StoredPage]) -> None:
        self._trades = trades_by_token(pages)

    async def __call__(self, scope, receive, send) -> None:
        request = Request(scope, receive)
        asked = dict(parse_qsl((await request.body() or scope["query_string"]).decode()))
        trades = self._trades.get(asked["session"])
        if trades is None:
            answer = Response("this token is in no stored page", status_code=403)
        else:
            answer = Response(_page(trades, asked), media_type="application/json")
        await answer(scope, receive, send)


def _page(trades: list[tuple[str, bytes]], asked: dict[str, str]) -> bytes:
    """The answer to one request; both ends of the window are inside."""
    first = bisect_left(trades, asked["start_created"], key=_created)
    last = bisect_right(trades, asked["end_created"], key=_created)
    size = int(asked["page_size"])
    end = max(last - (int(asked["page_no"]) - 1) * size, first)
    page = trades[max(end - size, first) : end]
    return _ANSWER % (last - first, b",".join(raw for _, raw in reversed(page)))


def _created(trade: tuple[str, bytes]) -> str:
    return trade[0]


@contextmanager
def serving(pages_file: Path) -> Iterator[str]:
    """The address of a server of these pages, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.wire", str(pages_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        address = process.stdout.readline().strip()
        if not address:
            raise RuntimeError("the server of stored pages ended before it answered")
        yield address
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait(timeout=20)


def _end_with_input() -> None:
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    app = StoredAnswers(load(Path(sys.argv[1])))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, access_log=False, log_level="warning", lifespan="off")
        threading.Thread(target=_end_with_input, daemon=True).start()
        # the socket listens already: whoever connects now is answered in a moment
        sys.stdout.write(f"http://127.0.0.1:{listener.getsockname()[1]}\n")
        sys.stdout.flush()
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
