"""Douyin's front door: every method at a path of its own.

Keep out: system parameters (gate), methods (service).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.douyin.errors import (
    BAD_CLOCK,
    BUSY,
    NO_PERMISSION,
    STRANGE_ADDRESS,
    THROTTLED,
    DouyinRefusal,
)
from connectors.sandbox.servers.douyin.gate import DouyinGate
from connectors.sandbox.servers.douyin.service import DouyinService
from connectors.sandbox.servers.gateway import Answer, Arrival, Why
from connectors.sandbox.servers.lens import Lens, Shape

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.throttle import Throttle
    from connectors.sandbox.world import World

_CONTENT_TYPE = "application/json; charset=utf-8"
_ORDER = {
    "kind": "orders",
    "record_id": ("order_id",),
    "amount": ("pay_amount",),
    "state": ("order_status",),
    "created": ("create_time",),
    "modified": ("update_time",),
    "title": ("sku_order_list", "*", "product_name"),
    "buyer": ("mask_post_receiver",),
    "amount_unit": "fen",
    "time_unit": "seconds",
}
_CASE = ("aftersale_info",)
LENS = Lens(
    msgspec.convert(
        {**_ORDER, "records": ("data", "shop_order_list"), "total": ("data", "total")}, Shape
    ),
    msgspec.convert({**_ORDER, "records": ("data", "shop_order_detail")}, Shape),
    Shape(
        kind="refunds",
        records=("data", "items"),
        record_id=(*_CASE, "aftersale_id"),
        # what was asked for: what really went back stands in the detail
        amount=(*_CASE, "refund_amount"),
        state=(*_CASE, "refund_status"),
        created=(*_CASE, "apply_time"),
        modified=(*_CASE, "update_time"),
        total=("data", "total"),
        more=("data", "has_more"),
        at_end=False,
        amount_unit="fen",
        time_unit="seconds",
    ),
    Shape(
        kind="refunds",
        records=("data", "process_info", "after_sale_info"),
        record_id=("after_sale_id",),
        amount=("real_refund_amount",),
        state=("refund_status",),
        created=("apply_time",),
        modified=("update_time",),
        buyer=("encrypt_post_receiver",),
        amount_unit="fen",
        time_unit="seconds",
    ),
    Shape(
        kind="items",
        records=("data", "data"),
        record_id=("product_id",),
        modified=("update_time",),
        title=("name",),
        total=("data", "total"),
        amount_unit="fen",
        time_unit="seconds",
    ),
)


class DouyinGateway:
    """Douyin's open platform over one world."""

    paths = ("/order/", "/afterSale/", "/product/", "/token/")
    lens = LENS

    def __init__(
        self, world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool
    ) -> None:
        self._gate = DouyinGate(book, throttle, lenient_clock=lenient_clock)
        self._service = DouyinService(world, book)

    def answer(self, arrival: Arrival, now: datetime) -> Answer:
        """The method's answer or a refusal."""
        try:
            data = self._service.answer(self._gate.admit(arrival, now))
        except DouyinRefusal as refusal:
            return _refusal(refusal, arrival)
        return _answer(
            {
                "code": 10000,
                "msg": "success",
                "sub_code": "",
                "sub_msg": "",
                "err_no": 0,
                "message": "success",
                "data": data,
                "log_id": arrival.request_id,
            }
        )

    def throttled(self, arrival: Arrival) -> Answer:
        """Too many calls in this second."""
        return _refusal(THROTTLED, arrival)

    def busy(self, arrival: Arrival) -> Answer:
        """The service behind the gateway failed."""
        return _refusal(BUSY, arrival)

    def refused(self, arrival: Arrival, why: Why) -> Answer | None:
        """The rarer refusals; Douyin's word for a used-up day is not known."""
        refusals = {
            "permission": NO_PERMISSION,
            "address": STRANGE_ADDRESS,
            "clock": BAD_CLOCK,
        }
        return _refusal(refusals[why], arrival) if why in refusals else None


def _refusal(refusal: DouyinRefusal, arrival: Arrival) -> Answer:
    return _answer(refusal.body(arrival.request_id))


def _answer(body: dict[str, object]) -> Answer:
    return Answer(msgspec.json.encode(body), _CONTENT_TYPE)


def make_gateway(
    world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False
) -> DouyinGateway:
    """Douyin over one world."""
    return DouyinGateway(world, book, throttle, lenient_clock=lenient_clock)
