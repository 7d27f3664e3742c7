"""Calls JD: signs, posts, checks all three layers of the answer, and gives pages of records.

Source: platforms reference, section 2 (system params, APIs, envelope).
Keep out: the meaning of records, windows, threads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

import msgspec

from connectors.core.errands import Errand
from connectors.core.errors import RetriableFeedError
from connectors.core.feed import Clock, ShopCredential
from connectors.core.paging import Page
from connectors.core.salvage import RecordDecoder
from connectors.core.times import text_from_beijing
from connectors.platforms.jd.errors import JdError, raise_for, raise_inner
from connectors.platforms.jd.records import JdBill, JdOrder
from connectors.platforms.jd.signing import sign

ORDER_SEARCH = "jingdong.pop.order.search"
BILLS = "jingdong.asc.serviceAndRefund.view"
REFUND = "jingdong.b2c.shop.aftersales.refund.get"

#: what the after-sale services call success
BILLS_SUCCESS = "00000"
REFUND_SUCCESS = "200"


class _ApiResult(msgspec.Struct, rename="camel"):
    success: bool = False
    number_code: int | str = 0
    chinese_err_code: str = ""
    english_err_code: str = ""


class _OrderResult(msgspec.Struct, rename="camel"):
    api_result: _ApiResult
    order_total: int = 0
    order_info_list: list[msgspec.Raw] = msgspec.field(default_factory=list)


class _OrderAnswer(msgspec.Struct):
    searchorderinfo_result: _OrderResult
    code: int | str = "0"


class _BillResult(msgspec.Struct, rename="camel"):
    success: bool = False
    code: str = ""
    message: str = ""
    total_count: int = 0
    data: list[msgspec.Raw] = msgspec.field(default_factory=list)


class _BillAnswer(msgspec.Struct):
    pageResult: _BillResult  # noqa: N815
    code: int | str = "0"


class _Actual(msgspec.Struct, rename="camel"):
    actual_refund_amount: str | None = None


class _Expected(msgspec.Struct, rename="camel"):
    max_refund_amount: str | None = None


class _RefundData(msgspec.Struct, rename="camel"):
    afs_actual_refund_detail: _Actual | None = None
    afs_estimate_refund_detail: _Expected | None = None


class _RefundResult(msgspec.Struct, rename="camel"):
    error_code: str = ""
    error_msg: str = ""
    data: _RefundData | None = None


class _RefundAnswer(msgspec.Struct):
    result: _RefundResult
    code: int | str = "0"


class RefundAmounts(msgspec.Struct, frozen=True):
    """What a refund paid out, or would at most; yuan texts, null where JD does not tell."""

    actual: str | None
    expected: str | None


Read = TypeVar("Read")
Answer = TypeVar("Answer", _OrderAnswer, _BillAnswer, _RefundAnswer)
_ENVELOPE = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ORDERS = RecordDecoder(JdOrder, id_field="order_id")
_BILL_RECORDS = RecordDecoder(JdBill, id_field="afs_refund_id")


class JdClient:
    """JD as one application, for one pull."""

    def __init__(self, errand: Errand, *, app_key: str, app_secret: str, clock: Clock) -> None:
        self._errand = errand
        self._app_key = app_key
        self._app_secret = app_secret
        self._clock = clock

    def orders(
        self, arguments: Mapping[str, Any], shop: ShopCredential, *, where: str
    ) -> Page[JdOrder]:
        """One page of orders."""
        secrets = (shop.access_token, self._app_secret)

        def read(body: bytes) -> Page[JdOrder]:
            result = _open(body, ORDER_SEARCH, _OrderAnswer, where, secrets).searchorderinfo_result
            api = result.api_result
            if not api.success:
                raise_inner(
                    f"{api.number_code} {api.chinese_err_code} {api.english_err_code}",
                    where=where,
                    secrets=secrets,
                )
            return Page(result.order_total, _ORDERS.decode(result.order_info_list))

        return self._call(ORDER_SEARCH, arguments, shop, read, where)

    def bills(
        self, arguments: Mapping[str, Any], shop: ShopCredential, *, where: str
    ) -> Page[JdBill]:
        """One page of after-sale bills."""
        secrets = (shop.access_token, self._app_secret)

        def read(body: bytes) -> Page[JdBill]:
            result = _open(body, BILLS, _BillAnswer, where, secrets).pageResult
            if not result.success or result.code != BILLS_SUCCESS:
                raise_inner(f"{result.code} {result.message}", where=where, secrets=secrets)
            return Page(result.total_count, _BILL_RECORDS.decode(result.data))

        return self._call(BILLS, arguments, shop, read, where)

    def refund_amounts(self, service_id: str, shop: ShopCredential, *, where: str) -> RefundAmounts:
        """The amounts of one after-sale bill, which the list does not tell."""
        secrets = (shop.access_token, self._app_secret)

        def read(body: bytes) -> RefundAmounts:
            result = _open(body, REFUND, _RefundAnswer, where, secrets).result
            if result.error_code != REFUND_SUCCESS or result.data is None:
                raise_inner(f"{result.error_code} {result.error_msg}", where=where, secrets=secrets)
            actual = result.data.afs_actual_refund_detail
            expected = result.data.afs_estimate_refund_detail
            return RefundAmounts(
                actual=actual.actual_refund_amount if actual else None,
                expected=expected.max_refund_amount if expected else None,
            )

        return self._call(REFUND, {"afsServiceId": service_id}, shop, read, where)

    def _call(
        self,
        method: str,
        arguments: Mapping[str, Any],
        shop: ShopCredential,
        read: Callable[[bytes], Read],
        where: str,
    ) -> Read:
        return self._errand.call(lambda: self._form(method, arguments, shop), read, where=where)

    def _form(self, method: str, arguments: Mapping[str, Any], shop: ShopCredential) -> bytes:
        form = {
            "method": method,
            "app_key": self._app_key,
            "access_token": shop.access_token,
            "timestamp": text_from_beijing(self._clock()),
            "v": "2.0",
            "360buy_param_json": msgspec.json.encode(arguments).decode(),
        }
        form["sign"] = sign(form, self._app_secret)
        return urlencode(form).encode()


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
    raise RetriableFeedError(
        f"the answer ({len(body)} bytes) is not the JSON that {method} gives: cut short or changed",
        where=where,
        advice="run again; if it stays so, the interface has changed: report it with this line",
    )
