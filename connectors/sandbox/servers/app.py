"""The ASGI application: every platform's gateway at its own paths, and the sandbox's own control.

Control stands beside the platforms and is no part of them: `POST /sandbox/clock` sets the time,
`GET /sandbox` tells the time and how many platform requests came.
Keep out: protocol rules (each platform's gateway), starting a server.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from typing import TYPE_CHECKING, cast

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from connectors.sandbox.servers.access import PlatformAccess, TokenBook
from connectors.sandbox.servers.clock import SandboxClock
from connectors.sandbox.servers.faults.effects import Call, Effect
from connectors.sandbox.servers.faults.views import TamperedWorld
from connectors.sandbox.servers.gateway import PIECE_BYTES, Answer, Arrival, Gateway
from connectors.sandbox.servers.registry import gateway_maker
from connectors.sandbox.servers.throttle import Throttle
from connectors.sandbox.servers.wire import OriginForm

if TYPE_CHECKING:
    from connectors.sandbox.world import World

_JSON_TYPE = "application/json;charset=UTF-8"
_BEIJING = timezone(timedelta(hours=8))
_NOWHERE = Answer(b"Not Found", "text/plain", 404)


class ClockSetting(msgspec.Struct):
    """Body of `POST /sandbox/clock`; `frozen` unset leaves the clock's manner as it is."""

    now: datetime
    frozen: bool | None = None


class Gateways:
    """The platforms over one world and one clock. `token_lifetime` None: tokens never end.

    `effects` are faults, laid over each other in the order given.
    """

    def __init__(
        self,
        world: World,
        clock: SandboxClock,
        access: Mapping[str, PlatformAccess],
        *,
        lenient_clock: bool = False,
        calls_per_second: int | None = None,
        effects: Sequence[Effect] = (),
        token_lifetime: timedelta | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._monotonic = monotonic
        self._count = 0
        self._count_lock = threading.Lock()
        self._effects = effects
        tampers = [effect.tamper for effect in effects if effect.tamper is not None]
        if tampers:
            # it answers all that a server asks of a world
            world = cast("World", TamperedWorld(world, tampers))
        throttle = Throttle(calls_per_second)
        self.books = {
            platform: TokenBook(keys, lifetime=token_lifetime, began=clock.now())
            for platform, keys in access.items()
        }
        self._gateways: dict[str, Gateway] = {
            platform: gateway_maker(platform)(world, book, throttle, lenient_clock=lenient_clock)
            for platform, book in self.books.items()
        }

    def answer(self, arrival: Arrival) -> Answer:
        """What is sent back to a platform's request; 404 where no platform has the path."""
        platform = self._platform_of(arrival)
        if platform is None:
            return _NOWHERE
        gateway, now = self._gateways[platform], self._clock.request_came()
        call = Call(platform, gateway, self.books[platform], arrival, now, self._monotonic())
        for effect in self._effects:
            told = effect.before(call) if effect.before is not None else None
            if told is not None:
                return told
        answer = gateway.answer(arrival, now)
        for effect in self._effects:
            if effect.after is not None:
                answer = effect.after(call, answer)
        return answer

    def next_request_id(self) -> str:
        """Count one more platform request and name it."""
        with self._count_lock:
            self._count += 1
            return f"sandbox{self._count:08x}"

    def http_date(self) -> str:
        """The sandbox's time as a Date header: real platforms tell theirs so."""
        return format_datetime(
            self._clock.now().replace(tzinfo=_BEIJING).astimezone(UTC), usegmt=True
        )

    def status(self) -> bytes:
        """The sandbox's time and the number of platform requests so far, as JSON."""
        return msgspec.json.encode({"now": self._clock.now(), "request_count": self._count})

    def set_clock(self, setting: ClockSetting) -> None:
        """Set the sandbox's time."""
        self._clock.set(setting.now, frozen=setting.frozen)

    def _platform_of(self, arrival: Arrival) -> str | None:
        found = [name for name, gateway in self._gateways.items() if _takes(gateway, arrival.path)]
        if len(found) > 1:
            sent = arrival.query + b"&" + arrival.body
            keys = {name: self.books[name].access.app_key.encode() for name in found}
            found = [name for name in found if keys[name] in sent]
        return found[0] if found else None


def _takes(gateway: Gateway, path: str) -> bool:
    return any(path == own or (own.endswith("/") and path.startswith(own)) for own in gateway.paths)


class Delivery(Response):
    """An answer on its way: whole at once, in slow pieces, or cut off."""

    def __init__(self, answer: Answer, date: str) -> None:
        headers = {"content-type": answer.content_type, "date": date, **answer.headers}
        super().__init__(answer.body, answer.status, headers)
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it. One that is cut off never says that it is over, so the server hangs up."""
        cut, pause = self._answer.cut_after, self._answer.pause_seconds
        if cut is None and not pause:
            await super().__call__(scope, receive, send)
            return
        start = {"type": "http.response.start", "status": self.status_code}
        await send({**start, "headers": self.raw_headers})
        told = bytes(self.body)[:cut]
        for at in range(0, len(told), PIECE_BYTES):
            piece = told[at : at + PIECE_BYTES]
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            await asyncio.sleep(pause)
        if cut is None:
            await send({"type": "http.response.body", "body": b""})


class _Endpoints:
    """The gateways as Starlette's endpoints."""

    def __init__(self, gateways: Gateways) -> None:
        self._gateways = gateways

    async def platform(self, request: Request) -> Response:
        arrival = Arrival(
            method=request.method,
            path=request.url.path,
            query=request.scope["query_string"],
            headers={name.lower(): value for name, value in request.headers.items()},
            body=await request.body(),
            request_id=self._gateways.next_request_id(),
        )
        return Delivery(self._gateways.answer(arrival), self._gateways.http_date())

    async def status(self, _request: Request) -> Response:
        return Response(self._gateways.status(), media_type=_JSON_TYPE)

    async def set_clock(self, request: Request) -> Response:
        try:
            setting = msgspec.json.decode(await request.body(), type=ClockSetting)
        except msgspec.MsgspecError as error:
            return Response(str(error), status_code=400)
        self._gateways.set_clock(setting)
        return await self.status(request)


def make_app(gateways: Gateways) -> ASGIApp:
    """The routes, behind the repair of absolute-form request targets."""
    end = _Endpoints(gateways)
    endpoints: list[tuple[str, Callable[[Request], object], list[str]]] = [
        ("/sandbox", end.status, ["GET"]),
        ("/sandbox/clock", end.set_clock, ["POST"]),
        ("/{path:path}", end.platform, ["GET", "POST"]),
    ]
    return OriginForm(Starlette(routes=[Route(p, e, methods=m) for p, e, m in endpoints]))
