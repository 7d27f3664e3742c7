"""Kuaishou's refusals: HTTP 200, a `result` that is not 1, words in `error_msg`.

100200101 to 100200500 are the platform's own codes for authorisation, 802006 is its code for a
used-up day, and 807000 with 2001 its answer to a wrong argument. The other numbers are made up:
no public list tells the gateway's. Source: platforms reference, section 7; the platform's page on
authorisation. Keep out: when to refuse.
"""

from __future__ import annotations

ARGUMENT = 2001
_BUSINESS = "807000"


class KsRefusal(Exception):
    """The gateway or a method refuses the call."""

    def __init__(
        self, result: int, words: str, *, error: str = "", code: str = "", sub_code: str = ""
    ) -> None:
        super().__init__(result, words)
        self.result = result
        self.words = words
        self._error = error
        self._code = code
        self._sub_code = sub_code

    def body(self, request_id: str) -> dict[str, object]:
        """The envelope that is sent."""
        told: dict[str, object] = {
            "result": self.result,
            "error_msg": self.words,
            "code": self._code or str(self.result),
            "msg": "业务处理失败" if self._code == _BUSINESS else self.words,
            "requestId": request_id,
        }
        if self._error:
            told["error"] = self._error
        if self._sub_code:
            told |= {"sub_code": self._sub_code, "sub_msg": self.words}
        return told


def missing(name: str) -> KsRefusal:
    """A system parameter is not there."""
    return KsRefusal(100200100, f"缺少必要的请求参数:{name}", error="invalid_request")


def unknown_application() -> KsRefusal:
    """No application has this key."""
    return KsRefusal(100200101, "appkey非法，应用不存在", error="unauthorized_client")


def token_refused(words: str) -> KsRefusal:
    """The token is unknown, over or taken back."""
    return KsRefusal(100200102, words, error="access_denied")


def no_permission() -> KsRefusal:
    """The shop took the method's permission back."""
    return KsRefusal(100200106, "token中无scope的权限", error="invalid_scope")


def bad_signature() -> KsRefusal:
    """The signature is not the one of the bytes that came."""
    return KsRefusal(21, "签名验证失败")


def bad_timestamp() -> KsRefusal:
    """The request's time is unreadable or too far off."""
    return KsRefusal(22, "timestamp无效")


def unknown_method() -> KsRefusal:
    """There is no such method at this path."""
    return KsRefusal(23, "API不存在")


def throttled() -> KsRefusal:
    """Too many calls in this second."""
    return KsRefusal(24, "接口调用频率超过限制，请稍后重试")


def day_used_up() -> KsRefusal:
    """The application's calls of the day are used up."""
    return KsRefusal(25, "APP已达到当天调用额度限制", code="802006", sub_code="802006")


def busy() -> KsRefusal:
    """The service behind the gateway failed."""
    return KsRefusal(100200500, "服务器内部错误", error="server_error")


def invalid(name: str) -> KsRefusal:
    """A business argument is missing, of another type, or outside its limits."""
    return KsRefusal(ARGUMENT, f"{name}无效", code=_BUSINESS, sub_code=str(ARGUMENT))


def not_found(words: str) -> KsRefusal:
    """No such order, refund or item in the token's shop."""
    return KsRefusal(2002, words, code=_BUSINESS, sub_code="2002")
