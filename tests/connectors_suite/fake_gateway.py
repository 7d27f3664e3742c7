"""What all fake platforms share: answers played before the real ones, a log of what was asked."""

from __future__ import annotations

import abc
import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qsl

import httpx

from tests.connectors_suite.fake_shop import FakeShops


class FakeGateway(abc.ABC):
    """`httpx.MockTransport` around one platform's `answer`."""

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
        #: a function of the finished body, for answers that come out damaged
        self.damage: Callable[[bytes], bytes] = lambda body: body

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._handle)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        assert request.method == "POST"
        assert request.url.query == b"", "nothing may stand in the address"
        form = dict(parse_qsl(request.content.decode(), keep_blank_values=True))
        self.asked.append(form)
        self.meanwhile(len(self.asked))
        if self.first:
            return self.first.pop(0)()
        body = json.dumps(self.answer(form), ensure_ascii=False).encode()
        return httpx.Response(200, content=self.damage(body))

    @abc.abstractmethod
    def answer(self, form: dict[str, str]) -> dict[str, object]:
        """What the platform answers to a form."""

    @abc.abstractmethod
    def throttled(self) -> httpx.Response:
        """Its own way to say that it was asked too often."""

    def page(self, rows: list, number: int, size: int) -> list:
        size = min(size, self.largest_page)
        if self.ignores_page_number:
            number = 1
        return rows[(number - 1) * size : number * size]
