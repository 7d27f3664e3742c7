"""Pulls windows through kwaixiaodian; the errand comes on standard input, the rows go to output.

The SDK writes `/open` twice into its addresses, which no gateway has, so that is put right from
outside; and it takes `result` for the rows, so rows are read from `data` of a plain answer. Its
requests and its signature are its own.
Runs in .foreign/venv, where nothing of ours is installed.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta, timezone
from typing import Any

import kwaixiaodian.client.base as sdk
from kwaixiaodian.auth import AuthConfig
from kwaixiaodian.models.base import BaseResponse
from kwaixiaodian.models.order import OrderListRequest

BEIJING = timezone(timedelta(hours=8))
Plain = BaseResponse[dict[str, Any]]


def connected(errand):
    sdk.build_api_url = lambda base, method: f"{base}/{method.replace('.', '/')}"
    return sdk.SyncBaseClient(
        AuthConfig(
            app_key=errand["app_key"],
            app_secret="not used: no token is asked for",
            sign_secret=errand["app_secret"],
            server_url=errand["base_url"],
        )
    )


def milliseconds(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=BEIJING).timestamp()) * 1000


def ask(client, errand, window, cursor):
    request = OrderListRequest(
        access_token=errand["access_token"],
        orderViewStatus=1,
        cpsType=0,
        queryType=2,
        # the oldest first: what changes meanwhile comes again at the end
        sort=2,
        beginTime=milliseconds(window["start"]),
        # the window's last second to its end
        endTime=milliseconds(window["end"]) + 999,
        pageSize=errand["page_size"],
        cursor=cursor,
    )
    return client.execute(request, Plain)


def pull(client, errand, window):
    """All orders of one window of modification times, until "nomore"."""
    rows, pages, cursor = [], 0, ""
    while cursor != "nomore":
        answer = ask(client, errand, window, cursor)
        rows += answer.data["orderList"]
        pages, cursor = pages + 1, answer.data["cursor"]
    return {"pages": pages, "rows": rows}


def refusal(client, errand):
    """The words with which a request is refused whose signed bytes were changed afterwards."""
    get = client.http_client.get

    def changed(url, params):
        return get(url, params=params | {"param": params["param"].replace("sort", "sorr")})

    client.http_client.get = changed
    return ask(client, errand, errand["windows"][0], "").error_msg


def main():
    errand = json.load(sys.stdin)
    client = connected(errand)
    pulled = [pull(client, errand, window) for window in errand["windows"]]
    json.dump({"pulled": pulled, "refusal": refusal(client, errand)}, sys.stdout)


main()
