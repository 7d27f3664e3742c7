"""Calls TOP: signs, posts, unwraps the envelope, and gives pages of records.

Source: platforms reference, section 1 (system params, APIs, envelope).
Keep out: the meaning of records, windows, threads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import msgspec

from connectors.core.errands import Errand
from connectors.core.errors import RetriableFeedError
from connectors.core.feed import Clock, ShopCredential
from connectors.core.paging import Page
from connectors.core.salvage import RecordDecoder
from connectors.core.times import text_from_beijing
from connectors.platforms.taobao.errors import TopError, raise_for
from connectors.platforms.taobao.records import TopItem, TopRefund, TopTrade
from connectors.platforms.taobao.signing import SignMethod, sign

SIGN_METHOD: SignMethod = "hmac-sha256"

Record = TypeVar("Record", bound=msgspec.Struct)
_ENVELOPE = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ERROR = msgspec.json.Decoder(TopError)
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ESCAPES = {b"\t": rb"\t", b"\n": rb"\n", b"\r": rb"\r"}
_RAW_CONTROL = re.compile(rb"[\t\n\r]")


class TopList(Generic[Record]):
    """How one of TOP's lists is wrapped: `{outer: {inner: [record, …]}, total_results}`."""

    def __init__(
        self, method: str, outer: str, inner: str, record: type[Record], *, id_field: str
    ) -> None:
        self.method = method
        self._page = _page_decoder(outer, inner, record)
        self._raw_page = _page_decoder(outer, inner, msgspec.Raw)
        self._records = RecordDecoder(record, id_field=id_field)

    def decode(self, body: msgspec.Raw) -> Page[Record]:
        """The page; an absent list is an empty one."""
        try:
            page = self._page.decode(body)
            return Page(page.total_results, page.outer.inner if page.outer else [])
        except msgspec.ValidationError:
            page = self._raw_page.decode(body)
            raws = page.outer.inner if page.outer else []
            return Page(page.total_results, self._records.decode(raws))


def _page_decoder(outer: str, inner: str, record: type) -> msgspec.json.Decoder[Any]:
    wrapped = msgspec.defstruct("Wrapped", [("inner", list[record], [])], rename={"inner": inner})  # type: ignore[valid-type]
    return msgspec.json.Decoder(
        msgspec.defstruct(
            "Listed",
            [("total_results", int, 0), ("outer", wrapped | None, None)],
            rename={"outer": outer},
        )
    )


TRADES_CREATED = TopList("taobao.trades.sold.get", "trades", "trade", TopTrade, id_field="tid")
TRADES_MODIFIED = TopList(
    "taobao.trades.sold.increment.get", "trades", "trade", TopTrade, id_field="tid"
)
REFUNDS = TopList(
    "taobao.refunds.receive.get", "refunds", "refund", TopRefund, id_field="refund_id"
)
ITEMS = TopList("taobao.items.onsale.get", "items", "item", TopItem, id_field="num_iid")
ITEM_DETAILS = TopList("taobao.items.seller.list.get", "items", "item", TopItem, id_field="num_iid")


class TopClient:
    """TOP as one application, for one pull."""

    def __init__(self, errand: Errand, *, app_key: str, app_secret: str, clock: Clock) -> None:
        self._errand = errand
        self._app_key = app_key
        self._app_secret = app_secret
        self._clock = clock

    def ask(
        self,
        what: TopList[Record],
        params: Mapping[str, str],
        shop: ShopCredential,
        *,
        where: str,
    ) -> Page[Record]:
        """One page of a list."""
        return self._errand.call(
            lambda: self._form(what.method, params, shop),
            lambda body: _read(body, what, where, (shop.access_token, self._app_secret)),
            where=where,
        )

    def _form(self, method: str, params: Mapping[str, str], shop: ShopCredential) -> bytes:
        form = {
            **params,
            "method": method,
            "app_key": self._app_key,
            "session": shop.access_token,
            "timestamp": text_from_beijing(self._clock()),
            "format": "json",
            "v": "2.0",
            "sign_method": SIGN_METHOD,
        }
        form["sign"] = sign(form, self._app_secret, method=SIGN_METHOD)
        return urlencode(form).encode()


def _read(body: bytes, what: TopList[Record], where: str, secrets: Sequence[str]) -> Page[Record]:
    for candidate in _readings(body):
        try:
            return _unwrap(candidate, what, where, secrets)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
    raise _not_understood(what, where, len(body))


def _readings(body: bytes) -> Iterator[bytes]:
    """The body as JSON, repaired where it needs to be.

    The real gateway has sent TAB, CR and LF unescaped inside strings. Its answers have none
    outside strings, so escaping them everywhere is right and quick; where an answer is laid out
    with line breaks that spoils it, and the strings are looked for one by one.
    """
    if not any(control in body for control in _ESCAPES):
        yield body
        return
    quick = body
    for control, escape in _ESCAPES.items():
        quick = quick.replace(control, escape)
    yield quick
    yield _STRING.sub(_escape_controls, body)


def _unwrap(body: bytes, what: TopList[Record], where: str, secrets: Sequence[str]) -> Page[Record]:
    envelope = _ENVELOPE.decode(body)
    if "error_response" in envelope:
        raise_for(_ERROR.decode(envelope["error_response"]), where=where, secrets=secrets)
    name = what.method.removeprefix("taobao.").replace(".", "_") + "_response"
    if name not in envelope:
        raise _not_understood(what, where, len(body))
    return what.decode(envelope[name])


def _not_understood(what: TopList[Record], where: str, size: int) -> RetriableFeedError:
    return RetriableFeedError(
        f"the answer ({size} bytes) is not the JSON that {what.method} gives: cut short or changed",
        where=where,
        advice="run again; if it stays so, the interface has changed: report it with this line",
    )


def _escape_controls(match: re.Match[bytes]) -> bytes:
    return _RAW_CONTROL.sub(lambda control: _ESCAPES[control.group()], match.group())
