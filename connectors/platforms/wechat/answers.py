"""Opens an answer of WeChat: its head first, then what the interface gives.

Source: platforms reference, section 6. Keep out: sending, the meaning of records.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from connectors.core.refusals import not_understood
from connectors.platforms.wechat.errors import WechatError, raise_for

Answer = TypeVar("Answer")

_HEAD = msgspec.json.Decoder(WechatError)


def open_answer(
    body: bytes,
    decoder: msgspec.json.Decoder[Answer],
    path: str,
    *,
    where: str,
    secrets: Sequence[str],
) -> Answer:
    """What `decoder` reads of a successful answer.

    Raises:
        ConnectorError: the refusal that the answer holds.
        RetriableFeedError: the answer is cut short or of another form.
    """
    try:
        head = _HEAD.decode(body)
        if str(head.errcode) != "0":
            raise_for(head, where=where, secrets=secrets)
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise not_understood(len(body), path, where=where) from None
