"""TOP's refusals: a code, its fixed message, and a sub code that says more.

Source: platforms reference, section 1 (error list). Keep out: when to refuse.
"""

from __future__ import annotations

_MESSAGES = {
    7: "App Call Limited",
    11: "Insufficient isv permissions",
    15: "Remote service error",
    21: "Missing Method",
    22: "Invalid Method",
    23: "Invalid Format",
    24: "Missing Signature",
    25: "Invalid signature",
    26: "Missing session",
    27: "Invalid session",
    28: "Missing App Key",
    29: "Invalid App Key",
    30: "Missing Timestamp",
    31: "Invalid timestamp",
    32: "Missing Version",
    33: "Invalid Version",
    40: "Missing required arguments",
    41: "Invalid arguments",
}


class TopRefusal(Exception):
    """A call is refused; answered with HTTP 200 and an `error_response`."""

    def __init__(
        self, code: int, *, about: str = "", sub_code: str = "", sub_msg: str = ""
    ) -> None:
        super().__init__(code, about, sub_code)
        self.code = code
        self.msg = _MESSAGES[code] + (f":{about}" if about else "")
        self.sub_code = sub_code
        self.sub_msg = sub_msg

    def body(self, request_id: str) -> dict[str, object]:
        """The envelope that is sent."""
        error: dict[str, object] = {"code": self.code, "msg": self.msg}
        if self.sub_code:
            error["sub_code"] = self.sub_code
        if self.sub_msg:
            error["sub_msg"] = self.sub_msg
        return {"error_response": {**error, "request_id": request_id}}


def missing(name: str) -> TopRefusal:
    """The refusal of a call that lacks a business parameter."""
    return TopRefusal(40, about=name, sub_code="isv.missing-parameter")


def invalid(name: str, why: str) -> TopRefusal:
    """The refusal of a business parameter outside its limits."""
    return TopRefusal(41, about=name, sub_code="isv.invalid-parameter", sub_msg=why)
