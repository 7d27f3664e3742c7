"""Suning's refusals: one text as code, HTTP 200.

Source: platforms reference, section 3 (error codes). THROTTLED and BUSY are no known words of
Suning's: they follow the pattern of those that are. Keep out: when to refuse.
"""

from __future__ import annotations

NO_RESULT = "biz.handler.data-get:no-result"
HEADER = "sys.check.header-param:forbidden"
CLOCK = "sys.check.request-apprequesttime:error"
PARAMS = "sys.check.request-params:error"
PAGE = "sys.check.page-param:error"
PAGE_SIZE = "sys.check.pagesize-format:error"
NO_METHOD = "sys.check.method-permission:authority"
NO_PERMISSION = "sys.check.api-permission:authority"
NO_TOKEN = "sys.check.oauth-permission:authority"  # noqa: S105 - a code
TOKEN_OVER = "sys.oauth.check.access_token:overdue"  # noqa: S105 - a code
TOKEN_UNKNOWN = "sys.oauth.check.access_token:inexistence"  # noqa: S105 - a code
START_MISSING = "sys.check.starttime-value:null"
END_MISSING = "sys.check.endtime-value:null"
START_FORMAT = "biz.orderquery.startTime-format:error"
END_FORMAT = "biz.orderquery.endTime-format:error"
TIMES_WRONG = "sys.check.query-time:error"
TOO_LONG = "sys.check.query-time:outofrange"
TOO_OLD = "biz.orderquery.time-value:outofrange"
ORDER_CODE = "biz.orderget.ordercode-format:error"
PRODUCT_CODE = "biz.itemDetail.missing-parameter:productCode"
THROTTLED = "sys.check.app-call:overlimit"
BUSY = "sys.service.invoke:exception"


class SuningRefusal(Exception):
    """The platform refuses the call, or (NO_RESULT) has nothing to show."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def body(self) -> dict[str, object]:
        """The envelope that is sent."""
        return {"sn_responseContent": {"sn_error": {"error_code": self.code}}}
