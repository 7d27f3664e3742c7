"""TOP over fake shops: signature, token, both ends inclusive, newest first, projection."""

from __future__ import annotations

import hmac
import json
from datetime import datetime, timedelta

import httpx

from tests.connectors_suite.fake_gateway import FakeGateway
from tests.connectors_suite.fake_shop import (
    ADDRESS,
    APP_KEY,
    BUYER_ID,
    MEMO,
    NAME,
    NICK,
    PHONE,
    SECRET,
    FakeOrder,
    text,
    yuan,
)

STATES = {
    "unpaid": "WAIT_BUYER_PAY",
    "closed": "TRADE_CLOSED_BY_TAOBAO",
    "paid": "WAIT_SELLER_SEND_GOODS",
    "finished": "TRADE_FINISHED",
    "cancelled": "TRADE_CLOSED",
}
REFUND_STATES = {"pending": "WAIT_SELLER_AGREE", "succeeded": "SUCCESS", "closed": "CLOSED"}
#: as the fake platform spells a broken amount, an unknown state, another type, a wrong split
SPOILT = {
    "bad_amount": {"payment": "12.345"},
    "unknown_state": {"status": "TRADE_MELTED"},
    "wrong_type": {"payment": {"amount": "1.00"}},
    "sums_disagree": {"payment": "99999.99"},
    "without_id": {"tid": None},
}


class FakeTaobao(FakeGateway):
    platform = "taobao"
    total_field = "total_results"
    order_page_number = "page_no"

    def answer(self, form):
        assert form.pop("path") == "/router/rest"
        sent = form.pop("sign")
        plain = "".join(key + form[key] for key in sorted(form) if form[key])
        right = hmac.new(SECRET.encode(), plain.encode(), "sha256").hexdigest().upper()
        assert form["sign_method"] == "hmac-sha256"
        if sent != right:
            return _error(25, "Invalid signature")
        if form["app_key"] != APP_KEY:
            return _error(29, "Invalid App Key")
        method = form["method"].removeprefix("taobao.")
        if method == "top.auth.token.refresh":
            return self._refresh(form["refresh_token"])
        shop_id = self.shop_of(form["session"])
        if shop_id is None:
            return _error(27, f"Invalid session {form['session']}")
        name = method.replace(".", "_") + "_response"
        return {name: getattr(self, "_" + method.replace(".", "_"))(form, shop_id)}

    def throttled(self):
        return httpx.Response(
            200,
            json=_error(7, "App Call Limited", "accesscontrol.limited-by-api-access-count"),
        )

    def _refresh(self, refresh_token):
        issued = self.exchange(refresh_token)
        if issued is None:
            return _error(15, "Remote service error", "isv.invalid-refresh-token")
        result = {
            "access_token": issued[0],
            "refresh_token": issued[1],
            "expire_time": 1625104800000,
        }
        return {"top_auth_token_refresh_response": {"token_result": json.dumps(result)}}

    def _shop_seller_get(self, _form, shop_id):
        return {"shop": {"sid": int(shop_id), "title": "示例店", "nick": NICK}}

    def _trades_sold_get(self, form, shop_id):
        return self._trades(form, shop_id, "created")

    def _trades_sold_increment_get(self, form, shop_id):
        start, end = _window(form, "modified")
        assert end - start < timedelta(days=1), "the platform refuses longer windows"
        return self._trades(form, shop_id, "modified")

    def _trades(self, form, shop_id, by):
        start, end = _window(form, by)
        end += self.loose_end
        assert "step" in form["type"].split(",")
        moments = {"created": lambda o: o.created_at, "modified": lambda o: o.modified_at}
        rows = sorted(
            (o for o in self.shops.orders.get(shop_id, []) if start <= moments[by](o) <= end),
            key=lambda o: (moments[by](o), o.order_id),
            reverse=True,
        )
        page = self.page(rows, int(form["page_no"]), int(form["page_size"]))
        answer = {"total_results": len(rows), "request_id": "r1"}
        if page:
            answer["trades"] = {"trade": [_trade(o) for o in page]}
        return answer

    def _refunds_receive_get(self, form, shop_id):
        start, end = _window(form, "modified")
        end += self.loose_end
        rows = sorted(
            (r for r in self.shops.refunds.get(shop_id, []) if start <= r.modified_at <= end),
            key=lambda r: r.modified_at,
            reverse=True,
        )
        page = self.page(rows, int(form["page_no"]), int(form["page_size"]))
        refunds = [
            {
                "refund_id": r.refund_id,
                "tid": int(r.order_id),
                "oid": int(r.order_id),
                "status": REFUND_STATES[r.state],
                "refund_fee": yuan(r.amount_fen),
                "created": text(r.modified_at),
                "modified": text(r.modified_at),
                "buyer_nick": NICK,
                "desc": MEMO,
            }
            for r in page
        ]
        answer = {"total_results": len(rows)}
        return answer | ({"refunds": {"refund": refunds}} if refunds else {})


def _error(code, message, sub_code=""):
    return {
        "error_response": {
            "code": code,
            "msg": message,
            "sub_code": sub_code,
            "sub_msg": f"{PHONE} secret={SECRET}",
            "request_id": "r1",
        }
    }


def _window(form, by):
    form_time = "%Y-%m-%d %H:%M:%S"
    start = datetime.strptime(form[f"start_{by}"], form_time)
    return start, datetime.strptime(form[f"end_{by}"], form_time)


def _trade(order: FakeOrder):
    lines = [
        {
            "oid": int(order.order_id) * 10 + place,
            "num_iid": 7001,
            "sku_id": line.sku_id,
            "outer_sku_id": line.merchant_code,
            "title": "示例脐橙",
            "cid": 50990001,
            "price": yuan(line.price_fen),
            "num": line.quantity,
            "total_fee": "0.00" if line.is_gift else yuan(line.price_fen * line.quantity),
            "divide_order_fee": yuan(part),
            "buyer_memo": MEMO,
        }
        for place, (line, part) in enumerate(zip(order.lines, order.line_parts(), strict=True))
    ]
    trade = {
        "tid": int(order.order_id),
        "type": "guarantee_trade",
        "status": STATES[order.state],
        "created": text(order.created_at),
        "modified": text(order.modified_at),
        "payment": yuan(order.paid_fen + order.freight_fen),
        "total_fee": yuan(order.goods_fen),
        "post_fee": yuan(order.freight_fen),
        "discount_fee": yuan(order.discount_fen),
        "platform_subsidy_fee": yuan(order.subsidy_fen),
        # whatever was asked for, the buyer stands here: nothing of it may stay
        "buyer_open_uid": BUYER_ID,
        "buyer_nick": NICK,
        "buyer_memo": MEMO,
        "receiver_name": NAME,
        "receiver_mobile": PHONE,
        "receiver_address": ADDRESS,
        "receiver_state": "湖南省",
        "receiver_city": "长沙市",
        "receiver_district": "岳麓区",
        "orders": {"order": lines},
    }
    if order.paid_at is not None:
        trade["pay_time"] = text(order.paid_at)
    return trade | order.spoilt
