"""Pinduoduo over fake shops: signature, token, short windows, newest first, amounts as numbers."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import httpx

from tests.connectors_suite.fake_gateway import FakeGateway
from tests.connectors_suite.fake_shop import (
    ADDRESS,
    APP_KEY,
    MEMO,
    NAME,
    NICK,
    NOW,
    PHONE,
    SECRET,
    FakeOrder,
    text,
    yuan,
)

UNIX_ZERO_IN_BEIJING = datetime(1970, 1, 1, 8)
REFUND_STATES = {"pending": 2, "succeeded": 10, "closed": 11}
SPOILT = {
    "bad_amount": {"pay_amount": 12.345},
    "unknown_state": {"confirm_status": 7},
    "wrong_type": {"pay_amount": {"amount": "1.00"}},
    "sums_disagree": {"pay_amount": 99999.99},
    "without_id": {"order_sn": None},
}


class FakePdd(FakeGateway):
    platform = "pdd"
    lists_unpaid = False
    tells_buyer = False
    created_goes_by = "paid"
    settles_after = timedelta(minutes=3)
    #: a day of modification times, half an hour a window
    windows_a_day = 48
    total_field = "total_count"

    def answer(self, form):
        assert form.pop("path") == "/api/router"
        sent = form.pop("sign")
        plain = "".join(key + form[key] for key in sorted(form))
        signed = f"{SECRET}{plain}{SECRET}".encode()
        if sent != hashlib.md5(signed, usedforsecurity=False).hexdigest().upper():
            return _error(20004, "签名sign校验失败")
        if form["client_id"] != APP_KEY:
            return _error(10016, "client下线或者clientId不正确")
        off = abs(int(form["timestamp"]) - _seconds(NOW))
        if off > 600:
            return _error(10001, "公共参数错误:timestamp")
        if form["type"] == "pdd.pop.auth.token.refresh":
            return self._refresh(form["refresh_token"])
        shop_id = self.shop_of(form["access_token"])
        if shop_id is None:
            return _error(10019, f"access_token已过期 {form['access_token']}")
        methods = {
            "pdd.order.list.get": self._confirmed,
            "pdd.order.number.list.increment.get": self._changed,
            "pdd.refund.list.increment.get": self._refunds,
            "pdd.mall.info.get": self._mall,
        }
        return methods[form["type"]](form, shop_id)

    def throttled(self):
        return httpx.Response(200, json=_error(70031, "调用过于频繁，请调整调用频率"))

    def _refresh(self, refresh_token):
        issued = self.exchange(refresh_token)
        if issued is None:
            return _error(10000, "参数错误")
        return {
            "pop_auth_token_refresh_response": {
                "access_token": issued[0],
                "refresh_token": issued[1],
                "expires_in": 86400,
                "expires_at": _seconds(NOW) + 86400,
                "owner_id": SHOP_OWNER,
                "scope": ["pdd.order.list.get"],
            }
        }

    def _mall(self, _form, shop_id):
        return {
            "mall_info_get_response": {"mall_id": int(shop_id), "mall_name": "示例店", "logo": ""}
        }

    def _confirmed(self, form, shop_id):
        start, end = _window(form, "confirm_at", longest=timedelta(hours=24))
        rows, count = self._orders(form, shop_id, lambda o: o.paid_at, start, end)
        return {"order_list_get_response": {"total_count": count, "order_list": rows}}

    def _changed(self, form, shop_id):
        start, end = _window(form, "updated_at", longest=timedelta(minutes=30))
        assert end <= NOW - timedelta(minutes=3), "younger changes may not show yet"
        assert form["is_lucky_flag"] == "0"
        rows, count = self._orders(form, shop_id, lambda o: o.modified_at, start, end)
        return {"order_sn_increment_get_response": {"total_count": count, "order_sn_list": rows}}

    def _orders(self, form, shop_id, moment, start, end):
        """Only what was concluded: an order that nobody paid is in no list."""
        assert (form["order_status"], form["refund_status"]) == ("5", "5")
        end += self.loose_end
        rows = sorted(
            (
                o
                for o in self.shops.orders.get(shop_id, [])
                if o.paid_at is not None and start <= moment(o) <= end
            ),
            key=lambda o: (moment(o), o.order_id),
            reverse=True,
        )
        page = self.page(rows, int(form["page"]), int(form["page_size"]))
        return [_order(o, self.shops.refunds.get(shop_id, [])) for o in page], len(rows)

    def _refunds(self, form, shop_id):
        assert (form["after_sales_status"], form["after_sales_type"]) == ("1", "1")
        rows = self.shops.refunds.get(shop_id, [])
        if "order_sn" in form:
            rows = [r for r in rows if r.order_id == form["order_sn"]]
        else:
            start, end = _window(form, "updated_at", longest=timedelta(minutes=30))
            assert end <= NOW - timedelta(minutes=3), "younger changes may not show yet"
            end += self.loose_end
            rows = [r for r in rows if start <= r.modified_at <= end]
        rows = sorted(rows, key=lambda r: r.modified_at, reverse=True)
        page = self.page(rows, int(form["page"]), int(form["page_size"]))
        return {
            "refund_increment_get_response": {
                "total_count": len(rows),
                "refund_list": [_refund(r) for r in page],
            }
        }


SHOP_OWNER = "1001"


def _refund(refund):
    return {
        "id": int(refund.refund_id),
        "order_sn": refund.order_id,
        "after_sales_status": REFUND_STATES[refund.state],
        "after_sales_type": 2,
        "refund_amount": yuan(refund.amount_fen),
        "order_amount": yuan(refund.amount_fen),
        "sku_id": "501",
        "created_time": text(refund.modified_at),
        "updated_time": text(refund.modified_at),
        "after_sale_reason": MEMO,
        "tracking_number": PHONE,
    }


def _error(code, message):
    return {
        "error_response": {
            "error_code": code,
            "error_msg": message,
            "sub_code": None,
            "sub_msg": f"{PHONE} secret={SECRET}",
            "request_id": "15440104776643887",
        }
    }


def _seconds(moment):
    return int((moment - UNIX_ZERO_IN_BEIJING).total_seconds())


def _window(form, name, *, longest):
    start, end = (
        UNIX_ZERO_IN_BEIJING + timedelta(seconds=int(form[f"{side}_{name}"]))
        for side in ("start", "end")
    )
    assert end - start <= longest, "the platform refuses longer windows"
    assert start >= NOW - timedelta(days=90), "older orders are missing without a word"
    return start, end


def _number(fen):
    """Yuan as the JSON number that the platform sends: 188.0, 29.9."""
    return float(yuan(fen))


def _order(order: FakeOrder, refunds):
    has_refund = order.state == "cancelled" or any(r.order_id == order.order_id for r in refunds)
    goods = [line for line in order.lines if not line.is_gift]
    return {
        "order_sn": order.order_id,
        "confirm_status": 1,
        "group_status": 1,
        "order_status": {"paid": 1, "finished": 3}.get(order.state, 1),
        "refund_status": 4 if has_refund else 1,
        "after_sales_status": 10 if has_refund else 0,
        "trade_type": 0,
        "step_order_info": None,
        "duoduo_wholesale": 0,
        "created_time": text(order.created_at),
        "pay_time": text(order.paid_at),
        "confirm_time": text(order.paid_at),
        "updated_at": text(order.modified_at),
        "receive_time": "",
        "goods_amount": _number(order.goods_fen),
        "order_change_amount": 0.0,
        "discount_amount": _number(order.discount_fen + order.subsidy_fen),
        "platform_discount": _number(order.subsidy_fen),
        "seller_discount": _number(order.discount_fen),
        "capital_free_discount": 0.0,
        "postage": _number(order.freight_fen),
        "service_fee_detail": [],
        "pay_amount": _number(order.paid_fen + order.freight_fen),
        "cat_id_1": 2603,
        "cat_id_2": 2616,
        "cat_id_3": 4780,
        "cat_id_4": 0,
        "item_list": [_item(line) | {"goods_id": "7001", "sku_id": line.sku_id} for line in goods],
        "gift_list": [
            _item(line) | {"goods_id": 7002, "sku_id": int(line.sku_id), "order_sn": ""}
            for line in order.lines
            if line.is_gift
        ],
        # the buyer stands here in cipher and masked: nothing of it may stay
        "receiver_name": NAME,
        "receiver_phone": PHONE,
        "receiver_phone_mask": PHONE,
        "receiver_address": ADDRESS,
        "address": ADDRESS,
        "address_mask": ADDRESS,
        "open_address_id": NICK,
        "buyer_memo": MEMO,
        "remark": MEMO,
        "country": "中国",
        "province": "湖南省",
        "province_id": 18,
        "city": "长沙市",
        "town": "岳麓区",
    } | order.spoilt


def _item(line):
    return {
        "outer_id": line.merchant_code,
        "outer_goods_id": "",
        "goods_name": "示例脐橙",
        "goods_price": _number(line.price_fen),
        "goods_count": line.quantity,
        "goods_spec": "5斤",
        "goods_img": "",
    }
