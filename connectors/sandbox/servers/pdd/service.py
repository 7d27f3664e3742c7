"""Pinduoduo's methods: from an admitted call to the answer's envelope.

Lists are newest first; `total_count` is absent where the caller asked for `has_next`.
Source: platforms reference, section 4 (APIs). Keep out: common parameters, field formats.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from connectors.sandbox.clock import minute_of
from connectors.sandbox.servers.paging import Rows, Sifted, SiftedCache, page_of
from connectors.sandbox.servers.pdd import arguments as args
from connectors.sandbox.servers.pdd.errors import PddRefusal, invalid
from connectors.sandbox.servers.pdd.gate import TOKEN_REFRESH, PddCall
from connectors.sandbox.servers.pdd.goods import render_detail, render_listed, render_rule
from connectors.sandbox.servers.pdd.orders import Record, order_status, refund_status, render_order
from connectors.sandbox.servers.pdd.refunds import after_sales_type, render_refund
from connectors.sandbox.servers.pdd.tokens import refreshed

if TYPE_CHECKING:
    from connectors.sandbox.records import WorldItem, WorldOrder, WorldRefund, WorldShop
    from connectors.sandbox.servers.access import TokenBook
    from connectors.sandbox.world import World

Row = TypeVar("Row")

_PAGING = {"page", "page_size"}
_ORDER_FILTERS = _PAGING | {"order_status", "refund_status", "trade_type", "use_has_next"}
_REFUND_TERMS = _PAGING | {
    "after_sales_status", "after_sales_type", "start_updated_at", "end_updated_at", "order_sn",
}  # fmt: skip
_ALL, _ALL_REFUNDS = 5, 1
_LOTTERY = 2


class PddService:
    """Answers admitted calls for one world."""

    def __init__(self, world: World, book: TokenBook) -> None:
        self._world = world
        self._shops: dict[str, WorldShop] = {
            s.shop_id: s for s in world.shops if s.platform == "pdd"
        }
        self._sifted = SiftedCache()
        self._methods: dict[str, tuple[str, Callable[[PddCall], Record]]] = {
            "pdd.order.list.get": ("order_list_get_response", self._confirmed),
            "pdd.order.number.list.increment.get": (
                "order_sn_increment_get_response",
                self._changed,
            ),
            "pdd.order.information.get": ("order_info_get_response", self._order_information),
            "pdd.refund.list.increment.get": ("refund_increment_get_response", self._refunds),
            "pdd.mall.info.get": ("mall_info_get_response", self._mall),
            "pdd.goods.list.get": ("goods_list_get_response", self._goods_list),
            "pdd.goods.detail.get": ("goods_detail_get_response", self._goods_detail),
            "pdd.goods.cat.rule.get": ("cat_rule_get_response", _category_rule),
            TOKEN_REFRESH: ("pop_auth_token_refresh_response", lambda call: refreshed(book, call)),
        }

    def answer(self, call: PddCall) -> tuple[str, Record]:
        """Name of the envelope and what stands in it. Raises PddRefusal."""
        found = self._methods.get(call.method)
        if found is None:
            raise PddRefusal(10017)
        envelope, method = found
        return envelope, method(call)

    def _confirmed(self, call: PddCall) -> Record:
        args.refuse_unknown(call, {*_ORDER_FILTERS, "start_confirm_at", "end_confirm_at"})
        start, end = args.read_window(call, "confirm_at", args.LONGEST_CONFIRMED)
        rows = self._world.orders(
            call.shop_id, by="paid", start=args.within_reach(call, start), end=end, now=call.now
        )
        return self._order_page(call, rows, "order_list")

    def _changed(self, call: PddCall) -> Record:
        names = {"start_updated_at", "end_updated_at", "is_lucky_flag"}
        args.refuse_unknown(call, {*_ORDER_FILTERS, *names})
        start, end = args.read_window(call, "updated_at", args.LONGEST_UPDATED)
        args.require_settled(call, end)
        rows = self._world.orders(
            call.shop_id,
            by="modified_since_paid",
            # no order of the world is a lottery order
            start=end if args.read_choice(call, "is_lucky_flag", (0, 1, 2)) == _LOTTERY
            else args.within_reach(call, start),
            end=end,
            now=call.now,
        )  # fmt: skip
        return self._order_page(call, rows, "order_sn_list")

    def _order_page(self, call: PddCall, rows: Rows[WorldOrder], inner: str) -> Record:
        state = args.read_choice(call, "order_status", (1, 2, 3, _ALL))
        refund = args.read_choice(call, "refund_status", (1, 2, 3, 4, _ALL))
        trade = args.read_choice(call, "trade_type", (0, 1)) if "trade_type" in call.params else 0
        if (state, refund, trade) != (_ALL, _ALL, 0):
            rows = self._sift(
                call,
                rows,
                lambda o: (
                    state in (_ALL, order_status(o))
                    and refund in (_ALL, refund_status(o))
                    and trade == 0
                ),
            )
        return _paged(call, inner, rows, render_order)

    def _order_information(self, call: PddCall) -> Record:
        args.refuse_unknown(call, {"order_sn"})
        return {"order_info": render_order(self._order(call, args.read_text(call, "order_sn")))}

    def _order(self, call: PddCall, order_sn: str) -> WorldOrder:
        order = self._world.order(call.shop_id, order_sn, now=call.now)
        if order is None or order.paid_at is None:
            raise PddRefusal(50001, sub_msg="订单不存在")
        return order

    def _refunds(self, call: PddCall) -> Record:
        args.refuse_unknown(call, _REFUND_TERMS)
        status = args.read_choice(call, "after_sales_status", range(40))
        kind = args.read_choice(call, "after_sales_type", range(1, 7))
        start, end = args.read_window(call, "updated_at", args.LONGEST_UPDATED)
        if "order_sn" in call.params:
            # beside it the other terms have no effect, though they are required
            order = self._order(call, call.params["order_sn"])
            refunds = [] if order.refund is None else [render_refund(order.refund, order)]
            return {"total_count": len(refunds), "refund_list": refunds}
        rows: Rows[WorldRefund] = self._world.refunds(
            call.shop_id, start=args.within_reach(call, start), end=end, now=call.now
        )

        def render(refund: WorldRefund) -> Record:
            return render_refund(refund, self._order(call, refund.order_id))

        if (status, kind) != (_ALL_REFUNDS, _ALL_REFUNDS):
            rows = self._sift(call, rows, lambda r: self._fits(call, r, status, kind))
        return _paged(call, "refund_list", rows, render)

    def _fits(self, call: PddCall, refund: WorldRefund, status: int, kind: int) -> bool:
        order = self._order(call, refund.order_id)
        told = render_refund(refund, order)["after_sales_status"]
        return status in (_ALL_REFUNDS, told) and kind in (_ALL_REFUNDS, after_sales_type(order))

    def _mall(self, call: PddCall) -> Record:
        args.refuse_unknown(call, ())
        shop = self._shops[call.shop_id]
        return {
            "mall_id": int(shop.shop_id),
            "mall_name": shop.name,
            "mall_desc": "",
            "logo": "",
            "merchant_type": 2,
        }

    def _goods_list(self, call: PddCall) -> Record:
        args.refuse_unknown(call, _PAGING)
        page, size = args.read_page(call)
        items = self._world.items(call.shop_id)
        found = items[(page - 1) * size : page * size]
        return {"total_count": len(items), "goods_list": [render_listed(i) for i in found]}

    def _goods_detail(self, call: PddCall) -> Record:
        args.refuse_unknown(call, {"goods_id"})
        return render_detail(self._item(call, args.read_text(call, "goods_id")))

    def _item(self, call: PddCall, goods_id: str) -> WorldItem:
        for item in self._world.items(call.shop_id):
            if item.item_id == goods_id:
                return item
        raise PddRefusal(50001, sub_msg="商品不存在")

    def _sift(self, call: PddCall, rows: Rows[Row], keep: Callable[[Row], bool]) -> Rows[Row]:
        search = {k: v for k, v in call.params.items() if k not in (*_PAGING, "use_has_next")}
        key = (call.method, call.shop_id, minute_of(call.now), tuple(sorted(search.items())))
        return self._sifted.get(key, lambda: Sifted(rows, keep))


def _category_rule(call: PddCall) -> Record:
    args.refuse_unknown(call, {"cat_id"})
    text = args.read_text(call, "cat_id")
    if not text.isascii() or not text.isdigit():
        raise invalid("cat_id", "must be a whole number")
    return render_rule(int(text))


def _paged(call: PddCall, inner: str, rows: Rows[Row], render: Callable[[Row], Record]) -> Record:
    page, size = args.read_page(call)
    found = [render(row) for row in page_of(rows, page, size)]
    if args.read_flag(call, "use_has_next"):
        return {"has_next": page * size < rows.total, inner: found}
    return {"total_count": rows.total, inner: found}
