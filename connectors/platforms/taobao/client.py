"""Calls TOP: signs, posts, unwraps the envelope, and gives pages of records.

Source: platforms reference, section 1 (system params, APIs, envelope).
Keep out: the meaning of records, windows, threads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from connectors.core.authorised import AuthorisedCalls
from connectors.core.errands import Errand
from connectors.core.feed import ShopInfo
from connectors.core.http import WireRequest, form_request
from connectors.core.paging import Page
from connectors.core.platform_feed import Connection
from connectors.core.refusals import not_understood
from connectors.core.salvage import RecordDecoder
from connectors.platforms.taobao.auth import Application
from connectors.platforms.taobao.errors import TopError, raise_for
from connectors.platforms.taobao.records import TopItem, TopRefund, TopTrade

SHOP = "taobao.shop.seller.get"

Record = TypeVar("Record", bound=msgspec.Struct)
Answer = TypeVar("Answer")
_ENVELOPE = msgspec.json.Decoder(dict[str, msgspec.Raw])
_ERROR = msgspec.json.Decoder(TopError)
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ESCAPES = {b"\t": rb"\t", b"\n": rb"\n", b"\r": rb"\r"}
_RAW_CONTROL = re.compile(rb"[\t\n\r]")


class _Shop(msgspec.Struct):
    sid: int | str
    title: str = ""


class _ShopAnswer(msgspec.Struct):
    shop: _Shop


_SHOP_ANSWER = msgspec.json.Decoder(_ShopAnswer)


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

    def __init__(self, connection: Connection, errand: Errand) -> None:
        self._application = Application(connection.settings, connection.clock)
        self._calls = AuthorisedCalls(
            errand,
            connection.tokens,
            clock=connection.clock,
            exchange=lambda shop_id, held: self._application.exchange(errand, shop_id, held),
        )

    def ask(
        self, what: TopList[Record], params: Mapping[str, str], shop_id: str, *, where: str
    ) -> Page[Record]:
        """One page of a list."""
        return self._call(what.method, params, shop_id, lambda body: what.decode(body), where=where)

    def shop_info(self, shop_id: str) -> ShopInfo:
        """The shop of the token."""
        where = f"taobao {SHOP} shop {shop_id}"
        params = {"fields": "sid,title"}
        answer = self._call(SHOP, params, shop_id, _SHOP_ANSWER.decode, where=where)
        return ShopInfo(str(answer.shop.sid), answer.shop.title)

    def _call(
        self,
        method: str,
        params: Mapping[str, str],
        shop_id: str,
        read: Callable[[msgspec.Raw], Answer],
        *,
        where: str,
    ) -> Answer:
        def sign(access_token: str) -> WireRequest:
            form = {**params, "session": access_token}
            return form_request(self._application.signed(method, form))

        def open_body(body: bytes) -> Answer:
            secrets = (*self._calls.secrets_of(shop_id), self._application.secret)
            return _read(body, method, read, where, secrets)

        return self._calls.call(shop_id, sign, open_body, where=where)


def _read(
    body: bytes,
    method: str,
    read: Callable[[msgspec.Raw], Answer],
    where: str,
    secrets: Sequence[str],
) -> Answer:
    for candidate in _readings(body):
        try:
            return _unwrap(candidate, method, read, where, secrets)
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
    raise not_understood(len(body), method, where=where)


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


def _unwrap(
    body: bytes,
    method: str,
    read: Callable[[msgspec.Raw], Answer],
    where: str,
    secrets: Sequence[str],
) -> Answer:
    envelope = _ENVELOPE.decode(body)
    if "error_response" in envelope:
        raise_for(_ERROR.decode(envelope["error_response"]), where=where, secrets=secrets)
    name = method.removeprefix("taobao.").replace(".", "_") + "_response"
    if name not in envelope:
        raise not_understood(len(body), method, where=where)
    return read(envelope[name])


def _escape_controls(match: re.Match[bytes]) -> bytes:
    return _RAW_CONTROL.sub(lambda control: _ESCAPES[control.group()], match.group())
