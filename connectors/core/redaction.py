"""Takes secrets and buyers' data out of a text before it can reach a log or an error.

The last line of defence: nothing here is a licence to put such text together.
Keep out: what may be kept of a buyer (privacy.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MASK = "***"

# keys whose values are secret on every platform, in query strings and in JSON
_SECRET_VALUE = re.compile(
    r"(?i)(\"?(?:session|access_token|refresh_token|app_?secret|secret|sign|sign_?info)\"?\s*[=:]\s*)"
    r"(\"[^\"]*\"|[^\s&,;}\])]+)"
)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
# resident identity numbers: 17 digits and a check sign; order ids have 18 digits too, so the
# embedded birth date must make sense
_IDENTITY = re.compile(
    r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)


def redact(text: str, *, secrets: Iterable[str] = (), longest: int = 300) -> str:
    """`text` without the given secrets, secret-looking values, mobile and identity numbers.

    Cut to `longest` characters: what a platform sends back in an error is its own text and may
    repeat our request.
    """
    for secret in secrets:
        if secret:
            text = text.replace(secret, MASK)
    text = _SECRET_VALUE.sub(rf"\g<1>{MASK}", text)
    text = _IDENTITY.sub(MASK, _MOBILE.sub(MASK, text))
    return text if len(text) <= longest else text[: longest - 1] + "…"
