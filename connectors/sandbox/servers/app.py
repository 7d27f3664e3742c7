"""The ASGI application: both gateways at their own paths, and the sandbox's own control.

Control stands beside the platforms and is no part of them: `POST /sandbox/clock` sets the time,
`GET /sandbox` tells the time and how many platform requests came.
Keep out: protocol rules (each platform's gate and service), starting a server.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from connectors.sandbox.servers.access import PlatformAccess
from connectors.sandbox.servers.clock import SandboxClock
from connectors.sandbox.servers.faults import make_fault
from connectors.sandbox.servers.jd.errors import JdRefusal
from connectors.sandbox.servers.jd.gate import JdGate
from connectors.sandbox.servers.jd.service import JdService
from connectors.sandbox.servers.throttle import Throttle
from connectors.sandbox.servers.top.errors import TopRefusal
from connectors.sandbox.servers.top.gate import TopGate
from connectors.sandbox.servers.top.service import TopService
from connectors.sandbox.servers.top.trades import RAW_TAB
from connectors.sandbox.servers.wire import OriginForm, RepeatedParameter, read_parameters

if TYPE_CHECKING:
    from connectors.sandbox.world import World

TOP_PATH = "/router/rest"
JD_PATH = "/routerjson"

_TOP_TYPE = "text/javascript;charset=UTF-8"
_JSON_TYPE = "application/json;charset=UTF-8"


class ClockSetting(msgspec.Struct):
    """Body of `POST /sandbox/clock`; `frozen` unset leaves the clock's manner as it is."""

    now: datetime
    frozen: bool | None = None


class Gateways:
    """The endpoints over one world and one clock."""

    def __init__(
        self,
        world: World,
        clock: SandboxClock,
        access: dict[str, PlatformAccess],
        *,
        lenient_clock: bool = False,
        calls_per_second: int | None = None,
        faults: Sequence[str] = (),
    ) -> None:
        self._clock = clock
        self._request_count = 0
        self._fault = make_fault(faults)
        throttle = Throttle(calls_per_second)
        self._top_gate = TopGate(access["taobao"], throttle, lenient_clock=lenient_clock)
        self._top = TopService(world)
        self._jd_gate = JdGate(access["jd"], throttle, lenient_clock=lenient_clock)
        self._jd = JdService(world)

    async def top(self, request: Request) -> Response:
        """TOP's gateway."""
        request_id = self._arrived()
        try:
            call = self._top_gate.admit(await read_parameters(request), self._clock.request_came())
            name, answer = self._top.answer(call)
            body: dict[str, object] = {name: answer | {"request_id": request_id}}
        except RepeatedParameter:
            body = TopRefusal(25, sub_msg="a parameter was sent twice").body(request_id)
        except TopRefusal as refusal:
            body = refusal.body(request_id)
        # the marker becomes the raw TAB that the real gateway leaves unescaped
        text = msgspec.json.encode(body).replace(RAW_TAB.encode(), b"\t")
        return Response(self._fault(text), media_type=_TOP_TYPE)

    async def jd(self, request: Request) -> Response:
        """JD's gateway."""
        self._arrived()
        try:
            call = self._jd_gate.admit(await read_parameters(request), self._clock.request_came())
            name, answer = self._jd.answer(call)
            body: dict[str, object] = {name: answer}
        except RepeatedParameter:
            body = JdRefusal(12).body()
        except JdRefusal as refusal:
            body = refusal.body()
        return Response(self._fault(msgspec.json.encode(body)), media_type=_JSON_TYPE)

    async def status(self, _request: Request) -> Response:
        """The sandbox's time and the number of platform requests so far."""
        return self._status()

    async def set_clock(self, request: Request) -> Response:
        """Set the time; a body that can't be read is answered with 400."""
        try:
            setting = msgspec.json.decode(await request.body(), type=ClockSetting)
        except msgspec.MsgspecError as error:
            return Response(str(error), status_code=400)
        self._clock.set(setting.now, frozen=setting.frozen)
        return self._status()

    def _status(self) -> Response:
        told = {"now": self._clock.now(), "request_count": self._request_count}
        return Response(msgspec.json.encode(told), media_type=_JSON_TYPE)

    def _arrived(self) -> str:
        self._request_count += 1
        return f"sandbox{self._request_count:08x}"


def make_app(gateways: Gateways) -> ASGIApp:
    """The routes, behind the repair of absolute-form request targets."""
    methods = ["GET", "POST"]
    endpoints: list[tuple[str, Callable[[Request], object], list[str]]] = [
        (TOP_PATH, gateways.top, methods),
        (JD_PATH, gateways.jd, methods),
        ("/sandbox", gateways.status, ["GET"]),
        ("/sandbox/clock", gateways.set_clock, ["POST"]),
    ]
    return OriginForm(Starlette(routes=[Route(p, e, methods=m) for p, e, m in endpoints]))
