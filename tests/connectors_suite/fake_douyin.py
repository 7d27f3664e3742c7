"""Douyin over fake shops: five signed fields, the token in the query, pages from 0, integer fen.

Numbers come as texts here and there, as in the platform's own samples. What really went back to a
buyer stands only in the detail of a case; the list tells what was asked for.
"""

from __future__ import annotations

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
    FakeOrder,
    FakeRefund,
)

EPOCH = datetime(1970, 1, 1, 8)
STATES = {"unpaid": 1, "closed": 4, "paid": 2, "finished": 5, "cancelled": 4}
AFTERSALE_STATES = {"pending": 6, "succeeded": 12, "closed": 28}
# the buyer who takes a case back leaves its refund waiting for ever
REFUND_STATES = {"pending": 1, "succeeded": 3, "closed": 1}
SPOILT = {
    "bad_amount": {"pay_amount": "12.345"},
    "unknown_state": {"order_status": 777},
    "wrong_type": {"pay_amount": {"amount": 100}},
    "sums_disagree": {"pay_amount": 9999999},
    "without_id": {"order_id": None},
}
#: more than this many rows can't be paged through
MOST_ROWS = 50_000


class FakeDouyin(FakeGateway):
    platform = "douyin"
    token_in_query = True
    first_page = 0

    def read(self, request):
        assert request.method == "POST"
        query = dict(parse_qsl(request.url.query.decode(), keep_blank_values=True))
        return query | {"path": request.url.path, "param_json": request.content.decode()}

    def answer(self, form):
        signed = "".join(
            name + form[name] for name in ("app_key", "method", "param_json", "timestamp", "v")
        )
        right = hmac.new(SECRET.encode(), f"{SECRET}{signed}{SECRET}".encode(), "sha256")
        assert form["sign_method"] == "hmac-sha256"
        assert form["path"] == "/" + form["method"].replace(".", "/")
        if form["sign"] != right.hexdigest():
            return _error(40003, "非法的参数", "isv.signature-invalid")
        if form["app_key"] != APP_KEY:
            return _error(40003, "非法的参数", "isv.app-id-invalid")
        if abs(_moment(form["timestamp"]) - NOW) > timedelta(minutes=10):
            return _error(40003, "非法的参数", "isv.timestamp-invalid")
        arguments = json.loads(form["param_json"])
        if form["method"] == "token.refresh":
            assert "access_token" not in form
            assert "refresh_token" not in form, "a refresh token belongs into the body"
            return self._refresh(arguments)
        shop_id = self.shop_of(form["access_token"])
        if shop_id is None:
            return _error(40003, form["access_token"], "isv.access-token-expired")
        methods = {
            "order.searchList": self._orders,
            "afterSale.List": self._cases,
            "afterSale.Detail": self._case,
            "product.listV2": self._products,
            "product.detail": self._product,
        }
        return _success(methods[form["method"]](arguments, shop_id))

    def throttled(self):
        return httpx.Response(200, json=_error(60000, "限流", "isv.traffic-limited"))

    def _refresh(self, arguments):
        assert arguments["grant_type"] == "refresh_token"
        issued = self.exchange(arguments["refresh_token"])
        if issued is None:
            return _error(50001, "平台处理失败", "dop.token-generate-failed:token-expired")
        return _success(
            {"access_token": issued[0], "refresh_token": issued[1], "expires_in": 604800}
        )

    def _orders(self, arguments, shop_id):
        by = arguments["order_by"]
        assert arguments["order_asc"] is False

        def at(order):
            return order.created_at if by == "create_time" else order.modified_at

        start = _moment(arguments[f"{by}_start"])
        end = _moment(arguments[f"{by}_end"]) + self.loose_end
        rows = sorted(
            (o for o in self.shops.orders.get(shop_id, []) if start <= at(o) <= end),
            key=lambda o: (at(o), o.order_id),
            reverse=True,
        )
        return {
            "page": arguments["page"],
            "size": arguments["size"],
            "total": len(rows),
            "shop_order_list": [_order(o, shop_id) for o in self._paged(rows, arguments)],
        }

    def _cases(self, arguments, shop_id):
        assert arguments["order_by"] == ["update_time desc"]
        start = _moment(arguments["update_start_time"])
        end = _moment(arguments["update_end_time"]) + self.loose_end
        rows = [r for r in self.shops.refunds.get(shop_id, []) if start <= r.modified_at <= end]
        rows.sort(key=lambda r: r.modified_at, reverse=True)
        page = self._paged(rows, arguments)
        return {"total": len(rows), "has_more": False, "items": [_case(r) for r in page]}

    def _case(self, arguments, shop_id):
        assert isinstance(arguments["after_sale_id"], str)
        refund = next(
            r for r in self.shops.refunds[shop_id] if r.refund_id == arguments["after_sale_id"]
        )
        info = {
            "after_sale_id": int(refund.refund_id),
            "refund_status": REFUND_STATES[refund.state],
            # the freight of the parcel goes back as well and is no part of the goods
            "refund_total_amount": refund.amount_fen + 600,
            "refund_post_amount": "600",
            "real_refund_amount": refund.amount_fen + 600,
            "refund_time": _seconds(refund.modified_at),
            "encrypt_post_receiver": NAME,
            "reason_remark": MEMO,
        }
        return {"process_info": {"after_sale_info": info}, "order_info": {}}

    def _products(self, arguments, _shop_id):
        assert arguments["page"] >= 1, "this list alone counts from 1"
        products = [
            {
                "product_id": 7001,
                "name": "示例脐橙",
                "outer_product_id": "HN-001",
                "update_time": _seconds(datetime(2020, 5, 1)),
                "category_detail": {"first_cid": 20005, "second_cid": "20174", "third_cid": 0},
                "mobile": PHONE,
            }
        ]
        page = products if arguments["page"] == 1 else []
        return {"total": 1, "page": arguments["page"], "size": arguments["size"], "data": page}

    def _product(self, arguments, _shop_id):
        assert arguments["product_id"] == "7001"
        return {"product_id": 7001, "product_format": '{"产地":"湖南省长沙市","净含量":"5kg"}'}

    def _paged(self, rows, arguments):
        assert arguments["page"] * arguments["size"] <= MOST_ROWS
        assert 1 <= arguments["size"] <= 100
        return self.page(rows, arguments["page"] + 1, arguments["size"])


