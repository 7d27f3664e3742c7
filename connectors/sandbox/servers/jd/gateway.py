"""JD's front door: the router, and the token service that JD runs on a host of its own.

Keep out: system parameters (gate), methods (service).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.gateway import Answer, Arrival, Why
from connectors.sandbox.servers.jd.errors import JdRefusal
from connectors.sandbox.servers.jd.gate import JdGate
from connectors.sandbox.servers.jd.service import JdService
from connectors.sandbox.servers.jd.tokens import refreshed
from connectors.sandbox.servers.lens import Lens, Shape
from connectors.sandbox.servers.wire import RepeatedParameter, read_parameters

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.throttle import Throttle
    from connectors.sandbox.world import World

ROUTER = "/routerjson"
TOKEN_REFRESH = "/oauth2/refresh_token"  # noqa: S105 - a path

_CONTENT_TYPE = "application/json;charset=UTF-8"
_ORDER = {
    "kind": "orders",
    "record_id": ("orderId",),
    "amount": ("orderPayment",),
    "state": ("orderState",),
    "created": ("orderStartTime",),
    "modified": ("modified",),
    "title": ("itemInfoList", "*", "skuName"),
    "buyer": ("consigneeInfo", "fullname"),
}


def _search(method: str) -> Shape:
    envelope = f"jingdong_pop_order_{method}_responce"
    found = (envelope, "searchorderinfo_result")
    fields = {"records": (*found, "orderInfoList"), "total": (*found, "orderTotal")}
    return msgspec.convert({**_ORDER, **fields}, Shape)


_BILLS = ("jingdong_asc_serviceAndRefund_view_responce", "pageResult")
_ONE_ORDER = ("jingdong_pop_order_get_responce", "orderDetailInfo", "orderInfo")
_WARES = ("jingdong_ware_read_searchWare4Valid_responce", "page")
_AMOUNT = ("jingdong_b2c_shop_aftersales_refund_get_responce", "result", "data")
LENS = Lens(
    _search("search"),
    _search("enSearch"),
    msgspec.convert({**_ORDER, "records": _ONE_ORDER}, Shape),
    Shape(
        kind="refunds",
        records=(*_BILLS, "data"),
        record_id=("afsRefundId",),
        state=("status",),
        created=("applyTime",),
        modified=("approveTime",),
        total=(*_BILLS, "totalCount"),
    ),
    # the amount of one bill, asked for by itself
    Shape(
        kind="refunds",
        records=_AMOUNT,
        record_id=("orderId",),
        amount=("afsActualRefundDetail", "actualRefundAmount"),
    ),
    Shape(
        kind="items",
        records=(*_WARES, "data"),
        record_id=("wareId",),
        modified=("modified",),
        title=("title",),
        total=(*_WARES, "totalItem"),
        time_unit="milliseconds",
    ),
)


class JdGateway:
    """JD's open platform over one world."""

    paths = (ROUTER, TOKEN_REFRESH)
    lens = LENS

    def __init__(
        self, world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool
    ) -> None:
        self._book = book
        self._gate = JdGate(book, throttle, lenient_clock=lenient_clock)
        self._service = JdService(world)

    def answer(self, arrival: Arrival, now: datetime) -> Answer:
        """The method's answer or a refusal."""
        try:
            parameters = read_parameters(arrival)
            if arrival.path == TOKEN_REFRESH:
                return _answer(refreshed(self._book, parameters, now))
            call = self._gate.admit(parameters, now)
            name, answer = self._service.answer(call)
        except RepeatedParameter:
            return _answer(JdRefusal(12).body())
        except JdRefusal as refusal:
            return _answer(refusal.body())
        return _answer({name: answer})

    def throttled(self, arrival: Arrival) -> Answer:
        """Too many calls in this second."""
        del arrival
        return _answer(JdRefusal(2).body())

    def busy(self, arrival: Arrival) -> Answer:
        """The service behind the gateway failed."""
        del arrival
        return _answer(JdRefusal(67).body())

    def refused(self, arrival: Arrival, why: Why) -> Answer | None:
        """The rarer refusals; JD's words for a used-up day or a strange address are unknown."""
        del arrival
        code = {"permission": 21, "clock": 8}.get(why)
        return None if code is None else _answer(JdRefusal(code).body())


def _answer(body: dict[str, object]) -> Answer:
    return Answer(msgspec.json.encode(body), _CONTENT_TYPE)


def make_gateway(
    world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False
) -> JdGateway:
    """JD over one world."""
    return JdGateway(world, book, throttle, lenient_clock=lenient_clock)
