"""JD over fake shops: signature, token, both ends inclusive, newest first, three layers.

Items and their categories' attributes are given as JD's own dictionaries (`wares`, `attributes`).
"""

from __future__ import annotations

import hashlib
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
    PHONE,
    SECRET,
    FakeOrder,
    text,
    yuan,
)

NO_TIME = "0001-01-01 00:00:00"
STATES = {
    "unpaid": "NOT_PAY",
    "closed": "TRADE_CANCELED",
    "paid": "WAIT_SELLER_STOCK_OUT",
    "finished": "FINISHED_L",
    "cancelled": "TRADE_CANCELED",
}
BILL_STATES = {"pending": 0, "succeeded": 1, "closed": 2}
SPOILT = {
    "bad_amount": {"orderPayment": "12.345"},
    "unknown_state": {"orderState": "TRADE_MELTED"},
    "wrong_type": {"orderPayment": {"amount": "1.00"}},
    "sums_disagree": {"orderPayment": "99999.99"},
    "without_id": {"orderId": None},
}


class FakeJd(FakeGateway):
    platform = "jd"
    total_field = "orderTotal"

    def __init__(self, shops):
        super().__init__(shops)
        #: shop → its items, category → its attributes
        self.wares = {}
        self.attributes = {}

    def answer(self, form):
        if form.pop("path") == "/oauth2/refresh_token":
            return self._refresh(form)
        sent = form.pop("sign")
        plain = "".join(key + form[key] for key in sorted(form))
        signed = f"{SECRET}{plain}{SECRET}".encode()
        right = hashlib.md5(signed, usedforsecurity=False).hexdigest().upper()
        if sent != right:
            return _error(12, "无效签名")
        if form["app_key"] != APP_KEY:
            return _error(10, "无效的app_key")
        shop_id = self.shop_of(form["access_token"])
        if shop_id is None:
            return _error(19, f"无效的access_token {form['access_token']}")
        arguments = json.loads(form["360buy_param_json"])
        methods = {
            "jingdong.pop.order.search": self._orders,
            "jingdong.asc.serviceAndRefund.view": self._bills,
            "jingdong.b2c.shop.aftersales.refund.get": self._refund,
            "jingdong.vender.shop.query": self._shop,
            "jingdong.ware.read.searchWare4Valid": self._wares,
            "jingdong.category.read.findAttrsByCategoryIdUnlimitCate": self._attributes,
        }
        name = form["method"].replace(".", "_") + "_responce"
        return {name: {"code": "0"} | methods[form["method"]](arguments, shop_id)}

    def _refresh(self, form):
        assert (form["app_key"], form["app_secret"]) == (APP_KEY, SECRET)
        assert form["grant_type"] == "refresh_token"
        issued = self.exchange(form["refresh_token"])
        if issued is None:
            return {"code": 402, "msg": "invalid refresh_token"}
        return {"access_token": issued[0], "refresh_token": issued[1], "expires_in": 2592000}

    def _shop(self, _arguments, shop_id):
        return {"shop_jos_result": {"vender_id": 1, "shop_id": int(shop_id), "shop_name": "示例店"}}

    def throttled(self):
        return httpx.Response(200, json=_error(2, "调用次数超过限制"))

    def _orders(self, arguments, shop_id):
        start, end = _window(arguments, "start_date", "end_date")
        assert end - start <= timedelta(days=31), "the platform refuses longer windows"
        end += self.loose_end
        assert isinstance(arguments["page"], str)
        states = set(arguments["order_state"].split(","))

        def moment(order):
            return order.created_at if arguments["dateType"] == 1 else order.modified_at

        rows = sorted(
            (
                o
                for o in self.shops.orders.get(shop_id, [])
                if start <= moment(o) <= end
                and (STATES[o.state] in states or "orderState" in o.spoilt)
            ),
            key=lambda o: (moment(o), o.order_id),
            reverse=True,
        )
        page = self.page(rows, int(arguments["page"]), int(arguments["page_size"]))
        return {
            "searchorderinfo_result": {
                "apiResult": {"success": True, "numberCode": 0},
                "orderTotal": len(rows),
                "orderInfoList": [_order(o) for o in page],
            }
        }

    def _bills(self, arguments, shop_id):
        start, end = _window(arguments, "approveTimeBegin", "approveTimeEnd")
        assert end - start <= timedelta(days=10), "the platform refuses longer windows"
        end += self.loose_end
        rows = [r for r in self.shops.refunds.get(shop_id, []) if start <= r.modified_at <= end]
        rows.sort(key=lambda r: r.modified_at, reverse=True)
        page = self.page(rows, arguments["pageNumber"], arguments["pageSize"])
        bills = [
            {
                "sameOrderServiceBill": {
                    "serviceId": int(r.refund_id),
                    "orderId": int(r.order_id),
                },
                "afsRefundId": int(r.refund_id),
                "status": BILL_STATES[r.state],
                "applyTime": text(r.modified_at),
                "approveTime": text(r.modified_at),
                "completeTime": text(r.modified_at) if r.state == "succeeded" else NO_TIME,
                "customerName": NAME,
                "customerTel": PHONE,
            }
            for r in page
        ]
        return {
            "pageResult": {
                "code": "00000",
                "success": True,
                "totalCount": len(rows),
                "pageNumber": arguments["pageNumber"],
                "pageSize": arguments["pageSize"],
                "data": bills,
            }
        }

    def _refund(self, arguments, shop_id):
        refund = next(
            r for r in self.shops.refunds[shop_id] if r.refund_id == arguments["afsServiceId"]
        )
        detail = (
            {"afsActualRefundDetail": {"actualRefundAmount": yuan(refund.amount_fen)}}
            if refund.state == "succeeded"
            else {"afsEstimateRefundDetail": {"maxRefundAmount": yuan(refund.amount_fen)}}
        )
        return {"result": {"errorCode": "200", "data": {"orderId": refund.order_id} | detail}}

    def _wares(self, arguments, shop_id):
        assert (arguments["orderField"], arguments["orderType"]) == ("wareId", "asc")
        rows = self.wares.get(shop_id, [])
        asked = set(arguments["field"].split(","))
        page = self.page(rows, arguments["pageNo"], arguments["pageSize"])
        data = [{name: value for name, value in row.items() if name in asked} for row in page]
        return {"page": {"data": data, "totalItem": len(rows), "pageNo": arguments["pageNo"]}}

    def _attributes(self, arguments, _shop_id):
        assert set(arguments["field"].split(",")) == {"id", "name", "attrValueList"}
        return {"findattrsbycategoryidunlimitcate_result": self.attributes[arguments["cid"]]}


