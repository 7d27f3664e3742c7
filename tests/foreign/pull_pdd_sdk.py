"""Pulls windows through pdd-sdk; the errand comes on standard input, the rows go to output.

The SDK brings classes for promotion only, so one for the orders' changes is derived as its own
classes are. Windows are cut to half an hour and paged from the back, as Pinduoduo's document asks.
Runs in .foreign/venv, where nothing of ours is installed.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta, timezone
from http import client
from urllib.parse import urlsplit

import pdd_sdk
from pdd_sdk.api.base import DdkException, RestApi

BEIJING = timezone(timedelta(hours=8))
HALF_HOUR, ONE_SECOND = 1800, 1


class Changes(RestApi):
    """pdd.order.number.list.increment.get, arguments as attributes."""

    def getapiname(self):
        return "pdd.order.number.list.increment.get"


class FlippedChanges(Changes):
    """Changes one byte of the request after it was signed."""

    def getResponse(self, *arguments):  # noqa: N802 - the SDK's own name
        asked = client.HTTPConnection.request

        def changed(connection, method, url, body, headers):
            body = body.replace("page_size=2", "page_size=3", 1)
            return asked(connection, method, url, body=body, headers=headers)

        client.HTTPConnection.request = changed
        try:
            return super().getResponse(*arguments)
        finally:
            client.HTTPConnection.request = asked


def ask(kind, errand, start, end, page):
    where = urlsplit(errand["base_url"])
    request = kind(where.hostname, where.port)
    request.set_app_info(pdd_sdk.appinfo(errand["app_key"], errand["app_secret"]))
    # the SDK would send it under the name of an older protocol
    request.access_token = errand["access_token"]
    request.start_updated_at = start
    request.end_updated_at = end
    request.is_lucky_flag = 0
    request.order_status = 5
    request.refund_status = 5
    request.page = page
    request.page_size = errand["page_size"]
    return request.getResponse()["order_sn_increment_get_response"]


def pull(errand, window):
    """All orders that changed in the window, each half hour from its last page to the first."""
    start, end = (
        int(datetime.fromisoformat(window[side]).replace(tzinfo=BEIJING).timestamp())
        for side in ("start", "end")
    )
    pages, rows = 0, []
    for piece in range(start, end + ONE_SECOND, HALF_HOUR):
        last = min(piece + HALF_HOUR - ONE_SECOND, end)
        first = ask(Changes, errand, piece, last, 1)
        count = max(1, -(-first["total_count"] // errand["page_size"]))
        pages += count
        if count == 1:
            rows += first["order_sn_list"]
            continue
        for page in range(count, 0, -1):
            rows += ask(Changes, errand, piece, last, page)["order_sn_list"]
    return {"pages": pages, "rows": rows}


def refusal(errand):
    """The words with which a request is refused whose signed bytes were changed afterwards."""
    start = int(datetime(2020, 6, 20, tzinfo=BEIJING).timestamp())
    try:
        ask(FlippedChanges, errand, start, start + HALF_HOUR - ONE_SECOND, 1)
    except DdkException as error:
        # it looks for a field "code", which Pinduoduo calls otherwise
        return error.submsg
    return None


def main():
    errand = json.load(sys.stdin)
    pulled = [pull(errand, window) for window in errand["windows"]]
    json.dump({"pulled": pulled, "refusal": refusal(errand)}, sys.stdout)


main()