def _success(data):
    return {"code": 10000, "msg": "success", "sub_code": "", "sub_msg": "", "data": data}


def _error(code, message, sub_code):
    return {
        "code": code,
        "msg": message,
        "sub_code": sub_code,
        "sub_msg": f"{PHONE} secret={SECRET}",
        "data": None,
    }


def _moment(seconds) -> datetime:
    return EPOCH + timedelta(seconds=int(seconds))


def _seconds(moment: datetime | None) -> int:
    return 0 if moment is None else int((moment - EPOCH).total_seconds())


def _case(refund: FakeRefund):
    return {
        "aftersale_info": {
            "aftersale_id": refund.refund_id,
            # 2: of the whole order, whatever else it names
            "aftersale_order_type": 2,
            "aftersale_type": 0,
            "aftersale_status": AFTERSALE_STATES[refund.state],
            "refund_status": str(REFUND_STATES[refund.state]),
            "related_id": refund.order_id,
            "apply_time": _seconds(refund.modified_at),
            "update_time": _seconds(refund.modified_at),
            # what was asked for; of what was paid out only the detail knows
            "refund_amount": refund.amount_fen + (99 if refund.state == "succeeded" else 0),
            "remark": MEMO,
        },
        "order_info": {"shop_order_id": refund.order_id, "related_order_info": []},
        "text_part": {"reason_text": NICK},
    }


def _order(order: FakeOrder, shop_id):
    goods_parts = order.line_parts()
    lines = []
    for place, (line, part) in enumerate(zip(order.lines, goods_parts, strict=True)):
        freight = order.freight_fen if place == 0 else 0
        whole = 0 if line.is_gift else line.price_fen * line.quantity
        lines.append(
            {
                "order_id": f"{order.order_id}{place}",
                "parent_order_id": order.order_id,
                "product_id": 7001,
                "product_id_str": "7001",
                "sku_id": int(line.sku_id),
                "out_sku_id": "0",
                "code": line.merchant_code,
                "product_name": "示例脐橙",
                "first_cid": 20005,
                "second_cid": 20174,
                "third_cid": "0",
                "fourth_cid": 0,
                "trade_type": 0,
                "given_product_type": "FREE" if line.is_gift else "",
                "item_num": str(line.quantity),
                "origin_amount": 0 if line.is_gift else line.price_fen,
                "sum_amount": whole,
                "post_amount": freight,
                "pay_amount": part + freight,
                "promotion_amount": whole - part,
                "promotion_pay_amount": 0,
                "after_sale_info": {"after_sale_status": 0, "after_sale_type": 0},
                "author_name": NICK,
                "encrypt_post_receiver": NAME,
            }
        )
    return {
        "shop_id": int(shop_id),
        "shop_name": "示例店",
        "order_id": order.order_id,
        "order_status": STATES[order.state],
        "order_type": 0,
        "pay_type": 1,
        "create_time": _seconds(order.created_at),
        "pay_time": _seconds(order.paid_at),
        "finish_time": 0,
        "update_time": str(_seconds(order.modified_at)),
        "order_amount": order.goods_fen + order.freight_fen,
        "pay_amount": order.paid_fen + order.freight_fen,
        "post_amount": order.freight_fen,
        "modify_amount": 0,
        "promotion_amount": order.discount_fen + order.subsidy_fen,
        "promotion_shop_amount": order.discount_fen,
        "promotion_platform_amount": order.subsidy_fen,
        "promotion_talent_amount": 0,
        "shop_cost_amount": order.discount_fen,
        "platform_cost_amount": order.subsidy_fen,
        "promotion_pay_amount": 0,
        "sku_order_list": lines,
        "order_phase_list": [],
        # whatever was asked for, the buyer stands here: nothing of it may stay
        "doudian_open_id": BUYER_ID,
        "open_id": NICK,
        "buyer_words": MEMO,
        "seller_words": MEMO,
        "encrypt_post_receiver": NAME,
        "encrypt_post_tel": PHONE,
        "mask_post_receiver": NAME,
        "post_addr": {
            "province": {"name": "湖南省", "id": "430000"},
            "city": {"name": "长沙市", "id": "430100"},
            "town": {"name": "岳麓区", "id": "430104"},
            "street": {"name": ADDRESS, "id": "430104001"},
            "encrypt_detail": ADDRESS,
        },
    } | order.spoilt
