"""Reading a request's parameters as the bytes that were sent, wherever they were put.

TOP and JD take parameters from the query and from a form body, freely split, and sign the
decoded values: bytes are kept as bytes so that a signature is checked over exactly what came.
Keep out: names of parameters, signatures, answers.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import unquote_to_bytes

from starlette.types import ASGIApp, Receive, Scope, Send

from connectors.sandbox.servers.gateway import Arrival

_FAR_FUTURE = 2200
_FORM = "application/x-www-form-urlencoded"


class RepeatedParameter(ValueError):
    """One name was sent twice: which of the two was signed can't be known."""


def decode_pairs(text: bytes) -> list[tuple[bytes, bytes]]:
    """Name and value of each `a=b` of a query or form, percent signs and pluses undone."""
    pairs = []
    for piece in text.split(b"&"):
        if piece:
            name, _, value = piece.replace(b"+", b" ").partition(b"=")
            pairs.append((unquote_to_bytes(name), unquote_to_bytes(value)))
    return pairs


def read_parameters(arrival: Arrival) -> dict[bytes, bytes]:
    """All parameters of query and form body. Raises RepeatedParameter."""
    pairs = decode_pairs(arrival.query)
    kind = arrival.headers.get("content-type", _FORM).split(";")[0].strip().lower()
    if arrival.body and kind == _FORM:
        pairs += decode_pairs(arrival.body)
    parameters = dict(pairs)
    if len(parameters) != len(pairs):
        raise RepeatedParameter
    return parameters


def parse_time(text: str) -> datetime | None:
    """A time argument `yyyy-MM-dd HH:mm:ss`; None for any other text or a year out of all sense."""
    try:
        moment = datetime.strptime(text, "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return None
    return moment if moment.year < _FAR_FUTURE else None


class OriginForm:
    """Turns an absolute-form request target (`POST http://host/routerjson`) into a plain path.

    jd-sdk sends the absolute form, which servers must accept (RFC 9112, 3.2.2).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its path alone."""
        if scope["type"] == "http" and scope["path"].startswith(("http://", "https://")):
            path = "/" + scope["path"].split("://", 1)[1].partition("/")[2]
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self._app(scope, receive, send)
