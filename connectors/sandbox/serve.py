"""Serving a world on one loopback port, and running such a server beside a demo or a test.

The server prints one JSON line when it answers and ends on SIGTERM. `running_sandbox` starts it
in an interpreter of its own, which ends when the caller closes it or dies.
Keep out: protocols (servers/), the world, command-line options (orchestration).
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

import httpx
import msgspec
import uvicorn

from connectors.sandbox.dirt import DEFAULT_LEVEL
from connectors.sandbox.servers.access import PlatformAccess, grant_access
from connectors.sandbox.servers.app import Gateways, make_app
from connectors.sandbox.servers.clock import SandboxClock
from connectors.sandbox.servers.faults.catalogue import effects_of
from connectors.sandbox.world import DEFAULT_PLATFORMS, World

_HOST = "127.0.0.1"
#: seconds for a world to be made and to answer
_START_PATIENCE = 60


def serve(
    port: int,
    seed: int,
    orders_per_day: int,
    now: datetime,
    *,
    lenient_clock: bool = False,
    frozen: bool = False,
    tick_seconds: int = 0,
    calls_per_second: int | None = None,
    faults: Sequence[str] = (),
    platforms: Sequence[str] = DEFAULT_PLATFORMS,
    token_seconds: int | None = None,
    dirt: int = DEFAULT_LEVEL,
    end_with_stdin: bool = False,
    out: IO[str] | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; port 0 takes a free one. `now` is naive Beijing time.

    Prints one JSON line with the time, the base URLs and the credentials once it answers.
    Access tokens end after `token_seconds`; without it they never do.
    `end_with_stdin` also ends when standard input closes, so that a child ends with its parent.
    Raises OSError where the port is taken, ValueError for an unknown fault, platform or
    level of dirt.
    """
    world = World(seed, orders_per_day, platforms, dirt=dirt)
    access = {platform: grant_access(world, seed, platform) for platform in platforms}
    clock = SandboxClock(now, frozen=frozen, tick_seconds=tick_seconds)
    gateways = Gateways(
        world,
        clock,
        access,
        lenient_clock=lenient_clock,
        calls_per_second=calls_per_second,
        effects=effects_of(faults),
        token_lifetime=None if token_seconds is None else timedelta(seconds=token_seconds),
    )
    with socket.create_server((_HOST, port)) as listener:
        base_url = f"http://{_HOST}:{listener.getsockname()[1]}"
        config = uvicorn.Config(
            make_app(gateways),
            access_log=False,
            log_level="warning",
            lifespan="off",
            # the app tells the sandbox's time
            date_header=False,
        )
        server = _Announcing(config, ready_line(base_url, clock.now(), access), out or sys.stdout)
        if end_with_stdin:
            threading.Thread(target=_end_with_stdin, daemon=True).start()
        server.run(sockets=[listener])


def ready_line(base_url: str, now: datetime, access: dict[str, PlatformAccess]) -> str:
    """The JSON line: each platform's URL and keys; the access token is its largest shop's.

    Every shop has its tokens, and its own app_key and app_secret where shops have them (WeChat).
    """
    platforms = {
        name: {
            "base_url": base_url,
            "app_key": keys.app_key,
            "app_secret": keys.app_secret,
            "sign_secret": keys.sign_secret,
            "access_token": keys.shops[0].access_token,
            "shops": keys.shops,
        }
        for name, keys in access.items()
    }
    told = {"ready": True, "now": now, "platforms": platforms}
    return msgspec.json.encode(told).decode()


class _Announcing(uvicorn.Server):
    """Prints its line when it has begun to answer, not before."""

    def __init__(self, config: uvicorn.Config, line: str, out: IO[str]) -> None:
        super().__init__(config)
        self._line = line
        self._out = out

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            print(self._line, file=self._out, flush=True)


def _end_with_stdin() -> None:
    # the parent holds the other end: it closes when the parent closes it or dies
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


