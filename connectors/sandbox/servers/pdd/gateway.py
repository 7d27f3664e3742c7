"""Pinduoduo's front door: one router for all methods.

Keep out: common parameters (gate), methods (service).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.gateway import Answer, Arrival, Why
from connectors.sandbox.servers.lens import Lens, Shape
from connectors.sandbox.servers.pdd.errors import PddRefusal
from connectors.sandbox.servers.pdd.gate import PddGate, parameters_of
from connectors.sandbox.servers.pdd.service import PddService

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.throttle import Throttle
    from connectors.sandbox.world import World

ROUTER = "/api/router"

_CONTENT_TYPE = "application/json;charset=UTF-8"
_ORDER = {
    "kind": "orders",
    "record_id": ("order_sn",),
    "amount": ("pay_amount",),
    "state": ("confirm_status",),
    "created": ("created_time",),
    "modified": ("updated_at",),
    "title": ("item_list", "*", "goods_name"),
    "buyer": ("receiver_name_mask",),
}


def _orders(envelope: str, inner: str) -> Shape:
    places = {
        "records": (envelope, inner),
        "total": (envelope, "total_count"),
        "more": (envelope, "has_next"),
    }
    return msgspec.convert({**_ORDER, **places}, Shape)


LENS = Lens(
    _orders("order_list_get_response", "order_list"),
    _orders("order_sn_increment_get_response", "order_sn_list"),
    msgspec.convert({**_ORDER, "records": ("order_info_get_response", "order_info")}, Shape),
    Shape(
        kind="refunds",
        records=("refund_increment_get_response", "refund_list"),
        record_id=("id",),
        amount=("refund_amount",),
        state=("after_sales_status",),
        created=("created_time",),
        modified=("updated_time",),
        title=("goods_name",),
        total=("refund_increment_get_response", "total_count"),
    ),
    Shape(
        kind="items",
        records=("goods_list_get_response", "goods_list"),
        record_id=("goods_id",),
        title=("goods_name",),
        total=("goods_list_get_response", "total_count"),
    ),
    Shape(
        kind="items",
        records=("goods_detail_get_response",),
        record_id=("goods_id",),
        title=("goods_name",),
    ),
)


class PddGateway:
    """Pinduoduo's open platform over one world."""

    paths = (ROUTER,)
    lens = LENS

    def __init__(
        self, world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool
    ) -> None:
        self._gate = PddGate(book, throttle, lenient_clock=lenient_clock)
        self._service = PddService(world, book)

    def answer(self, arrival: Arrival, now: datetime) -> Answer:
        """The method's answer or a refusal."""
        try:
            call = self._gate.admit(parameters_of(arrival), now)
            envelope, answer = self._service.answer(call)
        except PddRefusal as refusal:
            return _refusal(refusal, arrival)
        return _answer({envelope: answer | {"request_id": arrival.request_id}})

    def throttled(self, arrival: Arrival) -> Answer:
        """The interface is asked too often by all."""
        return _refusal(PddRefusal(52101), arrival)

    def busy(self, arrival: Arrival) -> Answer:
        """The service behind the gateway is out for now."""
        return _refusal(PddRefusal(52103), arrival)

    def refused(self, arrival: Arrival, why: Why) -> Answer | None:
        """The rarer refusals."""
        codes = {"quota": 70036, "permission": 20031, "address": 20005}
        if why in codes:
            return _refusal(PddRefusal(codes[why]), arrival)
        return _refusal(PddRefusal(10001, of="timestamp"), arrival) if why == "clock" else None


def _refusal(refusal: PddRefusal, arrival: Arrival) -> Answer:
    return _answer(refusal.body(arrival.request_id))


def _answer(body: dict[str, object]) -> Answer:
    return Answer(msgspec.json.encode(body), _CONTENT_TYPE)


def make_gateway(
    world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False
) -> PddGateway:
    """Pinduoduo over one world."""
    return PddGateway(world, book, throttle, lenient_clock=lenient_clock)
