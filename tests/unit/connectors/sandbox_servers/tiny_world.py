"""A tiny world whose every order is written out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import msgspec

from connectors.sandbox.records import (
    WorldItem,
    WorldLine,
    WorldOrder,
    WorldRefund,
    WorldShop,
    WorldSku,
)

NOW = datetime(2020, 7, 1, 12, 0, 0)


class Listed:
    """Rows by index, oldest first inside."""

    def __init__(self, rows):
        self._rows = rows

    @property
    def total(self):
        return len(self._rows)

    def oldest_first(self, offset, limit):
        return self._rows[offset : offset + limit]

    def newest_first(self, offset, limit):
        return self._rows[::-1][offset : offset + limit]


class TinyWorld:
    """Each order is a list of its versions; the one that stands is the last not after `now`."""

    def __init__(self, shops, histories, items=()):
        self.shops = tuple(shops)
        self._histories = histories
        self._items = tuple(items)

    def _standing(self, shop_id, now):
        for versions in self._histories:
            reached = [v for v in versions if v.modified_at <= now and v.shop_id == shop_id]
            if reached:
                yield reached[-1]

    def orders(self, shop_id, *, by, start, end, now):
        def key(order):
            if by == "paid":
                return order.paid_at
            return order.created_at if by.startswith("created") else order.modified_at

        standing = self._standing(shop_id, now)
        if "paid" in by:
            standing = (order for order in standing if order.paid_at is not None)
        found = [o for o in standing if start <= key(o) < end]
        return Listed(sorted(found, key=lambda o: (key(o), o.order_id)))

    def order(self, shop_id, order_id, *, now):
        return next((o for o in self._standing(shop_id, now) if o.order_id == order_id), None)

    def refunds(self, shop_id, *, start, end, now):
        found = [o.refund for o in self._standing(shop_id, now) if o.refund is not None]
        found = [r for r in found if start <= r.modified_at < end]
        return Listed(sorted(found, key=lambda r: (r.modified_at, r.refund_id)))

    def items(self, shop_id):
        return tuple(i for i in self._items if i.shop_id == shop_id)


def filled(kind, **values):
    """A record of the world of which a test only cares about some fields."""
    blanks = {"str": "", "int": 0, "bool": False}
    for info in msgspec.structs.fields(kind):
        text = getattr(info.type, "__name__", "")
        values.setdefault(info.name, blanks.get(text))
    return kind(**values)


def make_shop(platform, shop_id):
    return filled(
        WorldShop,
        platform=platform,
        shop_id=shop_id,
        name="示例山货店",
        weight_ppm=1_000_000,
        opened_on=date(2018, 1, 1),
    )


def make_line(**changes):
    line = WorldLine(
        line_id="1101",
        item_id="7001",
        sku_id="7001001",
        merchant_code="HH-0001",
        title="湘西猕猴桃",
        category="50012345",
        item_origin_text="湖南省湘西州花垣县",
        quantity=2,
        price_fen=2990,
        line_paid_fen=5080,
        is_gift=False,
    )
    return msgspec.structs.replace(line, **changes)


def make_order(number, created_at, **changes):
    """Paid 50.80 + 10.00 freight for goods of 59.80 less 6.00 by the shop, 3.00 by the platform."""
    order = WorldOrder(
        order_id=str(1_000_000_000_000_000_000 + number),
        shop_id="881",
        parent_order_id="",
        kind="normal",
        created_at=created_at,
        paid_at=created_at + timedelta(minutes=1),
        deposit_paid_at=None,
        shipped_at=None,
        finished_at=None,
        modified_at=created_at + timedelta(minutes=1),
        state="paid",
        goods_fen=5980,
        order_discount_fen=600,
        platform_subsidy_fen=300,
        freight_fen=1000,
        deposit_fen=0,
        payment_fen=6080,
        receiver_province="湖南省",
        receiver_city="长沙市",
        receiver_county="长沙县",
        buyer_key=f"buyer-{number}",
        lines=(make_line(line_id=str(2_000_000_000_000_000_000 + number)),),
        refund=None,
    )
    return msgspec.structs.replace(order, **changes)


def make_refund(order, **changes):
    refund = WorldRefund(
        refund_id="7" + order.order_id[1:],
        order_id=order.order_id,
        line_id=order.lines[0].line_id,
        state="succeeded",
        amount_fen=2000,
        created_at=order.created_at + timedelta(days=1),
        succeeded_at=order.created_at + timedelta(days=2),
        modified_at=order.created_at + timedelta(days=2),
    )
    return msgspec.structs.replace(refund, **changes)


def make_item(number, origin_text):
    sku = filled(WorldSku, sku_id="9", merchant_code="HH-0001", spec="5斤装", price_fen=2990)
    return filled(
        WorldItem,
        shop_id="881",
        item_id=str(7000 + number),
        title="湘西猕猴桃",
        category="50012345",
        origin_text=origin_text,
        modified_at=datetime(2020, 5, 1),
        skus=(sku,),
    )
