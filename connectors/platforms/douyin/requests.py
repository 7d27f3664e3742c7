"""Makes Douyin's signed requests.

The business arguments are the JSON body. Everything else stands in the query, the access token
too: the platform takes it nowhere else, so an address must never be printed.
Source: platforms reference, section 5 (Request). Keep out: sending, reading answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import msgspec

from connectors.core.http import WireRequest, json_request
from connectors.core.times import epoch_from_beijing
from connectors.platforms.douyin.signing import VERSION, sign

# sorted at every depth, no blanks, text as it is
_ENCODER = msgspec.json.Encoder(order="deterministic")


class AppKeys(msgspec.Struct, frozen=True):
    """The application's key and secret. Its printed form leaves the secret out."""

    app_key: str
    app_secret: str

    def __repr__(self) -> str:
        return f"AppKeys(app_key={self.app_key!r})"


def signed_request(
    path: str, arguments: Mapping[str, Any], keys: AppKeys, *, now: datetime, access_token: str = ""
) -> WireRequest:
    """The request to `path` ("order/searchList"); without a token it stays out of the query."""
    body = _ENCODER.encode(arguments)
    method = path.replace("/", ".")
    timestamp = str(epoch_from_beijing(now))
    query = {
        "app_key": keys.app_key,
        "method": method,
        "timestamp": timestamp,
        "v": VERSION,
        "sign_method": "hmac-sha256",
        "sign": sign(
            app_key=keys.app_key,
            method=method,
            param_json=body.decode(),
            timestamp=timestamp,
            secret=keys.app_secret,
        ),
    }
    if access_token:
        query["access_token"] = access_token
    return json_request(f"/{path}", body, query=urlencode(query))
