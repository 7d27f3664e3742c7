"""Calls JD: signs, posts, checks all three layers of the answer, and gives pages of records.

Source: platforms reference, section 2 (system params, APIs, envelope).
Keep out: the meaning of records, windows, threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from connectors.core.authorised import AuthorisedCalls
from connectors.core.errands import Errand
from connectors.core.feed import ShopInfo
from connectors.core.http import WireRequest, form_request
from connectors.core.paging import Page
from connectors.core.platform_feed import Connection
from connectors.core.refusals import not_understood
from connectors.core.salvage import RecordDecoder
from connectors.core.times import text_from_beijing
from connectors.platforms.jd.answers import (
    AttributesAnswer,
    BillAnswer,
    OrderAnswer,
    RefundAnswer,
    ShopAnswer,
    WareAnswer,
)
from connectors.platforms.jd.auth import RENEW_BEFORE, exchange
from connectors.platforms.jd.errors import JdError, raise_for, raise_inner
from connectors.platforms.jd.records import JdAttribute, JdBill, JdOrder, JdWare
from connectors.platforms.jd.signing import sign

ORDER_SEARCH = "jingdong.pop.order.search"
BILLS = "jingdong.asc.serviceAndRefund.view"
REFUND = "jingdong.b2c.shop.aftersales.refund.get"
SHOP = "jingdong.vender.shop.query"
WARES = "jingdong.ware.read.searchWare4Valid"
ATTRIBUTES = "jingdong.category.read.findAttrsByCategoryIdUnlimitCate"

#: what the after-sale services call success
BILLS_SUCCESS = "00000"
REFUND_SUCCESS = "200"


class RefundAmounts(msgspec.Struct, frozen=True):
    """What a refund paid out, or would at most; yuan texts, null where JD does not tell."""

    actual: str | None
    expected: str | None


Read = TypeVar("Read")
Answer = TypeVar(
    "Answer", OrderAnswer, BillAnswer, RefundAnswer, ShopAnswer, WareAnswer, AttributesAnswer
)
_ENVELOPE = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ORDERS = RecordDecoder(JdOrder, id_field="order_id")
_WARES = RecordDecoder(JdWare, id_field="ware_id")
_BILL_RECORDS = RecordDecoder(JdBill, id_field="afs_refund_id")


class JdClient:
    """JD as one application, for one pull."""

    def __init__(self, connection: Connection, errand: Errand) -> None:
        self._settings = connection.settings
        self._clock = connection.clock
        self._calls = AuthorisedCalls(
            errand,
            connection.tokens,
            clock=connection.clock,
            exchange=lambda shop_id, held: exchange(connection, errand, shop_id, held),
            renew_before=RENEW_BEFORE,
        )
        self._attributes: dict[int, list[JdAttribute]] = {}
        # shops are pulled by several threads
        self._asking = threading.Lock()

    def shop_info(self, shop_id: str) -> ShopInfo:
        """The shop of the token."""
        where = f"jd {SHOP} shop {shop_id}"

        def read(body: bytes) -> ShopInfo:
            shop = _open(body, SHOP, ShopAnswer, where, self._secrets(shop_id)).shop_jos_result
            return ShopInfo(str(shop.shop_id), shop.shop_name)

        return self._call(SHOP, {}, shop_id, read, where)

    def orders(self, arguments: Mapping[str, Any], shop_id: str, *, where: str) -> Page[JdOrder]:
        """One page of orders."""
        secrets = self._secrets(shop_id)

        def read(body: bytes) -> Page[JdOrder]:
            result = _open(body, ORDER_SEARCH, OrderAnswer, where, secrets).searchorderinfo_result
            api = result.api_result
            if not api.success:
                raise_inner(
                    f"{api.number_code} {api.chinese_err_code} {api.english_err_code}",
                    where=where,
                    secrets=secrets,
                )
            return Page(result.order_total, _ORDERS.decode(result.order_info_list))

        return self._call(ORDER_SEARCH, arguments, shop_id, read, where)

    def bills(self, arguments: Mapping[str, Any], shop_id: str, *, where: str) -> Page[JdBill]:
        """One page of after-sale bills."""
        secrets = self._secrets(shop_id)

        def read(body: bytes) -> Page[JdBill]:
            result = _open(body, BILLS, BillAnswer, where, secrets).pageResult
            if not result.success or result.code != BILLS_SUCCESS:
                raise_inner(f"{result.code} {result.message}", where=where, secrets=secrets)
            return Page(result.total_count, _BILL_RECORDS.decode(result.data))

        return self._call(BILLS, arguments, shop_id, read, where)

    def refund_amounts(self, service_id: str, shop_id: str, *, where: str) -> RefundAmounts:
        """The amounts of one after-sale bill, which the list does not tell."""
        secrets = self._secrets(shop_id)

        def read(body: bytes) -> RefundAmounts:
            result = _open(body, REFUND, RefundAnswer, where, secrets).result
            if result.error_code != REFUND_SUCCESS or result.data is None:
                raise_inner(f"{result.error_code} {result.error_msg}", where=where, secrets=secrets)
            actual = result.data.afs_actual_refund_detail
            expected = result.data.afs_estimate_refund_detail
            return RefundAmounts(
                actual=actual.actual_refund_amount if actual else None,
                expected=expected.max_refund_amount if expected else None,
            )

        return self._call(REFUND, {"afsServiceId": service_id}, shop_id, read, where)

    def wares(self, arguments: Mapping[str, Any], shop_id: str, *, where: str) -> Page[JdWare]:
        """One page of the shop's items."""
        secrets = self._secrets(shop_id)

        def read(body: bytes) -> Page[JdWare]:
            page = _open(body, WARES, WareAnswer, where, secrets).page
            if page is None:
                raise_inner("no page in the answer", where=where, secrets=secrets)
            return Page(page.total_item, _WARES.decode(page.data))

        return self._call(WARES, arguments, shop_id, read, where)

    def attributes(self, category: int, shop_id: str, *, where: str) -> list[JdAttribute]:
        """What a category's attributes and their values are called, for every shop the same.

        Each category is asked for once a pull, in the name of the first shop that has it.
        """
        with self._asking:
            if category not in self._attributes:
                self._attributes[category] = self._ask_attributes(category, shop_id, where)
            return self._attributes[category]

    def _ask_attributes(self, category: int, shop_id: str, where: str) -> list[JdAttribute]:
        secrets = self._secrets(shop_id)
        arguments = {"cid": category, "field": "id,name,attrValueList"}

        def read(body: bytes) -> list[JdAttribute]:
            answer = _open(body, ATTRIBUTES, AttributesAnswer, where, secrets)
            return answer.findattrsbycategoryidunlimitcate_result or []

        return self._call(ATTRIBUTES, arguments, shop_id, read, where)

    def _call(
        self,
        method: str,
        arguments: Mapping[str, Any],
        shop_id: str,
        read: Callable[[bytes], Read],
        where: str,
    ) -> Read:
        def sign_with(access_token: str) -> WireRequest:
            return form_request(self._form(method, arguments, access_token))

        return self._calls.call(shop_id, sign_with, read, where=where)

    def _form(self, method: str, arguments: Mapping[str, Any], access_token: str) -> dict[str, str]:
        form = {
            "method": method,
            "app_key": self._settings.app_key,
            "access_token": access_token,
            "timestamp": text_from_beijing(self._clock()),
            "v": "2.0",
            "360buy_param_json": msgspec.json.encode(arguments).decode(),
        }
        form["sign"] = sign(form, self._settings.app_secret)
        return form

    def _secrets(self, shop_id: str) -> tuple[str, ...]:
        return (*self._calls.secrets_of(shop_id), self._settings.app_secret)


def _open(
    body: bytes, method: str, answer: type[Answer], where: str, secrets: Sequence[str]
) -> Answer:
    """The inside of the envelope, whose name JD misspells "responce"."""
    name = method.replace(".", "_") + "_responce"
    try:
        envelope = _ENVELOPE.decode(body)
        if "error_response" in envelope:
            raise_for(
                msgspec.json.decode(envelope["error_response"], type=JdError),
                where=where,
                secrets=secrets,
            )
        if name in envelope:
            opened = msgspec.json.decode(envelope[name], type=answer)
            if str(opened.code) != "0":
                raise_for(
                    msgspec.json.decode(envelope[name], type=JdError), where=where, secrets=secrets
                )
            return opened
    except (msgspec.DecodeError, UnicodeDecodeError):
        pass
    raise not_understood(len(body), method, where=where)