class PlatformKeys(msgspec.Struct, frozen=True):
    """One platform's entry of the ready line."""

    base_url: str
    app_key: str
    app_secret: str
    # what requests are signed with where that is another secret (Kuaishou), else ""
    sign_secret: str
    access_token: str
    # shop_id, access_token, refresh_token, app_key, app_secret
    shops: list[dict[str, str]]


class ReadyLine(msgspec.Struct, frozen=True):
    """What a server prints when it answers."""

    ready: bool
    now: datetime
    platforms: dict[str, PlatformKeys]


class SandboxHandle:
    """A running sandbox: where it is, its keys, and its clock."""

    def __init__(self, process: subprocess.Popen[str], ready: ReadyLine) -> None:
        self._process = process
        self._base_url = next(iter(ready.platforms.values())).base_url
        self._client = httpx.Client(base_url=self._base_url, trust_env=False, timeout=60)
        self.platforms = ready.platforms

    def set_now(self, now: datetime, *, frozen: bool | None = None) -> None:
        """Set the sandbox's time (naive Beijing); `frozen` also stops it or lets it run."""
        setting = {"now": now.isoformat(), "frozen": frozen}
        self._client.post("/sandbox/clock", json=setting).raise_for_status()

    def now(self) -> datetime:
        """The sandbox's time."""
        return datetime.fromisoformat(self._status()["now"])

    def request_count(self) -> int:
        """How many requests the platforms have had."""
        return int(self._status()["request_count"])

    def close(self) -> None:
        """End the server and wait for its end."""
        self._client.close()
        _end(self._process)

    def _status(self) -> dict[str, str]:
        answer: dict[str, str] = self._client.get("/sandbox").raise_for_status().json()
        return answer


@contextmanager
def running_sandbox(
    *,
    seed: int,
    orders_per_day: int,
    now: datetime,
    frozen: bool = True,
    tick_seconds: int = 0,
    lenient_clock: bool = False,
    calls_per_second: int | None = None,
    faults: Sequence[str] = (),
    platforms: Sequence[str] = DEFAULT_PLATFORMS,
    token_seconds: int | None = None,
    dirt: int = DEFAULT_LEVEL,
) -> Iterator[SandboxHandle]:
    """A sandbox in an interpreter of its own for the length of a `with` block.

    With `tick_seconds` the clock is moved by requests and `frozen` is of no effect.
    Raises RuntimeError where the server ends before it answers.
    """
    options = {
        "port": 0,
        "seed": seed,
        "orders_per_day": orders_per_day,
        "now": now.isoformat(),
        "lenient_clock": lenient_clock,
        "frozen": frozen and not tick_seconds,
        "tick_seconds": tick_seconds,
        "calls_per_second": calls_per_second,
        "faults": list(faults),
        "platforms": list(platforms),
        "token_seconds": token_seconds,
        "dirt": dirt,
    }
    process = subprocess.Popen(  # noqa: S603 - our own module and our own options
        [sys.executable, "-m", "connectors.sandbox.serve", json.dumps(options)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    handle = SandboxHandle(process, _wait_until_ready(process))
    try:
        yield handle
    finally:
        handle.close()


def _wait_until_ready(process: subprocess.Popen[str]) -> ReadyLine:
    patience = threading.Timer(_START_PATIENCE, process.kill)
    patience.start()
    try:
        line = process.stdout.readline() if process.stdout is not None else ""
    finally:
        patience.cancel()
    if not line:
        process.kill()
        _end(process)
        raise RuntimeError(f"the sandbox ended before it answered, exit code {process.returncode}")
    return msgspec.json.decode(line, type=ReadyLine)


def _end(process: subprocess.Popen[str]) -> None:
    """Close the child's input, which ends it, and wait for that."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve by options given as one JSON object; for `running_sandbox`, which holds our stdin."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("options", type=json.loads)
    options = parser.parse_args(arguments).options
    options["now"] = datetime.fromisoformat(options["now"])
    serve(**options, end_with_stdin=True)


if __name__ == "__main__":
    main()
