"""Plants made-up buyers, secrets and texts into whatever any platform tells.

A transport stands between a feed and the sandbox and puts a buyer into every record that passes:
into each field that is nobody's in the records module, and into fields that no document names.
Keep out: files (planted_files.py), what must come of it (test_privacy.py).
"""

from __future__ import annotations

import importlib
import json

import httpx
import msgspec

from connectors.sandbox.servers.lens import Lens
from connectors.sandbox.servers.registry import MODULES

NAME, MOBILE, ADDRESS = "龙阿依朵石", "13907431861", "双龙镇十八洞村梨子寨组七号屋"
MEMO, NICK = "给奶奶八十大寿用请包好", "buyer_nick_zq81"
IDENTITY = "433123195803172431"
TOKEN = "canary-session-5f0e9c27ab14"
PLANTED = (NAME, MOBILE, ADDRESS, MEMO, NICK, IDENTITY, TOKEN)
#: names of fields by what they hold; a field that a records module reads is never among them
_BY_WORD = {
    "mobile": MOBILE, "phone": MOBILE, "tel": MOBILE, "mobnum": MOBILE,
    "address": ADDRESS, "detail": ADDRESS, "house": ADDRESS, "street": ADDRESS,
    "memo": MEMO, "remark": MEMO, "note": MEMO, "words": MEMO, "reason": MEMO, "desc": MEMO,
    "nick": NICK, "image": NICK, "card": IDENTITY,
    "name": NAME, "receiver": NAME, "consignee": NAME, "customer": NAME,
}  # fmt: skip
#: fields that no document names
_NEW_FIELDS = {
    "receiver_name_v2": NAME,
    "receiver_contact": {"phones": [MOBILE], "identity": IDENTITY},
    "delivery_note": f"{MEMO} {ADDRESS}",
    "buyer_nick_v2": NICK,
    "seller_session_v2": TOKEN,
}
#: the platforms' own ids of buyers, which come under these names
_BUYER_IDS = {
    "buyer_open_uid", "pin", "doudian_open_id", "open_id", "openid", "unionid", "userName",
    "buyerOpenId",
}  # fmt: skip
#: Douyin's old open_id is "0" everywhere
_SHORTEST_ID = 6
_MESSAGES = {"msg", "sub_msg", "error_msg", "errmsg", "zh_desc", "en_desc", "message", "subMsg"}


class Planting(httpx.BaseTransport):
    """Passes one platform's calls on to the sandbox and plants a buyer in every record.

    A refusal repeats the credential `spoilt` with which it was asked, and a buyer's number.
    """

    def __init__(self, platform: str, spoilt: str) -> None:
        self._wire = httpx.HTTPTransport()
        self._lens: Lens = importlib.import_module(MODULES[platform]).LENS
        self._spoilt = spoilt
        self._kept = _kept_names(platform)
        self.buyer_ids: set[str] = set()
        self.record_count = 0
        self.refusal_count = 0
        #: answers as they went on to the feed
        self.sent: list[bytes] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        asked = request.read() + str(request.url).encode() + repr(request.headers.raw).encode()
        answer = self._wire.handle_request(request)
        body = answer.read()
        answer.close()
        sight = self._lens.look(body)
        if self._spoilt.encode() in asked:
            body = self._refuse_aloud(body)
        elif sight is not None:
            for record in sight.records:
                self._plant(record)
                record |= _NEW_FIELDS
                self.record_count += 1
            body = json.dumps(sight.document).encode()
        self.sent.append(body)
        return httpx.Response(answer.status_code, content=body, headers=_type_of(answer))

    def _plant(self, value: object) -> None:
        if isinstance(value, list):
            for inner in value:
                self._plant(inner)
        if not isinstance(value, dict):
            return
        for name, inner in value.items():
            if name in _BUYER_IDS and isinstance(inner, str) and len(inner) >= _SHORTEST_ID:
                self.buyer_ids.add(inner)
            elif name not in self._kept and isinstance(inner, str | None):
                word = next((word for word in _BY_WORD if word in name.lower()), None)
                if word is not None:
                    value[name] = _BY_WORD[word]
            else:
                self._plant(inner)

    def _refuse_aloud(self, body: bytes) -> bytes:
        """The same refusal, its texts repeating the credential and a buyer's number."""

        def say(value: object) -> object:
            if isinstance(value, list):
                return [say(inner) for inner in value]
            if isinstance(value, dict):
                return {
                    name: f"{inner} {self._spoilt} of {MOBILE}"
                    if name in _MESSAGES and isinstance(inner, str)
                    else say(inner)
                    for name, inner in value.items()
                }
            return value

        self.refusal_count += 1
        return json.dumps(say(json.loads(body))).encode()

    def close(self) -> None:
        self._wire.close()


def _type_of(answer: httpx.Response) -> dict[str, str]:
    return {"content-type": answer.headers.get("content-type", "application/json")}


def _kept_names(platform: str) -> set[str]:
    """Every field that the platform's records module reads, by the name it has in an answer."""
    module = importlib.import_module(f"connectors.platforms.{platform}.records")
    structs = [
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, msgspec.Struct)
    ]
    return {field.encode_name for each in structs for field in msgspec.structs.fields(each)}
