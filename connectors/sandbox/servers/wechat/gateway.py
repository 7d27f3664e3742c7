"""WeChat's front door: tokens by app id and secret, then interfaces by their paths.

A list gives ids alone, so the shapes show the records one by one.
Keep out: token and body (gate), interfaces (service).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.gateway import Answer, Arrival, Why
from connectors.sandbox.servers.lens import Lens, Shape
from connectors.sandbox.servers.wechat.errors import WechatRefusal
from connectors.sandbox.servers.wechat.gate import WechatGate
from connectors.sandbox.servers.wechat.service import PREFIX, WechatService
from connectors.sandbox.servers.wechat.tokens import STABLE_PATH, TOKEN_PATH, TokenDesk

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.throttle import Throttle
    from connectors.sandbox.world import World

_CONTENT_TYPE = "application/json; encoding=utf-8"
LENS = Lens(
    # the lists tell ids only
    Shape(kind="orders", records=("order_id_list",), more=("has_more",), cursor=("next_key",)),
    Shape(
        kind="refunds",
        records=("after_sale_order_id_list",),
        more=("has_more",),
        cursor=("next_key",),
    ),
    Shape(kind="items", records=("product_ids",), more=("next_key",), at_end=""),
    Shape(
        kind="orders",
        records=("order",),
        record_id=("order_id",),
        amount=("order_detail", "price_info", "order_price"),
        state=("status",),
        created=("create_time",),
        modified=("update_time",),
        title=("order_detail", "product_infos", "*", "title"),
        buyer=("order_detail", "delivery_info", "address_info", "user_name"),
        amount_unit="fen",
        time_unit="seconds",
    ),
    Shape(
        kind="refunds",
        records=("after_sale_order",),
        record_id=("after_sale_order_id",),
        amount=("refund_info", "amount"),
        state=("status",),
        created=("create_time",),
        modified=("update_time",),
        buyer=("openid",),
        amount_unit="fen",
        time_unit="seconds",
    ),
    Shape(
        kind="items",
        records=("product",),
        record_id=("product_id",),
        state=("status",),
        modified=("edit_time",),
        title=("title",),
        amount_unit="fen",
        time_unit="seconds",
    ),
)


class WechatGateway:
    """WeChat's shop interfaces over one world. They know no timestamp, so no clock is compared."""

    paths = (TOKEN_PATH, STABLE_PATH, PREFIX)
    lens = LENS

    def __init__(self, world: World, book: TokenBook, throttle: Throttle) -> None:
        self._desk = TokenDesk(book)
        self._gate = WechatGate(book, throttle)
        self._service = WechatService(world)

    def answer(self, arrival: Arrival, now: datetime) -> Answer:
        """The interface's answer or a refusal."""
        try:
            if arrival.path in (TOKEN_PATH, STABLE_PATH):
                return _answer(self._desk.answer(arrival, now))
            method = self._service.method_of(arrival.path)
            if method is None:
                return Answer(b"404 Not Found", "text/plain", 404)
            call = self._gate.admit(arrival, now, method=method)
            return _answer({"errcode": 0, "errmsg": "ok", **self._service.answer(call)})
        except WechatRefusal as refusal:
            return _answer(refusal.body(arrival.request_id))

    def throttled(self, arrival: Arrival) -> Answer:
        """Too many calls in this minute."""
        return _answer(WechatRefusal(45011).body(arrival.request_id))

    def busy(self, arrival: Arrival) -> Answer:
        """The system is busy."""
        return _answer(WechatRefusal(-1).body(arrival.request_id))

    def refused(self, arrival: Arrival, why: Why) -> Answer | None:
        """The rarer refusals; without timestamps there is none for a clock that is off."""
        code = {"quota": 45009, "permission": 48001, "address": 45035, "cursor": 606006}.get(why)
        return None if code is None else _answer(WechatRefusal(code).body(arrival.request_id))


def _answer(body: dict[str, object]) -> Answer:
    return Answer(msgspec.json.encode(body), _CONTENT_TYPE)


def make_gateway(
    world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False
) -> WechatGateway:
    """WeChat over one world."""
    del lenient_clock
    return WechatGateway(world, book, throttle)
