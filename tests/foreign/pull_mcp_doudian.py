"""Pulls windows through mcp-cn-commerce's Douyin client; errand on standard input, rows to output.

It holds every answer against the platform's documents (a list of records with ids, a whole total,
`has_more` of cases) and refuses what does not fit. It installs packages called `servers` and
`shared`, so it must never run where ours are.
Runs in .foreign/venv, where nothing of ours is installed.
"""

from __future__ import annotations

import asyncio
import json
import sys

from servers.doudian.client import DouDianAPIError, DouDianClient
from servers.doudian.schema import ORDER_LIST, REFUND_LIST, list_params
from shared.cn_commerce_base import ConfigurableRateLimiter, RateLimitConfig


def connected(errand):
    client = DouDianClient(
        errand["app_key"],
        errand["app_secret"],
        errand["access_token"],
        shop_id=errand["shop"]["shop_id"],
        rate_limiter=ConfigurableRateLimiter(RateLimitConfig(enabled=False)),
    )
    client.BASE_URL = errand["base_url"]
    return client


async def page(client, errand, window, number, kind=ORDER_LIST):
    size = errand["page_size"]
    arguments = list_params(kind, window["start"], window["end"], number, size, time_type="update")
    return await client.request(kind, arguments)


async def pull(client, errand, window):
    """All orders of one window of modification times, the oldest first, from the last page on."""
    total = (await page(client, errand, window, 0))["total"]
    pages = -(-total // errand["page_size"])
    rows = []
    for number in range(pages - 1, -1, -1):
        rows += (await page(client, errand, window, number))["shop_order_list"]
    # the client's own check of a list of cases
    await page(client, errand, window, 0, REFUND_LIST)
    return {"pages": pages, "rows": rows}


async def refusal(client, errand):
    """The sub code with which a request is refused whose body was changed after signing."""
    serialize = client._serialize_business
    sign = client._sign
    client._sign = lambda fields: sign(fields | {"param_json": serialize({"page": 0, "size": 2})})
    try:
        await page(client, errand, errand["windows"][0], 0)
    except DouDianAPIError as error:
        return error.sub_code
    return None


async def main():
    errand = json.load(sys.stdin)
    client = connected(errand)
    pulled = [await pull(client, errand, window) for window in errand["windows"]]
    json.dump({"pulled": pulled, "refusal": await refusal(client, errand)}, sys.stdout)
    await client.close()


asyncio.run(main())
