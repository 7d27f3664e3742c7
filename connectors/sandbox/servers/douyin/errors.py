"""Douyin's refusals: a code, a sub code, and HTTP 200.

Source: platforms reference, section 5 (errors); the error tables of public SDKs.
Keep out: when to refuse.
"""

from __future__ import annotations

_TEXTS = {
    20000: "服务不可用",
    30001: "操作权限不足",
    30002: "IP不在白名单",
    40001: "缺少必选参数",
    40002: "缺少必选参数",
    40003: "非法的参数",
    40004: "非法的参数",
    50001: "平台处理失败",
    50002: "业务处理失败",
    60000: "触发限流，请稍后重试",
    70000: "接口服务已下线",
}


class DouyinRefusal(Exception):
    """The platform refuses the call; answered with HTTP 200."""

    def __init__(self, code: int, sub_code: str, sub_msg: str = "") -> None:
        super().__init__(code, sub_code)
        self.code = code
        self.sub_code = sub_code
        self.sub_msg = sub_msg

    def body(self, log_id: str) -> dict[str, object]:
        """The envelope that is sent; the keys of the older interfaces stand beside the newer."""
        return {
            "code": self.code,
            "msg": _TEXTS[self.code],
            "sub_code": self.sub_code,
            "sub_msg": self.sub_msg or _TEXTS[self.code],
            "err_no": self.code,
            "message": _TEXTS[self.code],
            "data": None,
            "log_id": log_id,
        }


def missing(name: str) -> DouyinRefusal:
    """A business argument is not there."""
    return DouyinRefusal(40002, "isv.parameter-missing", f"缺少参数:{name}")


def invalid(name: str, why: str) -> DouyinRefusal:
    """A business argument lies outside its limits."""
    return DouyinRefusal(40004, "isv.parameter-invalid", f"{name}:{why}")


THROTTLED = DouyinRefusal(60000, "isv.traffic-limited")
BUSY = DouyinRefusal(20000, "dop.service-error", "服务调用失败，请稍后重试")
NO_PERMISSION = DouyinRefusal(30001, "isv.app-permissions-insufficient")
STRANGE_ADDRESS = DouyinRefusal(30002, "")
BAD_CLOCK = DouyinRefusal(40003, "isv.timestamp-invalid", "时间戳不合法")
NO_SUCH_METHOD = DouyinRefusal(70000, "isp.api-service-off", "API不存在或API已下线")
