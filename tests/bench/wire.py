"""Stored Taobao pages over loopback HTTP, the same for every client.

A page is found by token, window and number, in a form or in a query; nothing is checked, so a
client that does not sign gets the same bytes. Beyond the last page stands an empty one.
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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl

import uvicorn
from starlette.requests import Request
from starlette.responses import Response

from tests.bench.stored_pages import StoredPage, load

_NOTHING = b'{"trades_sold_get_response":{"trades":{"trade":[]},"total_results":0}}'
_KEY = ("session", "start_created", "end_created", "page_no")
Key = tuple[str, ...]


def key_of(query: bytes) -> Key:
    """What tells one page from another."""
    params = dict(parse_qsl(query.decode()))
    return tuple(params[name] for name in _KEY)


class StoredAnswers:
    """The server as an ASGI application."""

    def __init__(self, pages: list[StoredPage]) -> None:
        self._bodies = {key_of(page.form): page.body for page in pages}
        self._tokens = {key[0] for key in self._bodies}

    async def __call__(self, scope, receive, send) -> None:
        request = Request(scope, receive)
        key = key_of(await request.body() or scope["query_string"])
        if key[0] not in self._tokens:
            answer = Response("this token is in no stored page", status_code=403)
        else:
            body = self._bodies.get(key, _NOTHING)
            answer = Response(body, media_type="application/json")
        await answer(scope, receive, send)


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
