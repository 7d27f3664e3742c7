"""A caller that signs as the platforms ask, over a tiny world."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx
import pytest
from tiny_world import NOW, TinyWorld, make_shop

from connectors.sandbox.servers.access import PlatformAccess, ShopAccess
from connectors.sandbox.servers.app import Gateways, make_app
from connectors.sandbox.servers.clock import SandboxClock


class LocalClient:
    """Sends requests straight into the application, without a socket."""

    def __init__(self, app, runner):
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://sandbox"
        )
        self._runner = runner

    def get(self, url):
        return self._runner.run(self._client.get(url))

    def post(self, url, **content):
        return self._runner.run(self._client.post(url, **content))


@dataclass
class Caller:
    """Signs and sends as a seller's software does; `clock` is the sandbox's."""

    client: LocalClient
    clock: SandboxClock
    access: dict[str, PlatformAccess]

    def top_parameters(self, method, **business):
        keys = self.access["taobao"]
        return {
            "method": method,
            "app_key": keys.app_key,
            "session": keys.shops[0].access_token,
            "timestamp": self.clock.now().isoformat(" "),
            "format": "json",
            "v": "2.0",
            "sign_method": "md5",
        } | {k: str(v) for k, v in business.items()}

    def sign_top(self, parameters, encoding="utf-8"):
        secret = self.access["taobao"].app_secret.encode()
        text = b"".join(
            k.encode() + v.encode(encoding) for k, v in sorted(parameters.items()) if v != ""
        )
        kind = parameters["sign_method"]
        if kind == "md5":
            return hashlib.md5(secret + text + secret, usedforsecurity=False).hexdigest().upper()
        digest = {"hmac": "md5", "hmac-sha256": "sha256"}[kind]
        return hmac.new(secret, text, digest).hexdigest().upper()

    def top(self, method, *, query=(), **business):
        """The decoded answer; names in `query` go there, the others into the form."""
        parameters = self.top_parameters(method, **business)
        return self.send_top(parameters | {"sign": self.sign_top(parameters)}, query=query)

    def send_top(self, parameters, *, query=()):
        return json.loads(self.raw_top(parameters, query=query), strict=False)

    def raw_top(self, parameters, *, query=()):
        answer = self.client.post(
            "/router/rest",
            params={k: v for k, v in parameters.items() if k in query},
            data={k: v for k, v in parameters.items() if k not in query},
        )
        assert answer.status_code == 200
        return answer.content.decode()

    def jd_parameters(self, method, **business):
        keys = self.access["jd"]
        return {
            "method": method,
            "app_key": keys.app_key,
            "access_token": keys.shops[0].access_token,
            "timestamp": self.clock.now().isoformat(" "),
            "v": "2.0",
            "360buy_param_json": json.dumps(business, ensure_ascii=False),
        }

    def sign_jd(self, parameters):
        secret = self.access["jd"].app_secret
        text = "".join(k + v for k, v in sorted(parameters.items()))
        return (
            hashlib.md5((secret + text + secret).encode(), usedforsecurity=False)
            .hexdigest()
            .upper()
        )

    def jd(self, method, **business):
        parameters = self.jd_parameters(method, **business)
        return self.send_jd(parameters | {"sign": self.sign_jd(parameters)})

    def send_jd(self, parameters, *, in_query=False, target="/routerjson"):
        if in_query:
            answer = self.client.get(f"{target}?{urlencode(parameters)}")
        else:
            answer = self.client.post(target, data=parameters)
        assert answer.status_code == 200
        return answer.json()


@pytest.fixture(scope="session")
def runner():
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def make_caller(runner):
    """A caller of both gateways over hand-written orders, at a frozen `NOW` unless told."""

    def make(histories, *, items=(), now=NOW, tick_seconds=0, **options):
        world = TinyWorld([make_shop("taobao", "881"), make_shop("jd", "991")], histories, items)
        clock = SandboxClock(now, frozen=not tick_seconds, tick_seconds=tick_seconds)
        access = {
            "taobao": PlatformAccess(
                "taobao", "12345678", "topsecret", (ShopAccess("881", "tt", "tr"),)
            ),
            "jd": PlatformAccess("jd", "87654321", "jdsecret", (ShopAccess("991", "jt", "jr"),)),
        }
        gateways = Gateways(world, clock, access, **options)
        return Caller(LocalClient(make_app(gateways), runner), clock, access)

    return make
