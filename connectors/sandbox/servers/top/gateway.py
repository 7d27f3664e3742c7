"""TOP's front door: one path, refusals with HTTP 200, the raw TAB that the real one lets through.

Keep out: system parameters (gate), methods (service).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.gateway import Answer, Arrival, Why
from connectors.sandbox.servers.lens import Lens, Shape
from connectors.sandbox.servers.top.errors import TopRefusal
from connectors.sandbox.servers.top.gate import TOKEN_REFRESH, TopGate
from connectors.sandbox.servers.top.service import TopService
from connectors.sandbox.servers.top.tokens import refreshed
from connectors.sandbox.servers.top.trades import RAW_TAB
from connectors.sandbox.servers.wire import RepeatedParameter, read_parameters

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.throttle import Throttle
    from connectors.sandbox.world import World

_CONTENT_TYPE = "text/javascript;charset=UTF-8"
_TRADE = {
    "kind": "orders",
    "record_id": ("tid",),
    "amount": ("payment",),
    "state": ("status",),
    "created": ("created",),
    "modified": ("modified",),
    "title": ("orders", "order", "*", "title"),
    "buyer": ("receiver_name",),
}
_REFUND = {
    "kind": "refunds",
    "record_id": ("refund_id",),
    "amount": ("refund_fee",),
    "state": ("status",),
    "created": ("created",),
    "modified": ("modified",),
    "buyer": ("buyer_nick",),
}
_ITEM = {
    "kind": "items",
    "record_id": ("num_iid",),
    "modified": ("modified",),
    "title": ("title",),
}


def _list(envelope: str, outer: str, inner: str, fields: Mapping[str, object]) -> Shape:
    return msgspec.convert(
        {
            **fields,
            "records": (envelope, outer, inner),
            "total": (envelope, "total_results"),
            "more": (envelope, "has_next"),
        },
        Shape,
    )


def _single(envelope: str, name: str, fields: Mapping[str, object]) -> Shape:
    return msgspec.convert({**fields, "records": (envelope, name)}, Shape)


LENS = Lens(
    _list("trades_sold_get_response", "trades", "trade", _TRADE),
    _list("trades_sold_increment_get_response", "trades", "trade", _TRADE),
    _single("trade_fullinfo_get_response", "trade", _TRADE),
    _list("refunds_receive_get_response", "refunds", "refund", _REFUND),
    _single("refund_get_response", "refund", _REFUND),
    _list("items_onsale_get_response", "items", "item", _ITEM),
    _list("items_seller_list_get_response", "items", "item", _ITEM),
)


class TopGateway:
    """Taobao's open platform over one world."""

    paths = ("/router/rest",)
    lens = LENS

    def __init__(
        self, world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool
    ) -> None:
        self._book = book
        self._gate = TopGate(book, throttle, lenient_clock=lenient_clock)
        self._service = TopService(world)

    def answer(self, arrival: Arrival, now: datetime) -> Answer:
        """The method's answer or a refusal."""
        try:
            call = self._gate.admit(read_parameters(arrival), now)
            if call.method == TOKEN_REFRESH:
                name, answer = refreshed(self._book, call)
            else:
                name, answer = self._service.answer(call)
        except RepeatedParameter:
            return _refusal(TopRefusal(25, sub_msg="a parameter was sent twice"), arrival)
        except TopRefusal as refusal:
            return _refusal(refusal, arrival)
        return _answer({name: answer | {"request_id": arrival.request_id}})

    def throttled(self, arrival: Arrival) -> Answer:
        """Too many calls in this second."""
        return _refusal(
            TopRefusal(
                7,
                sub_code="accesscontrol.limited-by-api-access-count",
                sub_msg="This ban will last for 1 more seconds",
            ),
            arrival,
        )

    def busy(self, arrival: Arrival) -> Answer:
        """The service behind the gateway can't be reached."""
        return _refusal(TopRefusal(15, sub_code="isp.top-remote-service-unavailable"), arrival)

    def refused(self, arrival: Arrival, why: Why) -> Answer | None:
        """The rarer refusals (the sub codes of quota and address are from memory)."""
        refusal = {
            "quota": TopRefusal(
                7,
                sub_code="accesscontrol.limited-by-app-access-count",
                sub_msg="This ban will last for 36000 more seconds",
            ),
            "permission": TopRefusal(11, sub_code="isv.permission-api-package-not-allowed"),
            "address": TopRefusal(11, sub_code="isv.ip-not-in-whitelist"),
            "clock": TopRefusal(31, sub_msg="the timestamp is more than 10 minutes off"),
        }.get(why)
        return None if refusal is None else _refusal(refusal, arrival)


def _refusal(refusal: TopRefusal, arrival: Arrival) -> Answer:
    return _answer(refusal.body(arrival.request_id))


def _answer(body: dict[str, object]) -> Answer:
    # the marker becomes the raw TAB that the real gateway leaves unescaped
    text = msgspec.json.encode(body).replace(RAW_TAB.encode(), b"\t")
    return Answer(text, _CONTENT_TYPE)


def make_gateway(
    world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False
) -> TopGateway:
    """TOP over one world."""
    return TopGateway(world, book, throttle, lenient_clock=lenient_clock)
