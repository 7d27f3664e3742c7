"""Pulls windows through suning-sdk; the errand comes on standard input, the rows go to output.

Under Python 3 the SDK writes its body as a Python literal, which is no JSON, and signs that.
Runs in .foreign/venv, where nothing of ours is installed.
"""

from __future__ import annotations

import json
import sys
from http import client
from urllib.parse import urlsplit

from suning.api.abstract import SuningApiException
from suning.api.custom.OrdmodtimeQueryRequest import OrdmodtimeQueryRequest

NO_RESULT = "biz.handler.data-get:no-result"


def search(errand, window, page):
    where = urlsplit(errand["base_url"])
    request = OrdmodtimeQueryRequest()
    request.setDomainInfo(where.hostname, where.port)
    request.setAppInfo(errand["app_key"], errand["app_secret"])
    request.setAccessToken(errand["access_token"])
    request.startTime = window["start"]
    request.endTime = window["end"]
    request.pageNo = str(page)
    request.pageSize = str(errand["page_size"])
    return request.getResponse()["sn_responseContent"]


def pull(errand, window):
    """All orders of one window of modification times, from the last page to the first."""
    pages = int(search(errand, window, 1)["sn_head"]["pageTotal"])
    rows = []
    for page in range(pages, 0, -1):
        try:
            rows += search(errand, window, page)["sn_body"]["orderQuery"]
        except SuningApiException as error:
            # the last page has emptied while the others were read
            if error.error_code != NO_RESULT:
                raise
    return {"pages": pages, "rows": rows}


def refusal(errand):
    """The code with which a request is refused whose body was changed after signing."""
    asked = client.HTTPConnection.request

    def changed(connection, method, url, body=None, headers=None):
        return asked(connection, method, url, body.replace(b"pageNo", b"pageMo"), headers)

    client.HTTPConnection.request = changed
    try:
        search(errand, errand["windows"][0], 1)
    except SuningApiException as error:
        return error.error_code
    finally:
        client.HTTPConnection.request = asked
    return None


def main():
    errand = json.load(sys.stdin)
    pulled = [pull(errand, window) for window in errand["windows"]]
    json.dump({"pulled": pulled, "refusal": refusal(errand)}, sys.stdout)


main()
