"""Pulls windows through jd-sdk; the errand comes on standard input, the rows go to output.

The SDK brings no class for the order search, so one is derived as its own classes are.
Runs in .foreign/venv, where nothing of ours is installed.
"""

from __future__ import annotations

import json
import sys
from http import client
from urllib.parse import urlsplit

import jd
from jd.api.base import RestApi


class OrderSearch(RestApi):
    """jingdong.pop.order.search, arguments as attributes."""

    def getapiname(self):
        return "jingdong.pop.order.search"


class FlippedSearch(OrderSearch):
    """Changes one byte of the request after it was signed."""

    def getResponse(self, access_token):  # noqa: N802 - the SDK's own name
        asked = client.HTTPConnection.request

        def changed(connection, method, url, *rest, **more):
            return asked(
                connection, method, url.replace("page_size", "page_sizf", 1), *rest, **more
            )

        client.HTTPConnection.request = changed
        try:
            return super().getResponse(access_token)
        finally:
            client.HTTPConnection.request = asked


def search(kind, errand, window, page):
    where = urlsplit(errand["base_url"])
    request = kind(where.hostname, where.port)
    request.set_app_info(jd.appinfo(errand["app_key"], errand["app_secret"]))
    request.start_date = window["start"]
    request.end_date = window["end"]
    request.optional_fields = errand["fields"]
    request.page = str(page)
    request.page_size = str(errand["page_size"])
    request.sortType = 1
    request.dateType = 0
    request.source_id = "JOS"
    return request.getResponse(errand["access_token"])


def pull(errand, window):
    """All orders of one window of modification times, from the last page to the first."""

    def found(page):
        answer = search(OrderSearch, errand, window, page)
        result = answer["jingdong_pop_order_search_responce"]["searchorderinfo_result"]
        assert result["apiResult"]["success"], result
        return result

    pages = -(-found(1)["orderTotal"] // errand["page_size"])
    rows = []
    for page in range(pages, 0, -1):
        rows += found(page)["orderInfoList"]
    return {"pages": pages, "rows": rows}


def main():
    errand = json.load(sys.stdin)
    pulled = [pull(errand, window) for window in errand["windows"]]
    refused = search(FlippedSearch, errand, errand["windows"][0], 1)
    code = refused.get("error_response", {}).get("code")
    json.dump({"pulled": pulled, "refusal": code}, sys.stdout)


main()
