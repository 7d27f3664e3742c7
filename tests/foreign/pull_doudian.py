"""Pulls windows through doudian; the errand comes on standard input, the rows go to output.

The SDK knows no other address than the platform's own, so its gateway is set from outside; its
token is given to it instead of being asked for.
Runs in .foreign/venv, where nothing of ours is installed.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta, timezone

import requests
from doudian import AppType, DouDian

BEIJING = timezone(timedelta(hours=8))
NEVER_EXPIRES = 9_000_000_000_000


def connected(errand):
    client = DouDian(errand["app_key"], errand["app_secret"], app_type=AppType.TOOL)
    client._gate_way = errand["base_url"]
    client._token = {"access_token": errand["access_token"], "expires_in": NEVER_EXPIRES}
    return client


def seconds(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=BEIJING).timestamp())


def search(client, errand, window, page):
    arguments = {
        "update_time_start": seconds(window["start"]),
        "update_time_end": seconds(window["end"]),
        "order_by": "update_time",
        "order_asc": False,
        "page": page,
        "size": errand["page_size"],
    }
    return client.request("/order/searchList", arguments)


def pull(client, errand, window):
    """All orders of one window of modification times, from the last page to the first, 0."""

    def found(page):
        answer = search(client, errand, window, page)
        assert answer["code"] == 10000, answer
        return answer["data"]

    pages = -(-found(0)["total"] // errand["page_size"])
    rows = []
    for page in range(pages - 1, -1, -1):
        rows += found(page)["shop_order_list"]
    return {"pages": pages, "rows": rows}


def refusal(client, errand):
    """The sub code with which a request is refused whose body was changed after signing."""
    post = requests.post

    def changed(url, data, **more):
        return post(url, data=data.replace("page", "pagf", 1), **more)

    requests.post = changed
    try:
        return search(client, errand, errand["windows"][0], 0)["sub_code"]
    finally:
        requests.post = post


def main():
    errand = json.load(sys.stdin)
    client = connected(errand)
    pulled = [pull(client, errand, window) for window in errand["windows"]]
    json.dump({"pulled": pulled, "refusal": refusal(client, errand)}, sys.stdout)


main()
