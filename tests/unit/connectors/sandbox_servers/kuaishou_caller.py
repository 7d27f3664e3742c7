"""A caller that signs as Kuaishou asks, over a tiny world."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from urllib.parse import urlencode

from tiny_world import NOW, TinyWorld, make_order, make_shop

from connectors.sandbox.servers.access import PlatformAccess, ShopAccess, TokenBook
from connectors.sandbox.servers.gateway import Arrival
from connectors.sandbox.servers.kuaishou.gateway import make_gateway
from connectors.sandbox.servers.throttle import Throttle

ORDERS = "open.order.cursor.list"
REFUNDS = "open.seller.order.refund.pcursor.list"
KEY, APP_SECRET, SIGN_SECRET = "ks000000000000000001", "appsecret", "signsecret"
NOON = datetime(2020, 6, 28, 12)


def ms(moment):
    return (moment - datetime(1970, 1, 1, 8)) // timedelta(milliseconds=1)


WEEK = {"beginTime": ms(NOON - timedelta(days=2)), "endTime": ms(NOON + timedelta(days=5)) - 1}
ALL = WEEK | {"orderViewStatus": 1, "cpsType": 0, "pageSize": 50, "cursor": ""}
DAY = {"beginTime": ms(NOON), "endTime": ms(NOON + timedelta(days=1)) - 1}
ALL_REFUNDS = DAY | {"type": 9, "queryType": 2, "pageSize": 100, "currentPage": 1, "pcursor": ""}


class Caller:
    """Signs and sends as a merchant's software does."""

    def __init__(self, histories=(), items=(), *, lifetime=None, throttle=None, **options):
        world = TinyWorld([make_shop("kuaishou", "1888")], list(histories), items)
        shop = ShopAccess("1888", "token", "refresh")
        access = PlatformAccess("kuaishou", KEY, APP_SECRET, (shop,), SIGN_SECRET)
        self.book = TokenBook(access, lifetime=lifetime, began=NOW)
        self.gateway = make_gateway(world, self.book, throttle or Throttle(None), **options)

    def query(self, method, param, **changes):
        query = {
            "appkey": KEY,
            "access_token": "token",
            "method": method,
            "version": "1",
            "timestamp": str(ms(NOW)),
            "signMethod": "HMAC_SHA256",
            "param": json.dumps(param),
        } | changes
        text = "&".join(f"{k}={v}" for k, v in sorted(query.items()) if k != "uid")
        made = f"{text}&signSecret={SIGN_SECRET}".encode()
        if query["signMethod"] == "MD5":
            sign = hashlib.md5(made, usedforsecurity=False).hexdigest()
        else:
            digest = hmac.new(SIGN_SECRET.encode(), made, hashlib.sha256).digest()
            sign = base64.b64encode(digest).decode()
        return query | {"sign": sign}

    def send(self, query, *, path=None, now=NOW, body=b"", method="GET"):
        path = path or "/" + query["method"].replace(".", "/")
        arrival = Arrival(method, path, urlencode(query).encode(), {}, body, "r-1")
        answer = self.gateway.answer(arrival, now)
        assert answer.status == 200
        return json.loads(answer.body)

    def ask(self, method, param, now=NOW, **changes):
        return self.send(self.query(method, param, **changes), now=now)

    def orders(self, now=NOW, **changes):
        return self.ask(ORDERS, ALL | changes, now=now)

    def every_order(self, **changes):
        """The ids of all pages, and how many pages there were."""
        found, cursor, pages = [], "", 0
        while cursor != "nomore":
            data = self.orders(cursor=cursor, **changes)["data"]
            found += [order["orderBaseInfo"]["oid"] for order in data["orderList"]]
            cursor, pages = data["cursor"], pages + 1
        return found, pages


def ks_order(number, created_at, **changes):
    return make_order(number, created_at, **({"shop_id": "1888"} | changes))


def history(count, step=timedelta(seconds=20)):
    return [[ks_order(n, NOON + step * n)] for n in range(count)]


def ids(numbers):
    return [1_000_000_000_000_000_000 + n for n in numbers]
