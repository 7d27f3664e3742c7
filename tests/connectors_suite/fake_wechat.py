"""WeChat over fake shops: a token by app id and secret, ids by cursor, one call a record.

The list is newest first and its cursor stands behind a record, the less favourable of the ways in
which nobody knows WeChat's: what changes goes to the front, where a cursor has already been.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from urllib.parse import parse_qs

import httpx

from tests.connectors_suite.fake_gateway import FakeGateway
from tests.connectors_suite.fake_shop import (
    ADDRESS,
    APP_KEY,
    APP_KEY_B,
    BUYER_ID,
    MEMO,
    NAME,
    NICK,
    PHONE,
    SECRET,
    SHOP_A,
    SHOP_B,
    FakeOrder,
)

SHOPS = {APP_KEY: SHOP_A, APP_KEY_B: SHOP_B}
STATES = {"unpaid": 10, "closed": 250, "paid": 20, "finished": 100, "cancelled": 250}
REFUND_STATES = {
    "pending": "MERCHANT_PROCESSING",
    "succeeded": "MERCHANT_REFUND_SUCCESS",
    "closed": "USER_CANCELD",
}
SPOILT = {
    "bad_amount": {"order_detail": {"price_info": {"order_price": "12.345"}}},
    "unknown_state": {"status": 77},
    "wrong_type": {"order_detail": {"price_info": {"order_price": {"amount": 100}}}},
    "sums_disagree": {"order_detail": {"price_info": {"order_price": 9999999}}},
    "without_id": {"order_id": None},
}
WEEK, DAY = 7 * 86_400, 86_400


class FakeWechat(FakeGateway):
    platform = "wechat"
    token_in_query = True
    refunds_by_line = True

    def read(self, request):
        query = parse_qs(request.url.query.decode())
        assert set(query) <= {"access_token"}, "only the token may stand in the address"
        return {
            "path": request.url.path,
            "method": request.method,
            "body": request.content.decode(),
            "access_token": query.get("access_token", [""])[0],
        }

    def answer(self, form):
        if form["path"] == "/cgi-bin/stable_token":
            return self._token(json.loads(form["body"]))
        shop_id = self.shop_of(form["access_token"])
        if shop_id is None:
            return _error(40001, f"invalid credential {form['access_token']}")
        if form["path"] == "/channels/ec/basics/info/get":
            assert form["method"] == "GET"
            return _ok(info={"username": "gh_1", "nickname": "示例店"})
        assert form["method"] == "POST"
        calls = {
            "/channels/ec/order/list/get": self._order_ids,
            "/channels/ec/order/get": self._order,
            "/channels/ec/aftersale/getaftersalelist": self._refund_ids,
            "/channels/ec/aftersale/getaftersaleorder": self._refund,
        }
        return calls[form["path"]](json.loads(form["body"]), shop_id)

    def throttled(self):
        return httpx.Response(200, json=_error(45011, "api minute-quota reach limit"))

    def calls(self, row_count):
        # a list of several pages is read a second time, to see whether it has come to rest
        pages = super().calls(row_count)
        return (pages if pages == 1 else 2 * pages) + row_count

    def _token(self, body):
        assert body["grant_type"] == "client_credential"
        shop_id = SHOPS.get(body["appid"])
        if shop_id is None:
            return _error(40013, "invalid appid")
        if body["secret"] != SECRET:
            return _error(40125, f"invalid appsecret {body['secret']}")
        held = [token for token, shop in self.refresh_tokens.items() if shop == shop_id]
        if not held:
            return _error(40001, f"invalid credential {body['secret']}")
        return {"access_token": self.exchange(held[0])[0], "expires_in": 7200}

    def _order_ids(self, body, shop_id):
        assert body["page_size"] <= 100
        name = "create_time_range" if "create_time_range" in body else "update_time_range"
        window = body[name]["start_time"], body[name]["end_time"]
        assert window[1] - window[0] <= WEEK, "the platform refuses longer windows"

        def moment(order):
            return order.created_at if name == "create_time_range" else order.modified_at

        rows = [(_seconds(moment(o)), o.order_id) for o in self.shops.orders.get(shop_id, [])]
        return self._ids("order_id_list", rows, window, body["next_key"], body["page_size"])

    def _refund_ids(self, body, shop_id):
        window = body["begin_update_time"], body["end_update_time"]
        assert window[1] - window[0] <= DAY, "the platform refuses longer windows"
        rows = [(_seconds(r.modified_at), r.refund_id) for r in self.shops.refunds.get(shop_id, [])]
        return self._ids("after_sale_order_id_list", rows, window, body.get("next_key", ""), 50)

    def _ids(self, name, rows, window, cursor, size):
        end = window[1] + self.loose_end // timedelta(seconds=1)
        rows = sorted((row for row in rows if window[0] <= row[0] <= end), reverse=True)
        size = min(size, self.largest_page)
        if cursor and not self.ignores_page_number:
            asked_for, *last = json.loads(cursor)
            if asked_for != list(window):
                return _error(606006, "next_key参数不正确,本次请求参数与上一页不一致")
            rows = [row for row in rows if row < tuple(last)]
        page = rows[:size]
        has_more = len(rows) > size
        next_key = json.dumps([list(window), *page[-1]]) if page else ""
        return _ok(next_key=next_key if has_more else "", has_more=has_more) | {
            name: [row[1] for row in page]
        }

    def _order(self, body, shop_id):
        for order in self.shops.orders.get(shop_id, []):
            if order.order_id == body["order_id"]:
                return _ok(order=_order(order))
        return _error(100002, "Not exist")

    def _refund(self, body, shop_id):
        for refund in self.shops.refunds.get(shop_id, []):
            if refund.refund_id == body["after_sale_order_id"]:
                return _ok(after_sale_order=_refund(refund))
        return _error(10021050, "售后单不存在")


def _ok(**fields):
    return {"errcode": 0, "errmsg": "ok", **fields}


def _error(code, text):
    return {"errcode": code, "errmsg": f"{text} {PHONE} secret={SECRET} rid: 5f0-1"}


def _seconds(moment: datetime | None) -> int:
    if moment is None:
        return 0
    return (moment - datetime(1970, 1, 1, 8)) // timedelta(seconds=1)


def _refund(refund):
    return {
        "after_sale_order_id": refund.refund_id,
        "order_id": refund.order_id,
        "status": REFUND_STATES[refund.state],
        "type": "REFUND",
        "openid": BUYER_ID,
        "create_time": _seconds(refund.modified_at),
        "update_time": _seconds(refund.modified_at),
        "complete_time": _seconds(refund.modified_at) if refund.state == "succeeded" else 0,
        "refund_info": {"amount": refund.amount_fen, "refund_reason": 1},
        "product_info": {"product_id": "7001", "sku_id": "501", "count": 1},
        "reason_text": MEMO,
        "details": {"desc": MEMO, "tel_number": PHONE},
    }


def _order(order: FakeOrder):
    lines = [
        {
            "product_id": "7001",
            "sku_id": line.sku_id,
            "sku_code": line.merchant_code,
            "title": "示例脐橙",
            "sku_cnt": line.quantity,
            "sale_price": line.price_fen,
            "market_price": line.price_fen,
            "real_price": part,
            "is_free_gift": 1 if line.is_gift else 0,
        }
        for line, part in zip(order.lines, order.line_parts(), strict=True)
    ]
    price = {
        "product_price": order.goods_fen,
        "freight": order.freight_fen,
        "original_order_price": order.goods_fen + order.freight_fen,
        "order_price": order.paid_fen + order.freight_fen,
        "discounted_price": order.discount_fen,
        "finder_discounted_price": order.subsidy_fen,
        "merchant_receieve_price": order.goods_fen + order.freight_fen - order.discount_fen,
    }
    rendered = {
        "order_id": order.order_id,
        "status": STATES[order.state],
        "create_time": _seconds(order.created_at),
        "update_time": _seconds(order.modified_at),
        # the buyer stands here whatever was asked for: nothing of it may stay
        "openid": BUYER_ID,
        "unionid": BUYER_ID,
        "present_note": MEMO,
        "order_detail": {
            "product_infos": lines,
            "price_info": price,
            "pay_info": {
                "payment_method": 1,
                "pay_time": _seconds(order.paid_at),
                "transaction_id": "4200",
            },
            "delivery_info": {
                "address_info": {
                    "user_name": NAME,
                    "tel_number": PHONE,
                    "detail_info": ADDRESS,
                    "province_name": "湖南省",
                    "city_name": "长沙市",
                    "county_name": "岳麓区",
                }
            },
            "ext_info": {"customer_notes": MEMO, "merchant_notes": NICK},
        },
    }
    return _over(rendered, order.spoilt)


def _over(record, changes):
    """The record with the changes put over it, level by level."""
    return record | {
        name: _over(record[name], value)
        if isinstance(value, dict) and isinstance(record.get(name), dict)
        else value
        for name, value in changes.items()
    }
