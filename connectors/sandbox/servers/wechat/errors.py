"""WeChat's refusals: HTTP 200, an errcode, and a text that ends with the request's id.

Source: platforms reference, section 6, and WeChat's list of common error codes. That 31042 asks
for a shorter window and 10020052 means an unknown item is from memory. Keep out: when to refuse.
"""

from __future__ import annotations

_TEXTS = {
    -1: "system error",
    31042: "查询数据过多,请缩短时间范围",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40013: "invalid appid",
    40097: "invalid args",
    40125: "invalid appsecret",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    42001: "access_token expired",
    43001: "require GET method",
    43002: "require POST method",
    44002: "empty post data",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit must slower retry next minute",
    45035: "access clientip is not registered, not in ip-white-list",
    47001: "data format error",
    48001: "api unauthorized",
    100002: "Not exist",
    606006: "next_key参数不正确,本次请求参数与上一页不一致",
    10020004: "非法的时间区间,不得大于24小时",
    10020052: "商品不存在",
    10021050: "售后单不存在",
}


class WechatRefusal(Exception):
    """The call is refused; `about` names the argument."""

    def __init__(self, code: int, about: str = "") -> None:
        super().__init__(code, about)
        self.code = code
        self.about = about

    def body(self, request_id: str) -> dict[str, object]:
        """What is sent."""
        about = f": {self.about}" if self.about else ""
        return {"errcode": self.code, "errmsg": f"{_TEXTS[self.code]}{about} rid: {request_id}"}
