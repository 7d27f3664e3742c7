"""Pulls windows through taobaopy; the errand comes on standard input, the rows go to output.

Runs in .foreign/venv, where nothing of ours is installed.
"""

from __future__ import annotations

import json
import sys

from taobaopy.taobao import TaoBaoAPIClient, TaoBaoAPIError

NEVER_EXPIRES = 9e12


def pull(client, errand, window):
    """All trades of one window of modification times, from the last page to the first."""
    arguments = {
        "fields": errand["fields"],
        "start_modified": window["start"],
        "end_modified": window["end"],
        "page_size": errand["page_size"],
    }
    first = client.trades_sold_increment_get(page_no=1, **arguments)
    total = first["trades_sold_increment_get_response"]["total_results"]
    pages = -(-total // errand["page_size"])
    rows = []
    for page in range(pages, 0, -1):
        answer = client.trades_sold_increment_get(page_no=page, **arguments)
        rows += answer["trades_sold_increment_get_response"].get("trades", {}).get("trade", [])
    return {"pages": pages, "rows": rows}


def refusal(client, errand):
    """The code with which a request is refused whose signed bytes were changed afterwards."""

    class Flipping(client.fetcher_class):
        def open(self, data, files):
            changed = dict(data, fields=data["fields"][:-1] + chr(ord(data["fields"][-1]) ^ 1))
            return super().open(changed, files)

    client.set_fetcher_class(Flipping)
    try:
        client.shop_seller_get(fields="sid,title")
    except TaoBaoAPIError as error:
        return error.code
    return None


def main():
    errand = json.load(sys.stdin)
    client = TaoBaoAPIClient(errand["app_key"], errand["app_secret"], domain=errand["base_url"])
    client.set_access_token(errand["access_token"], NEVER_EXPIRES)
    pulled = [pull(client, errand, window) for window in errand["windows"]]
    json.dump({"pulled": pulled, "refusal": refusal(client, errand)}, sys.stdout)


main()
