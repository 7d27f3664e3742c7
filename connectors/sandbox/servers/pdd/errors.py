"""Pinduoduo's refusals: HTTP 200 and an `error_response`.

Source: platforms reference, section 4 (Errors). Keep out: when to refuse.
"""

from __future__ import annotations

_TEXTS = {
    10000: "参数错误",
    10001: "公共参数错误",
    10016: "client下线或者clientId不正确",
    10017: "type不正确",
    10019: "access_token已过期",
    20004: "签名sign校验失败",
    20005: "ip无权访问接口，请加入ip白名单",
    20031: "用户没有授权访问此接口",
    20032: "access_token或client_id错误",
    21001: "请求参数错误",
    21002: "请求参数不能为空",
    50001: "业务服务错误",
    52101: "当前接口被限流，请稍后重试",
    52103: "服务暂时不可用，请稍后重试",
    70031: "调用过于频繁，请调整调用频率",
    70036: "应用处于测试状态，调用次数被限制",
}


class PddRefusal(Exception):
    """Pinduoduo refuses the call. `of` names the common parameter that is at fault."""

    def __init__(self, code: int, *, of: str = "", sub_msg: str = "") -> None:
        super().__init__(code, of, sub_msg)
        self.code = code
        self.of = of
        self.sub_msg = sub_msg

    def body(self, request_id: str) -> dict[str, object]:
        """The envelope that is sent."""
        text = f"{_TEXTS[self.code]}:{self.of}" if self.of else _TEXTS[self.code]
        return {
            "error_response": {
                "error_msg": text,
                "sub_msg": self.sub_msg or text,
                "sub_code": None,
                "error_code": self.code,
                "request_id": request_id,
            }
        }


def missing(name: str) -> PddRefusal:
    """A required argument is not there."""
    return PddRefusal(21002, sub_msg=f"{name} is missing")


def invalid(name: str, why: str) -> PddRefusal:
    """An argument lies outside its limits."""
    return PddRefusal(21001, sub_msg=f"{name}: {why}")
