"""JD's methods: from an admitted call to the answer's envelope ("responce", as JD spells it).

Source: platforms reference, section 2. Keep out: system parameters, field formats.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from connectors.sandbox.clock import minute_of
from connectors.sandbox.servers.jd.aftersales import render_amount, render_bill
from connectors.sandbox.servers.jd.arguments import (
    INCLUSIVE,
    OrderSearch,
    read_fields,
    read_interval,
    read_number,
    read_order_search,
    read_ware_search,
)
from connectors.sandbox.servers.jd.errors import (
    SUCCESS,
    JdArgumentError,
    JdRefusal,
    argument_invalid,
    argument_missing,
)
from connectors.sandbox.servers.jd.gate import JdCall
from connectors.sandbox.servers.jd.orders import STATES, Record, render_order
from connectors.sandbox.servers.jd.wares import render_attributes, render_ware
from connectors.sandbox.servers.lookup import refunded_order
from connectors.sandbox.servers.paging import Rows, Sifted, SiftedCache, page_of

if TYPE_CHECKING:
    from datetime import datetime

    from connectors.sandbox.records import WorldOrder, WorldRefund, WorldShop
    from connectors.sandbox.world import World

_LONGEST_APPLIED = timedelta(days=7)
_LONGEST_APPROVED = timedelta(days=10)


class JdService:
    """Answers admitted calls for one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._shops: dict[str, WorldShop] = {
            s.shop_id: s for s in world.shops if s.platform == "jd"
        }
        self._sifted = SiftedCache()
        self._methods: dict[str, Callable[[JdCall], Record]] = {
            "jingdong.pop.order.search": self._order_search,
            "jingdong.pop.order.enSearch": self._order_search,
            "jingdong.pop.order.get": self._order_get,
            "jingdong.vender.shop.query": self._shop_query,
            "jingdong.asc.serviceAndRefund.view": self._bills,
            "jingdong.b2c.shop.aftersales.refund.get": self._refund_amount,
            "jingdong.ware.read.searchWare4Valid": self._wares,
            "jingdong.category.read.findAttrsByCategoryIdUnlimitCate": self._attributes,
        }

    def answer(self, call: JdCall) -> tuple[str, Record]:
        """Name of the envelope and what stands in it. Raises JdRefusal."""
        method = self._methods.get(call.method)
        if method is None:
            raise JdRefusal(15)
        return f"{call.method.replace('.', '_')}_responce", {"code": "0"} | method(call)

    def _order_search(self, call: JdCall) -> Record:
        try:
            search = read_order_search(call.arguments, call.now)
        except JdArgumentError as error:
            return {"searchorderinfo_result": {"apiResult": error.api_result(), "orderTotal": 0}}
        rows = self._found_orders(call, search)
        page = page_of(rows, search.page, search.page_size, newest_first=search.newest_first)
        return {
            "searchorderinfo_result": {
                "apiResult": SUCCESS,
                "orderTotal": rows.total,
                "orderInfoList": [render_order(order, search.fields) for order in page],
            }
        }

    def _found_orders(self, call: JdCall, search: OrderSearch) -> Rows[WorldOrder]:
        rows: Rows[WorldOrder] = self._world.orders(
            call.shop_id, by=search.by, start=search.start, end=search.end, now=call.now
        )
        states = search.states
        if states is None or states >= set(STATES.values()):
            return rows
        key = (call.shop_id, minute_of(call.now), search.by, search.start, search.end, states)
        return self._sifted.get(key, lambda: Sifted(rows, lambda o: STATES[o.state] in states))

    def _order_get(self, call: JdCall) -> Record:
        try:
            fields = read_fields(call.arguments)
            order_id = _required(call, "order_id")
            order = self._world.order(call.shop_id, order_id, now=call.now)
            if order is None:
                raise argument_invalid("order_id", "订单不存在", "no such order")
        except JdArgumentError as error:
            return {"orderDetailInfo": {"apiResult": error.api_result()}}
        return {"orderDetailInfo": {"apiResult": SUCCESS, "orderInfo": render_order(order, fields)}}

    def _shop_query(self, call: JdCall) -> Record:
        shop = self._shops[call.shop_id]
        return {
            "shop_jos_result": {
                "vender_id": int(shop.shop_id),
                "shop_id": int(shop.shop_id),
                "shop_name": shop.name,
                "open_time": f"{shop.opened_on} 00:00:00",
            }
        }

    def _bills(self, call: JdCall) -> Record:
        try:
            page = read_number(call.arguments, "pageNumber", default=1, largest=1_000_000)
            size = read_number(call.arguments, "pageSize", default=10, largest=50)
            rows = self._found_refunds(call)
        except JdArgumentError as error:
            return {"pageResult": {"code": "10001", "success": False, "message": error.chinese}}
        return {
            "pageResult": {
                "code": "00000",
                "success": True,
                "totalCount": rows.total,
                "pageNumber": page,
                "pageSize": size,
                "data": [render_bill(refund) for refund in page_of(rows, page, size)],
            }
        }

    def _found_refunds(self, call: JdCall) -> Rows[WorldRefund]:
        arguments = call.arguments
        if "orderId" in arguments:
            return _OneOrder(self._bill_of_order(call, str(arguments["orderId"])))
        if "approveTimeBegin" in arguments:
            start, end = _interval(call, "approveTime", _LONGEST_APPROVED)
            # what waits for approval has no approval time
            return self._sifted_refunds(call, start, end, lambda r: r.state != "pending")
        if "applyTimeBegin" not in arguments:
            raise argument_missing("applyTimeBegin")
        start, end = _interval(call, "applyTime", _LONGEST_APPLIED)
        # the world finds refunds by their last change, which is never before they were applied for
        return self._sifted_refunds(
            call, start, call.now + INCLUSIVE, lambda r: start <= r.created_at < end
        )

    def _sifted_refunds(
        self, call: JdCall, start: datetime, end: datetime, keep: Callable[[WorldRefund], bool]
    ) -> Rows[WorldRefund]:
        times = tuple(sorted((k, str(v)) for k, v in call.arguments.items() if "Time" in k))
        rows = self._world.refunds(call.shop_id, start=start, end=end, now=call.now)
        return self._sifted.get(
            (call.shop_id, minute_of(call.now), times), lambda: Sifted(rows, keep)
        )

    def _bill_of_order(self, call: JdCall, order_id: str) -> list[WorldRefund]:
        order = self._world.order(call.shop_id, order_id, now=call.now)
        if order is None or order.refund is None or order.shipped_at is None:
            return []
        return [order.refund]

    def _refund_amount(self, call: JdCall) -> Record:
        service_id = str(call.arguments.get("afsServiceId", ""))
        order = refunded_order(self._world, call.shop_id, service_id, now=call.now)
        if order is None or order.refund is None:
            return {"result": {"errorCode": "404", "errorMsg": "服务单不存在"}}
        return {"result": {"errorCode": "200", "data": render_amount(order.refund)}}

    def _wares(self, call: JdCall) -> Record:
        try:
            search = read_ware_search(call.arguments)
        except JdArgumentError as error:
            return error.described()
        items = sorted(
            self._world.items(call.shop_id),
            key=lambda item: int(item.item_id),
            reverse=search.largest_id_first,
        )
        start = (search.page - 1) * search.page_size
        return {
            "page": {
                "data": [
                    render_ware(item, search.fields)
                    for item in items[start : start + search.page_size]
                ],
                "pageNo": search.page,
                "pageSize": search.page_size,
                "totalItem": len(items),
            }
        }

    def _attributes(self, call: JdCall) -> Record:
        try:
            category = read_number(call.arguments, "cid", default=0, largest=10**12)
        except JdArgumentError as error:
            return error.described()
        return {"findattrsbycategoryidunlimitcate_result": render_attributes(category)}


class _OneOrder:
    """The bills of one order, as rows."""

    def __init__(self, refunds: list[WorldRefund]) -> None:
        self._refunds = refunds

    @property
    def total(self) -> int:
        return len(self._refunds)

    def newest_first(self, offset: int, limit: int) -> list[WorldRefund]:
        return self._refunds[offset : offset + limit]

    def oldest_first(self, offset: int, limit: int) -> list[WorldRefund]:
        return self._refunds[::-1][offset : offset + limit]


def _required(call: JdCall, name: str) -> str:
    if name not in call.arguments:
        raise argument_missing(name)
    return str(call.arguments[name])


def _interval(call: JdCall, stem: str, longest: timedelta) -> tuple[datetime, datetime]:
    start, end = read_interval(call.arguments, f"{stem}Begin", f"{stem}End")
    if end - start > longest:
        raise argument_invalid(
            f"{stem}End", f"时间跨度不能超过{longest.days}天", f"more than {longest.days} days"
        )
    return start, end + INCLUSIVE
