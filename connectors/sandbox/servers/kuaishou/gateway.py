"""Kuaishou's front door: every method at its own path below `/open/`, and the token service.

Keep out: system parameters (gate), methods (service).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.gateway import Answer, Arrival, Why
from connectors.sandbox.servers.kuaishou import errors
from connectors.sandbox.servers.kuaishou.gate import KsGate
from connectors.sandbox.servers.kuaishou.service import KsService
from connectors.sandbox.servers.kuaishou.tokens import refreshed
from connectors.sandbox.servers.lens import Lens, Shape
from connectors.sandbox.servers.wire import RepeatedParameter, read_parameters

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.throttle import Throttle
    from connectors.sandbox.world import World

METHODS = "/open/"
TOKEN_REFRESH = "/oauth2/refresh_token"  # noqa: S105 - a path

_CONTENT_TYPE = "application/json;charset=UTF-8"
LENS = Lens(
    Shape(
        kind="orders",
        records=("data", "orderList"),
        record_id=("orderBaseInfo", "oid"),
        amount=("orderBaseInfo", "totalFee"),
        state=("orderBaseInfo", "status"),
        created=("orderBaseInfo", "createTime"),
        modified=("orderBaseInfo", "updateTime"),
        title=("orderItemInfo", "itemTitle"),
        buyer=("orderAddress", "desensitiseConsignee"),
        more=("data", "cursor"),
        at_end="nomore",
        amount_unit="fen",
        time_unit="milliseconds",
    ),
    # the head of one order, asked for by itself
    Shape(
        kind="orders",
        records=("data", "orderBaseInfo"),
        record_id=("oid",),
        amount=("totalFee",),
        state=("status",),
        created=("createTime",),
        modified=("updateTime",),
        amount_unit="fen",
        time_unit="milliseconds",
    ),
    Shape(
        kind="refunds",
        records=("data", "refundOrderInfoList"),
        record_id=("refundId",),
        amount=("refundFee",),
        state=("status",),
        created=("createTime",),
        modified=("updateTime",),
        more=("data", "pcursor"),
        at_end="nomore",
        amount_unit="fen",
        time_unit="milliseconds",
    ),
    Shape(
        kind="items",
        records=("data", "items"),
        record_id=("kwaiItemId",),
        modified=("updateTime",),
        title=("title",),
        total=("data", "totalItemCount"),
        amount_unit="fen",
        time_unit="milliseconds",
    ),
)


class KsGateway:
    """Kuaishou's open platform over one world."""

    paths = (METHODS, TOKEN_REFRESH)
    lens = LENS

    def __init__(
        self, world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool
    ) -> None:
        self._book = book
        self._gate = KsGate(book, throttle, lenient_clock=lenient_clock)
        self._service = KsService(world)

    def answer(self, arrival: Arrival, now: datetime) -> Answer:
        """The method's answer or a refusal."""
        try:
            parameters = read_parameters(arrival)
            if arrival.path == TOKEN_REFRESH:
                return _answer(refreshed(self._book, parameters, now))
            call = self._gate.admit(arrival.path, parameters, now)
            data = self._service.answer(call)
        except RepeatedParameter:
            return _refuse(errors.bad_signature(), arrival)
        except errors.KsRefusal as refusal:
            return _refuse(refusal, arrival)
        return _answer({"result": 1, "code": "1", "msg": "success", "data": data})

    def throttled(self, arrival: Arrival) -> Answer:
        """Too many calls in this second."""
        return _refuse(errors.throttled(), arrival)

    def busy(self, arrival: Arrival) -> Answer:
        """The service behind the gateway failed."""
        return _refuse(errors.busy(), arrival)

    def refused(self, arrival: Arrival, why: Why) -> Answer | None:
        """The rarer refusals; Kuaishou's words for a strange address are unknown."""
        if why == "address":
            return None
        known = {
            "quota": errors.day_used_up(),
            "permission": errors.no_permission(),
            "clock": errors.bad_timestamp(),
            "cursor": errors.invalid("cursor"),
        }
        return _refuse(known[why], arrival)


def _refuse(refusal: errors.KsRefusal, arrival: Arrival) -> Answer:
    return _answer(refusal.body(arrival.request_id))


def _answer(body: dict[str, object]) -> Answer:
    return Answer(msgspec.json.encode(body), _CONTENT_TYPE)


def make_gateway(
    world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False
) -> KsGateway:
    """Kuaishou over one world."""
    return KsGateway(world, book, throttle, lenient_clock=lenient_clock)
