"""What all fake platforms share: answers played before the real ones, a log of what was asked."""

from __future__ import annotations

import abc
import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qsl

import httpx

from tests.connectors_suite.fake_shop import (
    REFRESH_TOKENS,
    TOKENS,
    FakeLine,
    FakeOrder,
    FakeShops,
)


class FakeGateway(abc.ABC):
    """`httpx.MockTransport` around one platform's `answer`.

    A platform that is not spoken to by forms overrides `read`; one whose answers are no JSON
    object, `respond`.
    """

    #: whether the platform takes its token in the query and nowhere else
    token_in_query = False
    #: whether orders that nobody has paid are among the orders
    lists_unpaid = True
    #: whether an order listed by its creation tells when it was last changed
    tells_change_by_creation = True
    #: whether a refund always names a line of its order
    refunds_by_line = False
    #: whether an order tells anything that names its buyer from order to order
    tells_buyer = True
    #: the world's time that the platform's windows of creation go by
    created_goes_by = "created"
    #: how long ago a window of modification times must have ended
    settles_after = timedelta(0)
    #: how many windows a day of modification times is asked in
    windows_a_day = 1
    #: where the platform tells how many rows a window has
    total_field = "total"

    def __init__(self, shops: FakeShops) -> None:
        self.shops = shops
        self.asked: list[dict[str, str]] = []
        #: played one a request, before the platform answers by itself
        self.first: list[Callable[[], httpx.Response]] = []
        #: called before each answer with the number of requests so far
        self.meanwhile: Callable[[int], None] = lambda _: None
        self.ignores_page_number = False
        self.largest_page = 100
        #: the platform counts this much beyond the end it was asked for
        self.loose_end = timedelta()
        self.refuses_token: str | None = None
        #: whoever asks in this shop's name gets an answer that is cut short
        self.broken_shop: str | None = None
        #: access token → shop, refresh token → shop: what holds at this moment
        self.tokens = dict(TOKENS)
        self.refresh_tokens = dict(REFRESH_TOKENS)
        self.exchanges: list[str] = []
        #: a function of the finished body, for answers that come out damaged
        self.damage: Callable[[bytes], bytes] = lambda body: body

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._handle)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        form = self.read(request)
        self.asked.append(form)
        self.meanwhile(len(self.asked))
        if self.first:
            return self.first.pop(0)()
        if self.broken_shop is not None and self._asks_for(self.broken_shop, request):
            return httpx.Response(200, text='{"half": [1, 2')
        body = json.dumps(self.answer(form), ensure_ascii=False).encode()
        return httpx.Response(200, content=self.damage(body))

    def _asks_for(self, shop_id: str, request: httpx.Request) -> bool:
        sent = b" ".join(
            [str(request.url).encode(), request.content, repr(request.headers.raw).encode()]
        )
        return any(
            shop == shop_id and token.encode() in sent for token, shop in self.tokens.items()
        )

    def read(self, request: httpx.Request) -> dict[str, str]:
        """What was asked, as one flat dictionary."""
        assert request.method == "POST"
        assert request.url.query == b"", "nothing may stand in the address"
        form = dict(parse_qsl(request.content.decode(), keep_blank_values=True))
        return form | {"path": request.url.path}

    @abc.abstractmethod
    def answer(self, form: dict[str, str]) -> dict[str, object]:
        """What the platform answers to a form."""

    @abc.abstractmethod
    def throttled(self) -> httpx.Response:
        """Its own way to say that it was asked too often."""

    def calls(self, row_count: int) -> int:
        """How many requests a calm window of so many orders of one shop costs."""
        return max(1, -(-row_count // self.largest_page))

    def lines_of(self, order: FakeOrder) -> tuple[FakeLine, ...]:
        """The order's lines as the platform shows them."""
        return order.lines

    def shop_of(self, token: str) -> str | None:
        """The shop whose token holds, or None."""
        return None if token == self.refuses_token else self.tokens.get(token)

    def end_token(self, shop_id: str) -> None:
        """The shop's access token ends; its refresh token still holds."""
        self.tokens = {token: shop for token, shop in self.tokens.items() if shop != shop_id}

    def refuse_exchange(self, shop_id: str) -> None:
        """The shop's authorisation is over: its refresh token is worth nothing any more."""
        self.refresh_tokens = {t: s for t, s in self.refresh_tokens.items() if s != shop_id}

    def exchange(self, refresh_token: str) -> tuple[str, str] | None:
        """New (access token, refresh token) for one that holds, which then is used up."""
        self.exchanges.append(refresh_token)
        shop_id = self.refresh_tokens.pop(refresh_token, None)
        if shop_id is None:
            return None
        number = len(self.exchanges)
        access, refresh = f"CANARY-token-new-{number}", f"CANARY-refresh-new-{number}"
        self.tokens[access] = shop_id
        self.refresh_tokens[refresh] = shop_id
        return access, refresh

    def page(self, rows: list, number: int, size: int) -> list:
        size = min(size, self.largest_page)
        if self.ignores_page_number:
            number = 1
        return rows[(number - 1) * size : number * size]
