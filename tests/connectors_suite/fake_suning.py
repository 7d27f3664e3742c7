"""Suning over fake shops: headers signed with the body, paid orders only, oldest first.

Both ends of a window are inside; what finds nothing is answered with an error that is none.
"""

from __future__ import annotations

import base64
import hashlib
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
    NOW,
    PHONE,
    SECRET,
    FakeLine,
    FakeOrder,
    text,
)

STATES = {"paid": "10", "finished": "30", "cancelled": "40"}
REFUND_STATES = {"pending": "1", "closed": "7", "succeeded": "8"}
SPOILT = {
    "bad_amount": {"countMoney": "12.34500"},
    "unknown_state": {"orderTotalStatus": "77"},
    "wrong_type": {"countMoney": {"amount": "1.00"}},
    "sums_disagree": {"countMoney": "99999.99000"},
    "without_id": {"orderCode": None},
}
#: header on the wire → what the form of a request calls it
HEADERS = {
    "appmethod": "method",
    "apprequesttime": "time",
    "appkey": "app_key",
    "versionno": "version",
    "signinfo": "sign",
    "access_token": "access_token",
}


class FakeSuning(FakeGateway):
    platform = "suning"
    #: unpaid orders stand in another list, which is not asked
    lists_unpaid = False
    #: the time of a line's last change comes with the list by that time only
    tells_change_by_creation = False
    refunds_by_line = True
    total_field = "totalSize"

    def __init__(self, shops):
        super().__init__(shops)
        self.largest_page = 50

    def read(self, request):
        assert request.method == "POST"
        assert request.url.query == b"", "nothing may stand in the address"
        if request.url.path == "/api/oauth/token":
            return dict(parse_qsl(request.content.decode())) | {"path": request.url.path}
        assert request.url.path == "/api/http/sopRequest"
        assert request.headers["format"] == "json"
        told = {name: request.headers[header] for header, name in HEADERS.items()}
        return told | {"body": request.content.decode()}

    def answer(self, form):
        if "path" in form:
            return self._refresh(form)
        body = form["body"].encode()
        signed = SECRET + form["method"] + form["time"] + form["app_key"] + "v1.2"
        signed += base64.b64encode(body).decode()
        if form["sign"] != hashlib.md5(signed.encode(), usedforsecurity=False).hexdigest():
            return _error("sys.check.header-param:forbidden")
        if form["app_key"] != APP_KEY or form["version"] != "v1.2":
            return _error("sys.check.header-param:forbidden")
        if abs(datetime.fromisoformat(form["time"]) - NOW) > timedelta(minutes=10):
            return _error("sys.check.request-apprequesttime:error")
        shop_id = self.shop_of(form["access_token"])
        if shop_id is None:
            return _error("sys.oauth.check.access_token:overdue", form["access_token"])
        ((name, arguments),) = json.loads(body)["sn_request"]["sn_body"].items()
        methods = {
            ("suning.custom.order.query", "orderQuery"): self._created,
            ("suning.custom.ordmodtime.query", "orderQuery"): self._modified,
            (
                "suning.custom.refundlistinformation.query",
                "queryRefundlistinformation",
            ): self._refunds,
            ("suning.custom.shopinfo.get", "getShopInfo"): self._shop,
        }
        return methods[form["method"], name](arguments, shop_id)

    def throttled(self):
        return httpx.Response(200, json=_error("sys.check.api-call:overlimit"))

    def _refresh(self, form):
        assert (form["client_id"], form["client_secret"]) == (APP_KEY, SECRET)
        assert form["grant_type"] == "refresh_token"
        issued = self.exchange(form["refresh_token"])
        if issued is None:
            return {"error": "invalid_grant", "error_description": form["refresh_token"]}
        return {"access_token": issued[0], "refresh_token": issued[1], "expires_in": "2592000"}

    def _shop(self, _arguments, _shop_id):
        return _content({"getShopInfo": {"shopName": "示例店"}})

    def _created(self, arguments, shop_id):
        return self._orders(arguments, shop_id, lambda o: o.created_at, tells_change=False)

    def _modified(self, arguments, shop_id):
        return self._orders(arguments, shop_id, lambda o: o.modified_at, tells_change=True)

    def _orders(self, arguments, shop_id, moment, *, tells_change):
        # the limit of orders is not written down; two ERPs ask day by day
        start, end = self._window(arguments, "startTime", "endTime", timedelta(days=1))
        rows = sorted(
            (
                o
                for o in self.shops.orders.get(shop_id, [])
                if o.state in STATES and start <= moment(o) <= end
            ),
            key=lambda o: (moment(o), o.order_id),
        )
        return self._list("orderQuery", rows, arguments, lambda o: _order(o, tells_change))

    def _refunds(self, arguments, shop_id):
        month = timedelta(days=30)
        start, end = self._window(arguments, "startModified", "endModified", month)
        rows = [r for r in self.shops.refunds.get(shop_id, []) if start <= r.modified_at <= end]
        rows.sort(key=lambda r: r.modified_at)
        return self._list("queryRefundlistinformation", rows, arguments, _refund)

    def _window(self, arguments, start_name, end_name, longest):
        start = datetime.fromisoformat(arguments[start_name])
        end = datetime.fromisoformat(arguments[end_name])
        assert end - start <= longest, "the platform refuses longer windows"
        return start, end + self.loose_end

    def _list(self, name, rows, arguments, render):
        assert int(arguments["pageSize"]) <= 50
        page = self.page(rows, int(arguments["pageNo"]), int(arguments["pageSize"]))
        if not page:
            return _error("biz.handler.data-get:no-result")
        head = {
            "pageNo": arguments["pageNo"],
            "pageTotal": str(-(-len(rows) // int(arguments["pageSize"]))),
            "totalSize": str(len(rows)),
            "returnMessage": "biz.handler.data-get:success",
        }
        return _content({name: [render(row) for row in page]}, head)


def _content(body, head=None):
    content = {"sn_body": body}
    return {"sn_responseContent": content if head is None else {"sn_head": head} | content}


def _error(code, token=""):
    said = f"{PHONE} secret={SECRET} {token}"
    return {"sn_responseContent": {"sn_error": {"error_code": code, "error_msg": said}}}


def _five(fen):
    return f"{fen // 100}.{fen % 100:02d}000"


def _order(order: FakeOrder, tells_change: bool):
    lines = [_line(order, place, tells_change) for place in range(len(order.lines))]
    return {
        "orderCode": order.order_id,
        "orderTotalStatus": STATES[order.state],
        "orderTime": text(order.created_at),
        "orderSaleTime": text(order.paid_at),
        "countMoney": _five(order.paid_fen + order.freight_fen),
        "sumDonationAmt": "0.00",
        # whatever was asked for, the buyer stands here: nothing of it may stay
        "userName": BUYER_ID,
        "customerName": NAME,
        "provinceName": "湖南省",
        "cityName": "长沙市",
        "districtName": "岳麓区",
        "customerAddress": ADDRESS,
        "detailAddress": ADDRESS,
        "mobNum": PHONE,
        "sellerOrdRemark": MEMO,
        "buyerOrdRemark": MEMO,
        # one line alone comes without its list: the JSON is made out of XML
        "orderDetail": lines[0] if len(lines) == 1 else lines,
    } | order.spoilt


def _line(order: FakeOrder, place: int, tells_change: bool):
    line: FakeLine = order.lines[place]
    whole = 0 if line.is_gift else line.price_fen * line.quantity
    cut = whole - order.line_parts()[place]
    # the shop's own promotion is used up first, then Suning's coupons
    vouchers = [0]
    for earlier in range(place + 1):
        other = order.lines[earlier]
        listed = 0 if other.is_gift else other.price_fen * other.quantity
        lost = listed - order.line_parts()[earlier]
        vouchers.append(min(lost, order.discount_fen - sum(vouchers)))
    voucher = vouchers[-1]
    coupon = cut - voucher
    freight = order.freight_fen if place == 0 else 0
    paid = whole - cut + freight
    payments = [
        {"paycode": "6901", "banktypecode": "10001", "payamount": _five(coupon)},
        {"paycode": "4148", "banktypecode": "", "payamount": _five(paid)},
    ]
    return {
        "orderLineNumber": f"{order.order_id}{place:02d}",
        "productCode": line.sku_id,
        "productName": "示例脐橙",
        "itemCode": line.merchant_code,
        "unitPrice": "0.00000" if line.is_gift else _five(line.price_fen),
        "saleNum": f"{line.quantity}.00000",
        "payAmount": _five(paid),
        "coupontotalMoney": _five(coupon) if coupon else "",
        "vouchertotalMoney": _five(voucher) if voucher else "",
        "transportFee": _five(freight),
        "orderLineStatus": STATES[order.state],
        "returnOrderFlag": "0",
        "reservestatus": "",
        "paymentList": [p for p in payments if p["payamount"] != "0.00000"],
    } | ({"orderLineStatusChangeTime": text(order.modified_at)} if tells_change else {})


def _refund(refund):
    return {
        "returnApplyId": refund.refund_id,
        "orderNo": refund.order_id,
        "orderLineNumber": f"{refund.order_id}00",
        "customer": NAME,
        "returnMoney": _five(refund.amount_fen),
        "dealMoney": _five(refund.amount_fen),
        "applyTime": text(refund.modified_at),
        "operateTime": text(refund.modified_at),
        "returnStatusValue": REFUND_STATES[refund.state],
    }
