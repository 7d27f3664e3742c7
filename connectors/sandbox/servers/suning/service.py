"""Suning's methods: from an admitted call to the answer's envelope.

Oldest row first; a list that holds nothing on the page asked for is the refusal NO_RESULT.
Source: platforms reference, section 3 (APIs, paging, envelope). Keep out: headers, field formats.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, TypeVar

from connectors.sandbox.clock import minute_of
from connectors.sandbox.servers.paging import Rows, Sifted, SiftedCache, page_of
from connectors.sandbox.servers.suning import errors
from connectors.sandbox.servers.suning.arguments import read_interval, read_page, refuse_unknown
from connectors.sandbox.servers.suning.errors import SuningRefusal
from connectors.sandbox.servers.suning.gate import SuningCall
from connectors.sandbox.servers.suning.items import render_detail, render_item
from connectors.sandbox.servers.suning.orders import STATUS, Record, line_states, render_order
from connectors.sandbox.servers.suning.refunds import STATUS as REFUND_STATUS
from connectors.sandbox.servers.suning.refunds import render_refund

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldOrder, WorldRefund, WorldShop
    from connectors.sandbox.world import World

Row = TypeVar("Row")
Answer = dict[str, object]

_PAGING = frozenset({"pageNo", "pageSize"})
_CREATED = _PAGING | {"startTime", "endTime", "orderStatus"}
_MODIFIED = _PAGING | {"startTime", "endTime", "orderLineStatus"}
_REFUNDS = _PAGING | {"startModified", "endModified", "returnStatus"}
#: 部分发货 is a state that no order of the sandbox is ever in
_ORDER_STATUS = frozenset(STATUS.values()) | {"21"}
_REFUND_STATUS = frozenset("12345678")


class SuningService:
    """Answers admitted calls for one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._shops: dict[str, WorldShop] = {
            s.shop_id: s for s in world.shops if s.platform == "suning"
        }
        self._sifted = SiftedCache()
        #: method → the name of its arguments and of its answer, and what answers it
        self._methods: dict[str, tuple[str, Callable[[SuningCall], Answer]]] = {
            "suning.custom.order.query": ("orderQuery", self._orders_created),
            "suning.custom.ordmodtime.query": ("orderQuery", self._orders_modified),
            "suning.custom.order.get": ("orderGet", self._order),
            "suning.custom.refundlistinformation.query": (
                "queryRefundlistinformation",
                self._refunds,
            ),
            "suning.custom.item.query": ("item", self._items),
            "suning.custom.itemdetail.query": ("itemDetail", self._item),
            "suning.custom.shopinfo.get": ("getShopInfo", self._shop),
        }

    def answer(self, call: SuningCall) -> Answer:
        """The inside of the envelope. Raises SuningRefusal."""
        if call.method not in self._methods:
            raise SuningRefusal(errors.NO_METHOD)
        name, method = self._methods[call.method]
        if call.name != name:
            raise SuningRefusal(errors.PARAMS)
        return method(call)

    def _orders_created(self, call: SuningCall) -> Answer:
        refuse_unknown(call.arguments, _CREATED)
        rows = self._paid_orders(call, "created_and_paid")
        wanted = _status(call, "orderStatus", _ORDER_STATUS)
        if wanted is not None:
            rows = self._sift(call, rows, lambda o: STATUS[o.state] == wanted)
        return _paged(call, rows, render_order)

    def _orders_modified(self, call: SuningCall) -> Answer:
        refuse_unknown(call.arguments, _MODIFIED)
        rows = self._paid_orders(call, "modified_since_paid")
        wanted = _status(call, "orderLineStatus", _ORDER_STATUS)
        if wanted is not None:
            rows = self._sift(call, rows, lambda o: wanted in line_states(o))
        return _paged(call, rows, lambda o: render_order(o, tells_change=True))

    def _paid_orders(
        self, call: SuningCall, by: Literal["created_and_paid", "modified_since_paid"]
    ) -> Rows[WorldOrder]:
        """The window's paid orders; the others stand in a list of their own, not served here."""
        start, end = read_interval(call.arguments, "startTime", "endTime", call.now)
        return self._world.orders(call.shop_id, by=by, start=start, end=end, now=call.now)

    def _order(self, call: SuningCall) -> Answer:
        refuse_unknown(call.arguments, frozenset({"orderCode"}))
        code = call.arguments.get("orderCode", "")
        if not code.isascii() or not code.isdigit():
            raise SuningRefusal(errors.ORDER_CODE)
        order = self._world.order(call.shop_id, code, now=call.now)
        if order is None or order.state not in STATUS:
            raise SuningRefusal(errors.NO_RESULT)
        return {"sn_body": {call.name: render_order(order)}}

    def _refunds(self, call: SuningCall) -> Answer:
        refuse_unknown(call.arguments, _REFUNDS)
        wanted = _status(call, "returnStatus", _REFUND_STATUS)
        start, end = read_interval(call.arguments, "startModified", "endModified", call.now)
        rows: Rows[WorldRefund] = self._world.refunds(
            call.shop_id, start=start, end=end, now=call.now
        )
        if wanted is not None:
            rows = self._sift(call, rows, lambda r: REFUND_STATUS[r.state] == wanted)
        return _paged(call, rows, lambda refund: self._refund(call, refund))

    def _refund(self, call: SuningCall, refund: WorldRefund) -> Record:
        order = self._world.order(call.shop_id, refund.order_id, now=call.now)
        if order is None:
            raise AssertionError("a refund without its order")
        return render_refund(refund, order)

    def _items(self, call: SuningCall) -> Answer:
        refuse_unknown(call.arguments, _PAGING)
        page, size = read_page(call.arguments)
        items = self._world.items(call.shop_id)
        found = [render_item(item) for item in items[(page - 1) * size : page * size]]
        return _listed(call.name, found, page, size, len(items))

    def _item(self, call: SuningCall) -> Answer:
        refuse_unknown(call.arguments, frozenset({"productCode"}))
        if "productCode" not in call.arguments:
            raise SuningRefusal(errors.PRODUCT_CODE)
        code = call.arguments["productCode"]
        for item in self._world.items(call.shop_id):
            if item.item_id == code:
                return {"sn_body": {call.name: render_detail(item)}}
        raise SuningRefusal(errors.NO_RESULT)

    def _shop(self, call: SuningCall) -> Answer:
        return {"sn_body": {call.name: {"shopName": self._shops[call.shop_id].name}}}

    def _sift(self, call: SuningCall, rows: Rows[Row], keep: Callable[[Row], bool]) -> Rows[Row]:
        search = {k: v for k, v in call.arguments.items() if k not in _PAGING}
        key = (call.method, call.shop_id, minute_of(call.now), tuple(sorted(search.items())))
        return self._sifted.get(key, lambda: Sifted(rows, keep))


def _status(call: SuningCall, name: str, known: frozenset[str]) -> str | None:
    wanted = call.arguments.get(name)
    if wanted is not None and wanted not in known:
        raise SuningRefusal(errors.PARAMS)
    return wanted


def _paged(call: SuningCall, rows: Rows[Row], render: Callable[[Row], Record]) -> Answer:
    page, size = read_page(call.arguments)
    found = [render(row) for row in page_of(rows, page, size, newest_first=False)]
    return _listed(call.name, found, page, size, rows.total)


def _listed(name: str, found: list[Record], page: int, size: int, total: int) -> Answer:
    """One page with its head, whose numbers are texts."""
    if not found:
        raise SuningRefusal(errors.NO_RESULT)
    return {
        "sn_head": {
            "pageNo": str(page),
            "pageTotal": str(-(-total // size)),
            "totalSize": str(total),
            "returnMessage": "biz.handler.data-get:success",
        },
        "sn_body": {name: found},
    }