def _error(code, text_zh):
    return {
        "error_response": {
            "code": str(code),
            "zh_desc": text_zh,
            "en_desc": f"{PHONE} secret={SECRET}",
        }
    }


def _window(arguments, start_name, end_name):
    form_time = "%Y-%m-%d %H:%M:%S"
    start = datetime.strptime(arguments[start_name], form_time)
    return start, datetime.strptime(arguments[end_name], form_time)


def _order(order: FakeOrder):
    coupons = [("100-店铺优惠", order.discount_fen), ("41-京东券优惠", order.subsidy_fen)]
    return {
        "orderId": order.order_id,
        "parentOrderId": "0",
        "orderType": "22",
        "orderState": STATES[order.state],
        "orderStartTime": text(order.created_at),
        "paymentConfirmTime": text(order.paid_at) or NO_TIME,
        "orderEndTime": NO_TIME,
        "modified": text(order.modified_at),
        "payType": "4-在线支付",
        "orderTotalPrice": yuan(order.goods_fen),
        "orderSellerPrice": yuan(order.goods_fen - order.discount_fen),
        "orderPayment": yuan(order.paid_fen + order.freight_fen),
        "freightPrice": yuan(order.freight_fen),
        "sellerDiscount": yuan(order.discount_fen),
        "balanceUsed": "0.00",
        "itemInfoList": [
            {
                "skuId": line.sku_id,
                "wareId": "7001",
                "outerSkuId": line.merchant_code,
                "skuName": "示例脐橙",
                "jdPrice": "0.00" if line.is_gift else yuan(line.price_fen),
                "itemTotal": str(line.quantity),
            }
            for line in order.lines
        ],
        "couponDetailList": [
            {"orderId": order.order_id, "skuId": "", "couponType": kind, "couponPrice": yuan(fen)}
            for kind, fen in coupons
            if fen
        ],
        # whatever was asked for, the buyer stands here: nothing of it may stay
        "pin": BUYER_ID,
        "venderRemark": MEMO,
        "consigneeInfo": {
            "fullname": NAME,
            "fullAddress": ADDRESS,
            "mobile": PHONE,
            "telephone": PHONE,
            "province": "湖南",
            "city": "长沙市",
            "county": "岳麓区",
        },
    } | order.spoilt
