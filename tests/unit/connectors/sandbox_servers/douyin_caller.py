"""A seller's software that speaks to the sandbox's Douyin, over a tiny world."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime
from urllib.parse import urlencode

from tiny_world import NOW, TinyWorld, make_order, make_shop

from connectors.sandbox.servers.access import PlatformAccess, ShopAccess, TokenBook
from connectors.sandbox.servers.douyin.gateway import make_gateway
from connectors.sandbox.servers.gateway import Arrival
from connectors.sandbox.servers.throttle import Throttle

KEY, SECRET, TOKEN, REFRESH = "7000000000000000001", "topsecret", "t1", "r1"
EPOCH = datetime(1970, 1, 1, 8)
START = datetime(2020, 6, 20)


def seconds(moment):
    return int((moment - EPOCH).total_seconds())


def order(number, created_at=START, **changes):
    return make_order(number, created_at, shop_id="881", **changes)


class Caller:
    """Signs and sends as a seller's software does, at `NOW`."""

    def __init__(self, histories=(), *, items=(), lifetime=None, calls_per_second=None):
        world = TinyWorld([make_shop("douyin", "881")], histories, items)
        access = PlatformAccess("douyin", KEY, SECRET, (ShopAccess("881", TOKEN, REFRESH),))
        self.book = TokenBook(access, lifetime=lifetime, began=NOW)
        self.gateway = make_gateway(world, self.book, Throttle(calls_per_second))

    def send(self, path, arguments=None, *, body=None, kind="hmac-sha256", now=NOW, **changes):
        """The decoded answer; `changes` are made after signing."""
        if body is None:
            body = json.dumps(arguments or {}, ensure_ascii=False).encode()
        changed_body = changes.pop("changed_body", body)
        query = {
            "app_key": KEY,
            "method": path.replace("/", "."),
            "access_token": TOKEN,
            "timestamp": str(changes.pop("timestamp", seconds(NOW))),
            "v": "2",
            "sign_method": kind,
        }
        fields = query | {"param_json": body.decode()}
        text = "".join(n + fields[n] for n in ("app_key", "method", "param_json", "timestamp", "v"))
        signed = f"{SECRET}{text}{SECRET}".encode()
        if kind == "md5":
            query["sign"] = hashlib.md5(signed, usedforsecurity=False).hexdigest()
        else:
            query["sign"] = hmac.new(SECRET.encode(), signed, "sha256").hexdigest()
        query = {n: v for n, v in (query | changes).items() if v is not None}
        arrival = Arrival("POST", f"/{path}", urlencode(query).encode(), {}, changed_body, "id1")
        answer = self.gateway.answer(arrival, now)
        assert answer.status == 200, "Douyin refuses with HTTP 200"
        return json.loads(answer.body)

    def orders(self, **arguments):
        whole = {
            "create_time_start": seconds(START),
            "create_time_end": seconds(NOW),
            "page": 0,
            "size": 100,
        }
        return self.send("order/searchList", whole | arguments)

    def cases(self, **arguments):
        whole = {
            "update_start_time": seconds(START),
            "update_end_time": seconds(NOW),
            "order_by": ["update_time desc"],
            "page": 0,
            "size": 100,
        }
        return self.send("afterSale/List", whole | arguments)


def refusal(answer):
    assert answer["data"] is None
    return answer["code"], answer["sub_code"]
