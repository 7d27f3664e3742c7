"""Pulls windows through mcp-cn-commerce; the errand comes on standard input, the rows go to output.

It gets its tokens by itself, by the older of WeChat's two interfaces. It installs packages called
`servers` and `shared`, so it must never run where ours are.
Runs in .foreign/venv, where nothing of ours is installed.
"""

from __future__ import annotations

import asyncio
import json
import sys

from servers.weixin_store import server
from servers.weixin_store.client import WeixinStoreMCP
from shared.cn_commerce_base import (
    CommerceAPIError,
    ConfigurableRateLimiter,
    RateLimitConfig,
)


def connected(errand, **changes):
    keys = {"app_key": errand["shop"]["app_key"], "app_secret": errand["shop"]["app_secret"]}
    client = WeixinStoreMCP(
        **(keys | changes), rate_limiter=ConfigurableRateLimiter(RateLimitConfig(enabled=False))
    )
    client.BASE_URL = errand["base_url"]
    return client


async def ids(errand, window):
    """The ids of one window, page by page, and the number of pages."""
    found, key, pages = [], "", 0
    while True:
        told = json.loads(
            await server.get_order_list(
                window["start"],
                window["end"],
                page_size=errand["page_size"],
                next_key=key,
                time_type="update",
            )
        )
        found += told["order_id_list"]
        pages += 1
        if not told["has_more"]:
            return found, pages
        key = told["next_key"]


async def pull(errand, window):
    """All orders of one window of modification times, listed until a listing shows nothing new."""
    known, most = {}, 0
    while True:
        before = len(known)
        found, pages = await ids(errand, window)
        known.update(dict.fromkeys(found))
        most = max(most, pages)
        if len(known) == before:
            break
    rows = [json.loads(await server.get_order_detail(one))["order"] for one in known]
    return {"pages": most, "rows": rows}


async def refusal(errand):
    """The code with which a token is refused of which one letter was changed."""
    good = await server._wx._ensure_token()
    changed = good[:-1] + ("0" if good[-1] != "0" else "1")
    client = connected(errand, access_token=changed)
    try:
        await client._request("GET", "/channels/ec/basics/info/get")
    except CommerceAPIError as error:
        return error.code
    finally:
        await client.close()
    return None


async def main():
    errand = json.load(sys.stdin)
    # the tools speak through the module's own client, which is made of the environment
    server._wx = connected(errand)
    pulled = [await pull(errand, window) for window in errand["windows"]]
    json.dump({"pulled": pulled, "refusal": await refusal(errand)}, sys.stdout)
    await server._wx.close()


asyncio.run(main())
