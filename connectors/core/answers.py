"""The text of an answer, before anybody reads JSON out of it.

Two things that every platform's reader would otherwise stumble over in its own way: bytes that are
no UTF-8, and escapes that stand for no character. A shop's software may cut a title in the middle
of an emoji; the gateway then sends half of it as an escape, every strict reader refuses the whole
answer, and one title would keep a day of orders out. The half becomes U+FFFD, as Unicode
prescribes. Keep out: JSON itself, envelopes.
"""

from __future__ import annotations

import re

from connectors.core.errors import RetriableFeedError

#: any escape; the first group is half of a pair that stands alone
_ESCAPE = re.compile(
    rb"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)",
    re.DOTALL,
)
_REPLACEMENT = rb"\ufffd"


def checked_text(body: bytes, *, where: str) -> bytes:
    """The body, which is UTF-8, with every lone half of a surrogate pair replaced.

    Raises:
        RetriableFeedError: the bytes are no UTF-8.
    """
    try:
        body.decode()
    except UnicodeDecodeError as error:
        raise RetriableFeedError(
            f"the answer ({len(body)} bytes) is not UTF-8 at byte {error.start}",
            where=where,
            advice="run again; if it stays so, the interface has changed: report it with this line",
        ) from None
    return without_half_pairs(body)


def without_half_pairs(body: bytes) -> bytes:
    """The body with every lone half of a surrogate pair replaced; all else byte for byte."""
    # most answers have no escape at all; one byte is looked for thirty times as fast as two
    if b"\\" not in body or (rb"\ud" not in body and rb"\uD" not in body):
        return body
    return _ESCAPE.sub(lambda found: _REPLACEMENT if found.group(1) else found.group(), body)
