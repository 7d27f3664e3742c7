"""TOP's methods: from an admitted call to the answer's envelope.

Lists are wrapped twice; `total_results` is absent where the caller asked for `has_next`.
Source: platforms reference, section 1. Keep out: system parameters, field formats.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from connectors.sandbox.clock import minute_of
from connectors.sandbox.servers.lookup import refunded_order
from connectors.sandbox.servers.paging import Rows, Sifted, SiftedCache, page_of
from connectors.sandbox.servers.top.arguments import (
    INCLUSIVE,
    REACH,
    Projection,
    Record,
    created_interval,
    modified_interval,
    read_page,
    read_time,
    refuse_unknown,
)
from connectors.sandbox.servers.top.errors import TopRefusal, invalid, missing
from connectors.sandbox.servers.top.gate import TopCall
from connectors.sandbox.servers.top.items import render_item
from connectors.sandbox.servers.top.refunds import render_refund
from connectors.sandbox.servers.top.trades import (
    REFUND_STATUS,
    STATUS,
    TRADE_TYPES,
    render_trade,
    trade_type,
)

if TYPE_CHECKING:
    from datetime import datetime

    from connectors.sandbox.records import WorldOrder, WorldRefund, WorldShop
    from connectors.sandbox.world import World

Row = TypeVar("Row")

_PAGING = frozenset({"fields", "page_no", "page_size", "use_has_next"})
_CREATED = _PAGING | {"start_created", "end_created", "status", "type"}
_MODIFIED = _PAGING | {"start_modified", "end_modified", "status", "type"}
_REFUNDS = _PAGING | {"start_modified", "end_modified", "status"}
_MOST_ITEMS = 20


class TopService:
    """Answers admitted calls for one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._shops: dict[str, WorldShop] = {
            s.shop_id: s for s in world.shops if s.platform == "taobao"
        }
        self._sifted = SiftedCache()
        self._methods: dict[str, Callable[[TopCall], Record]] = {
            "taobao.trades.sold.get": self._trades_sold,
            "taobao.trades.sold.increment.get": self._trades_increment,
            "taobao.trade.fullinfo.get": self._trade_fullinfo,
            "taobao.refunds.receive.get": self._refunds_receive,
            "taobao.refund.get": self._refund,
            "taobao.shop.seller.get": self._shop_seller,
            "taobao.items.onsale.get": self._items_onsale,
            "taobao.items.seller.list.get": self._items_seller_list,
        }

    def answer(self, call: TopCall) -> tuple[str, Record]:
        """Name of the envelope and what stands in it. Raises TopRefusal."""
        method = self._methods.get(call.method)
        if method is None:
            raise TopRefusal(22, sub_code="isv.method-not-exists")
        name = call.method.removeprefix("taobao.").replace(".", "_")
        return f"{name}_response", method(call)

    def _trades_sold(self, call: TopCall) -> Record:
        refuse_unknown(call.params, _CREATED)
        start, end = created_interval(call.params, call.now)
        rows = self._world.orders(call.shop_id, by="created", start=start, end=end, now=call.now)
        return self._trade_list(call, rows)

    def _trades_increment(self, call: TopCall) -> Record:
        refuse_unknown(call.params, _MODIFIED)
        start, end = modified_interval(call.params, call.now)
        rows = self._world.orders(call.shop_id, by="modified", start=start, end=end, now=call.now)
        return self._trade_list(call, rows)

    def _trade_list(self, call: TopCall, rows: Rows[WorldOrder]) -> Record:
        fields, shop = Projection(call.params), self._shops[call.shop_id]
        # without `type` the platform lists the types that ordinary shops have, which is all of ours
        status, kinds = call.params.get("status"), call.params.get("type")
        if status is not None and status not in STATUS.values():
            raise invalid("status", "no such trade status")
        wanted = frozenset(kinds.split(",")) if kinds else TRADE_TYPES
        if status is not None or not wanted >= TRADE_TYPES:
            rows = self._sift(
                call,
                rows,
                lambda o: (status is None or STATUS[o.state] == status) and trade_type(o) in wanted,
            )
        return _paged(call, "trades", "trade", rows, lambda o: render_trade(o, shop, fields))

    def _trade_fullinfo(self, call: TopCall) -> Record:
        fields = Projection(call.params)
        order = self._order(call, _required(call, "tid"))
        shop = self._shops[call.shop_id]
        return {"trade": render_trade(order, shop, fields, is_detail=True)}

    def _refunds_receive(self, call: TopCall) -> Record:
        refuse_unknown(call.params, _REFUNDS)
        fields, shop = Projection(call.params), self._shops[call.shop_id]
        rows = self._refund_rows(call)
        status = call.params.get("status")
        if status is not None:
            if status not in REFUND_STATUS.values():
                raise invalid("status", "no such refund status")
            rows = self._sift(call, rows, lambda r: REFUND_STATUS[r.state] == status)
        return _paged(
            call,
            "refunds",
            "refund",
            rows,
            lambda r: render_refund(r, lambda: self._order(call, r.order_id), shop, fields),
        )

    def _refund_rows(self, call: TopCall) -> Rows[WorldRefund]:
        start, end = _refund_interval(call)
        return self._world.refunds(call.shop_id, start=start, end=end, now=call.now)

    def _refund(self, call: TopCall) -> Record:
        fields = Projection(call.params)
        refund_id = _required(call, "refund_id")
        order = refunded_order(self._world, call.shop_id, refund_id, now=call.now)
        if order is None or order.refund is None:
            raise TopRefusal(15, sub_code="isv.refund-not-exist")
        shop = self._shops[call.shop_id]
        return {"refund": render_refund(order.refund, lambda: order, shop, fields)}

    def _shop_seller(self, call: TopCall) -> Record:
        shop = self._shops[call.shop_id]
        record: Record = {
            "sid": int(shop.shop_id),
            "title": shop.name,
            "nick": shop.name,
            "created": f"{shop.opened_on} 00:00:00",
        }
        return {"shop": Projection(call.params).top(record)}

    def _items_onsale(self, call: TopCall) -> Record:
        refuse_unknown(call.params, frozenset({"fields", "page_no", "page_size"}))
        fields, shop = Projection(call.params), self._shops[call.shop_id]
        page, size = read_page(call.params, largest=200)
        items = self._world.items(call.shop_id)
        rows = [render_item(i, shop, fields) for i in items[(page - 1) * size : page * size]]
        return {"total_results": len(items)} | ({"items": {"item": rows}} if rows else {})

    def _items_seller_list(self, call: TopCall) -> Record:
        fields, shop = Projection(call.params), self._shops[call.shop_id]
        wanted = _required(call, "num_iids").split(",")
        if len(wanted) > _MOST_ITEMS:
            raise invalid("num_iids", f"at most {_MOST_ITEMS} items a call")
        held = {i.item_id: i for i in self._world.items(call.shop_id)}
        found = [held[i] for i in wanted if i in held]
        rows = [render_item(i, shop, fields, is_detail=True) for i in found]
        return {"items": {"item": rows}} if rows else {}

    def _order(self, call: TopCall, order_id: str) -> WorldOrder:
        order = self._world.order(call.shop_id, order_id, now=call.now)
        if order is None:
            raise TopRefusal(15, sub_code="isv.trade-not-exist", sub_msg="no such trade")
        return order

    def _sift(self, call: TopCall, rows: Rows[Row], keep: Callable[[Row], bool]) -> Rows[Row]:
        search = {k: v for k, v in call.params.items() if k not in _PAGING}
        key = (call.method, call.shop_id, minute_of(call.now), tuple(sorted(search.items())))
        return self._sifted.get(key, lambda: Sifted(rows, keep))


def _required(call: TopCall, name: str) -> str:
    if name not in call.params:
        raise missing(name)
    return call.params[name]


def _refund_interval(call: TopCall) -> tuple[datetime, datetime]:
    """Refunds have no longest interval; without one, the last three months."""
    params = dict(call.params)
    params.setdefault("start_modified", (call.now - REACH).isoformat(" "))
    params.setdefault("end_modified", call.now.isoformat(" "))
    start, end = read_time(params, "start_modified"), read_time(params, "end_modified")
    if end < start:
        raise invalid("end_modified", "lies before start_modified")
    return start, end + INCLUSIVE


def _paged(
    call: TopCall,
    outer: str,
    inner: str,
    rows: Rows[Row],
    render: Callable[[Row], Record],
) -> Record:
    """One page in the double wrapping; an empty page has no list at all."""
    page, size = read_page(call.params)
    found = [render(row) for row in page_of(rows, page, size)]
    body: Record = {outer: {inner: found}} if found else {}
    if call.params.get("use_has_next") == "true":
        return body | {"has_next": page * size < rows.total}
    return body | {"total_results": rows.total}
