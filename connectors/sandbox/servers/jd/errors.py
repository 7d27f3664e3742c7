"""JD's refusals: an outer envelope for the gateway's, an inner `apiResult` for the method's own.

Source: platforms reference, section 2 (errors). Keep out: when to refuse.
"""

from __future__ import annotations

_TEXTS = {
    2: ("调用次数超过限制", "App Call Limited"),
    4: ("缺少版本参数", "Missing Version"),
    5: ("不支持的版本号", "Unsupported Version"),
    7: ("缺少时间戳参数", "Missing Timestamp"),
    8: ("非法的时间戳参数", "Invalid Timestamp"),
    9: ("缺少app_key参数", "Missing App Key"),
    10: ("无效的app_key", "Invalid App Key"),
    11: ("缺少签名参数", "Missing Signature"),
    12: ("无效签名", "Invalid Signature"),
    13: ("无效数据格式", "Invalid Format"),
    14: ("缺少方法名参数", "Missing Method"),
    15: ("不存在的方法名", "Invalid Method"),
    18: ("缺少access_token参数", "Missing Access Token"),
    19: ("无效的access_token", "Invalid Access Token"),
    # from memory
    21: ("用户权限不足", "Insufficient User Permissions"),
    67: ("平台连接失败", "Platform Connection Failed"),
}


class JdRefusal(Exception):
    """The gateway refuses the call; answered with HTTP 200 and an `error_response`."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code

    def body(self) -> dict[str, object]:
        """The envelope that is sent."""
        zh, en = _TEXTS[self.code]
        return {"error_response": {"code": str(self.code), "zh_desc": zh, "en_desc": en}}


class JdArgumentError(Exception):
    """The method refuses an argument; the outer code stays "0", the inner result tells."""

    def __init__(self, number: int, chinese: str, english: str) -> None:
        super().__init__(number, english)
        self.number = number
        self.chinese = chinese
        self.english = english

    def api_result(self) -> dict[str, object]:
        """The inner `apiResult`."""
        return {
            "success": False,
            "numberCode": self.number,
            "chineseErrCode": self.chinese,
            "englishErrCode": self.english,
        }

    def described(self) -> dict[str, object]:
        """How the interfaces of items say it: a code and one text beside it."""
        return {"code": str(self.number), "error_description": f"{self.chinese} ({self.english})"}


def argument_missing(name: str) -> JdArgumentError:
    """A required argument is not there."""
    return JdArgumentError(10100001, f"缺少参数:{name}", f"missing argument: {name}")


def argument_invalid(name: str, chinese: str, english: str) -> JdArgumentError:
    """An argument lies outside its limits."""
    return JdArgumentError(10100002, f"{name}:{chinese}", f"{name}: {english}")


SUCCESS: dict[str, object] = {
    "success": True,
    "numberCode": 0,
    "chineseErrCode": "",
    "englishErrCode": "",
}
