"""Suning's front door: one address for all methods, and the token service beside it.

Keep out: headers and signature (gate), methods (service).
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from connectors.sandbox.servers.gateway import Answer, Arrival, Why
from connectors.sandbox.servers.lens import Lens, Shape
from connectors.sandbox.servers.suning import errors
from connectors.sandbox.servers.suning.errors import SuningRefusal
from connectors.sandbox.servers.suning.gate import SuningGate
from connectors.sandbox.servers.suning.service import SuningService
from connectors.sandbox.servers.suning.tokens import refreshed

if TYPE_CHECKING:
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.servers.throttle import Throttle
    from connectors.sandbox.world import World

GATEWAY = "/api/http/sopRequest"
TOKEN = "/api/oauth/token"  # noqa: S105 - a path

_CONTENT_TYPE = "application/json;charset=UTF-8"
_BODY = ("sn_responseContent", "sn_body")
_TOTAL = ("sn_responseContent", "sn_head", "totalSize")
_ORDER = Shape(
    kind="orders",
    records=(*_BODY, "orderQuery"),
    record_id=("orderCode",),
    amount=("countMoney",),
    state=("orderTotalStatus",),
    created=("orderTime",),
    modified=("orderDetail", "*", "orderLineStatusChangeTime"),
    title=("orderDetail", "*", "productName"),
    buyer=("customerName",),
    total=_TOTAL,
)
LENS = Lens(
    _ORDER,
    msgspec.structs.replace(_ORDER, records=(*_BODY, "orderGet"), total=()),
    Shape(
        kind="refunds",
        records=(*_BODY, "queryRefundlistinformation"),
        record_id=("returnApplyId",),
        amount=("returnMoney",),
        state=("returnStatusValue",),
        created=("applyTime",),
        modified=("operateTime",),
        title=("commodityName",),
        buyer=("customer",),
        total=_TOTAL,
    ),
    Shape(
        kind="items",
        records=(*_BODY, "item"),
        record_id=("productCode",),
        modified=("editTime",),
        title=("productName",),
        total=_TOTAL,
    ),
    Shape(
        kind="items",
        records=(*_BODY, "itemDetail"),
        record_id=("productCode",),
        modified=("editTime",),
        title=("productName",),
    ),
)


class SuningGateway:
    """Suning's open platform over one world."""

    paths = (GATEWAY, TOKEN)
    lens = LENS

    def __init__(
        self, world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool
    ) -> None:
        self._book = book
        self._gate = SuningGate(book, throttle, lenient_clock=lenient_clock)
        self._service = SuningService(world)

    def answer(self, arrival: Arrival, now: datetime) -> Answer:
        """The method's answer or a refusal."""
        if arrival.path == TOKEN:
            return _answer(refreshed(self._book, arrival.body, now))
        try:
            content = self._service.answer(self._gate.admit(arrival, now))
        except SuningRefusal as refusal:
            return _answer(refusal.body())
        return _answer({"sn_responseContent": content})

    def throttled(self, arrival: Arrival) -> Answer:
        """Too many calls."""
        del arrival
        return _answer(SuningRefusal(errors.THROTTLED).body())

    def busy(self, arrival: Arrival) -> Answer:
        """The service behind the gateway failed."""
        del arrival
        return _answer(SuningRefusal(errors.BUSY).body())

    def refused(self, arrival: Arrival, why: Why) -> Answer | None:
        """The rarer refusals; no document tells Suning's words for a used-up day or an address."""
        del arrival
        code = {"permission": errors.NO_PERMISSION, "clock": errors.CLOCK}.get(why)
        return None if code is None else _answer(SuningRefusal(code).body())


def _answer(body: dict[str, object]) -> Answer:
    return Answer(msgspec.json.encode(body), _CONTENT_TYPE)


def make_gateway(
    world: World, book: TokenBook, throttle: Throttle, *, lenient_clock: bool = False
) -> SuningGateway:
    """Suning over one world."""
    return SuningGateway(world, book, throttle, lenient_clock=lenient_clock)
