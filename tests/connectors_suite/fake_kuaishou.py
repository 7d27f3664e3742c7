"""Kuaishou over fake shops: everything in the query of a GET, two secrets, a cursor until "nomore".

An order shows one item, so an order of several lines is shown as one piece at the price of all.
The cursor stands behind a row: time and id of the last one given.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

import httpx

from tests.connectors_suite.fake_gateway import FakeGateway
from tests.connectors_suite.fake_shop import (
    ADDRESS,
    APP_KEY,
    BUYER_ID,
    MEMO,
    NAME,
    NICK,
    NOW,
    PHONE,
    SECRET,
    FakeLine,
    FakeOrder,
)

#: what the token service knows the application by; SECRET is what requests are signed with
TOKEN_SECRET = f"{SECRET}-of-tokens"
STATES = {"unpaid": 10, "closed": 80, "paid": 30, "finished": 70, "cancelled": 80}
REFUND_STATES = {"pending": 10, "succeeded": 60, "closed": 70}
SPOILT = {
    "bad_amount": {"orderBaseInfo": {"totalFee": "12.345"}},
    "unknown_state": {"orderBaseInfo": {"status": 77}},
    "wrong_type": {"orderBaseInfo": {"totalFee": {"amount": 100}}},
    # of the order that the suite spoils the buyer would have given 9999999 less its freight of 600
    "sums_disagree": {"orderItemInfo": {"price": 9_999_403}},
    "without_id": {"orderBaseInfo": {"oid": None}},
}
DAY_MS = 86_400_000
SYSTEM = {"appkey", "access_token", "method", "version", "timestamp", "signMethod", "sign", "param"}


class FakeKuaishou(FakeGateway):
    platform = "kuaishou"
    token_in_query = True
    refunds_by_line = True

    def __init__(self, shops):
        super().__init__(shops)
        self.largest_page = 50

    def lines_of(self, order):
        if len(order.lines) == 1:
            return order.lines
        return (FakeLine("501", order.goods_fen, 1),)

    def read(self, request):
        path = request.url.path
        if path == "/oauth2/refresh_token":
            assert request.method == "POST"
            assert request.url.query == b""
            return dict(parse_qsl(request.content.decode())) | {"path": path}
        assert request.method == "GET"
        assert request.content == b""
        asked = dict(parse_qsl(request.url.query.decode(), keep_blank_values=True))
        assert set(asked) <= SYSTEM
        assert path == "/" + asked["method"].replace(".", "/")
        return asked | {"path": path}

    def answer(self, form):
        if form["path"] == "/oauth2/refresh_token":
            return self._refresh(form)
        sent = form.pop("sign")
        plain = "&".join(f"{key}={form[key]}" for key in sorted(form) if key != "path")
        if not hmac.compare_digest(sent, _sign(f"{plain}&signSecret={SECRET}", form["signMethod"])):
            return _error(16, "签名校验失败")
        if form["appkey"] != APP_KEY:
            return _error(12, "appkey 不存在")
        if abs(int(form["timestamp"]) - _ms(NOW)) > 600_000:
            return _error(13, "timestamp 超出允许范围")
        shop_id = self.shop_of(form["access_token"])
        if shop_id is None:
            return _error(100200102, f"access_token已过期 {form['access_token']}")
        methods = {
            "open.order.cursor.list": self._orders,
            "open.seller.order.refund.pcursor.list": self._refunds,
            "open.item.list.get": self._items,
            "open.item.get": self._item,
            "open.shop.info.get": lambda *_: {"shopName": "示例店", "shopType": 1},
        }
        return {"result": 1, "data": methods[form["method"]](json.loads(form["param"]), shop_id)}

    def throttled(self):
        return httpx.Response(200, json=_error(17, "接口调用频率超过限制"))

    def _refresh(self, form):
        if (form["app_id"], form["app_secret"]) != (APP_KEY, TOKEN_SECRET):
            return {"result": 100200101, "error": "unauthorized_client", "error_msg": "app 非法"}
        issued = self.exchange(form["refresh_token"])
        if form["grant_type"] != "refresh_token" or issued is None:
            words = f"invalid refresh_token {form['refresh_token']}"
            return {"result": 100200102, "error": "access_denied", "error_msg": words}
        return {
            "result": 1,
            "access_token": issued[0],
            "expires_in": 172_800,
            "refresh_token": issued[1],
            "refresh_token_expires_in": 15_552_000,
            "scopes": ["merchant_order", "merchant_refund", "merchant_item"],
        }

    def _orders(self, param, shop_id):
        begin, end = param["beginTime"], param["endTime"]
        assert 0 < end - begin <= 7 * DAY_MS, "the platform refuses longer windows"
        assert param["pageSize"] <= 50
        assert param["orderViewStatus"] == 1
        assert param["cpsType"] == 0, "without it the sales by talents are missing"
        by_created = param["queryType"] == 1
        rows = [
            (_ms(o.created_at if by_created else o.modified_at), int(o.order_id), _order(self, o))
            for o in self.shops.orders.get(shop_id, [])
        ]
        page, cursor = self._after(rows, param, param["cursor"])
        return {"orderList": page, "cursor": cursor, "pageSize": param["pageSize"]}

    def _refunds(self, param, shop_id):
        begin, end = param["beginTime"], param["endTime"]
        assert 0 < end - begin <= DAY_MS, "the platform refuses longer windows"
        assert param["pageSize"] <= 100
        assert (param["type"], param["queryType"], param["currentPage"]) == (9, 2, 1)
        rows = [
            (_ms(r.modified_at), int(r.refund_id), _refund(r))
            for r in self.shops.refunds.get(shop_id, [])
        ]
        page, cursor = self._after(rows, param, param["pcursor"])
        return {"refundOrderInfoList": page, "pcursor": cursor}

    def _after(self, rows, param, cursor):
        """The rows behind the cursor, and the next cursor."""
        end = param["endTime"] + self.loose_end // timedelta(milliseconds=1)
        rows = [row for row in rows if param["beginTime"] <= row[0] <= end]
        newest_first = param.get("sort", 1) == 1
        rows.sort(key=lambda row: row[:2], reverse=newest_first)
        if cursor and not self.ignores_page_number:
            last = tuple(int(part) for part in cursor.split("_"))
            rows = [r for r in rows if (r[:2] < last if newest_first else r[:2] > last)]
        size = min(param["pageSize"], self.largest_page)
        page = rows[:size]
        more = f"{page[-1][0]}_{page[-1][1]}" if len(rows) > size else "nomore"
        return [row[2] for row in page], more

    def _items(self, param, _shop_id):
        assert 10 <= param["pageSize"] <= 100
        items = [_item(number) for number in range(120)]
        found = self.page(items, param["pageNumber"], param["pageSize"])
        pages = -(-len(items) // min(param["pageSize"], self.largest_page))
        return {"items": found, "totalPage": pages, "currentPageNumber": param["pageNumber"]}

    def _item(self, param, _shop_id):
        number = param["kwaiItemId"] - 7000
        origin = {"propName": "产地", "radioPropValue": {"propValue": f"湖南省{number}号"}}
        return _item(number) | {"itemPropValues": [{"propName": "包装"}, origin]}


def _sign(text, method):
    if method == "MD5":
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    assert method == "HMAC_SHA256"
    made = hmac.new(SECRET.encode(), text.encode(), hashlib.sha256)
    return base64.b64encode(made.digest()).decode()


def _error(result, words):
    return {
        "result": result,
        "error_msg": f"{words} {PHONE} secret={SECRET}",
        "requestId": "r-1",
        "data": None,
    }


def _ms(moment: datetime | None) -> int:
    if moment is None:
        return 0
    return (moment - datetime(1970, 1, 1, 8)) // timedelta(milliseconds=1)


def _item(number):
    return {
        "kwaiItemId": 7000 + number,
        "title": "示例脐橙",
        "categoryId": 1022,
        "categoryName": "脐橙",
        "updateTime": _ms(NOW),
        "skuList": [{"kwaiSkuId": 501, "skuNick": f"HN-{number:03d}"}],
    }


def _refund(refund):
    ended = refund.state != "pending"
    return {
        "refundId": int(refund.refund_id),
        "oid": int(refund.order_id),
        "skuId": 501,
        "itemId": 7001,
        "status": REFUND_STATES[refund.state],
        "handlingWay": 10,
        "refundFee": refund.amount_fen,
        "createTime": _ms(refund.modified_at),
        "endTime": _ms(refund.modified_at) if ended else 0,
        "updateTime": _ms(refund.modified_at),
        "refundDesc": MEMO,
        "buyerId": BUYER_ID,
    }


def _order(fake: FakeKuaishou, order: FakeOrder):
    (line,) = fake.lines_of(order)
    rendered = {
        "orderBaseInfo": {
            "oid": int(order.order_id),
            "status": STATES[order.state],
            "payType": 1,
            "activityType": 1,
            "cpsType": 1,
            # milliseconds beyond the second, as the platform's clock has them
            "createTime": _ms(order.created_at) + 417,
            "payTime": _ms(order.paid_at) + 417 if order.paid_at else 0,
            "sendTime": 0,
            "recvTime": 0,
            "updateTime": _ms(order.modified_at) + 417,
            # the goods less what the seller bears, without freight
            "totalFee": order.goods_fen - order.discount_fen,
            # whoever bears it
            "discountFee": order.discount_fen + order.subsidy_fen,
            "expressFee": order.freight_fen,
            "buyerOpenId": BUYER_ID,
            "buyerNick": NICK,
            "remark": MEMO,
        },
        "orderItemInfo": {
            "itemId": 7001,
            "skuId": int(line.sku_id),
            "skuNick": line.merchant_code,
            "itemTitle": "示例脐橙",
            "num": line.quantity,
            "originalPrice": line.price_fen,
            "price": line.price_fen,
            "itemExtra": {"categoryInfo": {"itemCid": 1022, "categoryName": "脐橙"}},
        },
        # whatever was asked for, the buyer stands here: nothing of it may stay
        "orderAddress": {
            "consignee": NAME,
            "encryptedConsignee": f"#{NAME}#",
            "desensitiseConsignee": NAME,
            "desensitiseMobile": PHONE,
            "encryptedMobile": f"${PHONE}$",
            "desensitiseAddress": ADDRESS,
            "province": "湖南省",
            "city": "长沙市",
            "district": "岳麓区",
            "districtCode": 430104,
        },
    }
    for part, changes in order.spoilt.items():
        rendered[part] = rendered[part] | changes
    return rendered
