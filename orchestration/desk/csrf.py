"""That a form was sent from a page of this desk by the person who saw it.

A random cookie (SameSite=Strict, HttpOnly) and in each form a token made of it, of the login and of
a key that lives as long as the server. Keep out: who the person is (`people`).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from orchestration.desk.people import NotAllowed

COOKIE = "shanhuo_desk"
FIELD = "token"


class FormGuard:
    """Makes and checks the tokens of one running desk."""

    def __init__(self, *, is_https: bool) -> None:
        self._key = secrets.token_bytes(32)
        self._is_https = is_https

    def cookie_of(self, request: Request) -> str:
        """The browser's cookie, or a new one that `remember` has to hand it."""
        found = request.cookies.get(COOKIE, "")
        return found if len(found) == 43 and found.isascii() else secrets.token_urlsafe(32)

    def token(self, cookie: str, login: str) -> str:
        """What the forms of this person on this browser carry."""
        message = f"{cookie}\n{login}".encode()
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()

    def remember(self, response: Response, cookie: str) -> None:
        """Hand the cookie to the browser, for as long as it stays open."""
        response.set_cookie(
            COOKIE, cookie, httponly=True, samesite="strict", secure=self._is_https, path="/"
        )

    def require(self, request: Request, given: str, login: str) -> None:
        """Raises NotAllowed where the form came from elsewhere or from a page that is too old."""
        origin = request.headers.get("origin")
        host = request.headers.get("host", "")
        if origin is not None and urlsplit(origin).netloc != host:
            raise _stale("这个表单来自别的网站")
        cookie = request.cookies.get(COOKIE)
        if cookie is None or not hmac.compare_digest(
            self.token(cookie, login).encode(), given.encode()
        ):
            raise _stale("这个页面已经过期")


def _stale(what: str) -> NotAllowed:
    return NotAllowed(
        what, where="表单的校验码", advice="什么都没有改动；请重新打开填报台，再做一次"
    )
