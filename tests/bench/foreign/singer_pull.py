"""A tap of singer-sdk as its documents show it: RESTStream, one partition a shop, extract only.

Runs in .bench/venv. Arguments: address of the stored pages, file of shops, file for the messages
(/dev/null where they are not wanted). Prints CPU seconds of the work (imports aside) and the
number of records as one JSON line on the error stream.
"""

import json
import os
import sys
from pathlib import Path

from singer_sdk import RESTStream, Tap
from singer_sdk import typing as th
from singer_sdk.pagination import PageNumberPaginator

_LINE = th.PropertiesList(
    *(th.Property(name, th.IntegerType) for name in ("oid", "num_iid", "cid", "num")),
    *(
        th.Property(name, th.StringType)
        for name in (
            "sku_id", "outer_iid", "outer_sku_id", "title", "price", "total_fee", "discount_fee",
            "adjust_fee", "divide_order_fee", "part_mjz_discount", "status",
        )
    ),
)  # fmt: skip
_TRADE = th.PropertiesList(
    th.Property("tid", th.IntegerType),
    *(
        th.Property(name, th.StringType)
        for name in (
            "type", "status", "step_trade_status", "step_paid_fee", "created", "pay_time",
            "modified", "end_time", "payment", "total_fee", "post_fee", "discount_fee",
            "platform_subsidy_fee", "buyer_open_uid", "receiver_state", "receiver_city",
            "receiver_district", "shop_id",
        )
    ),
    th.Property("orders", th.ObjectType(th.Property("order", th.ArrayType(_LINE)))),
)  # fmt: skip


class Pages(PageNumberPaginator):
    """The next page until one is empty."""

    def has_more(self, response):
        return bool(response.json()["trades_sold_get_response"]["trades"]["trade"])


class Trades(RESTStream):
    """Trades of every shop."""

    name = "trades"
    path = "/router/rest"
    records_jsonpath = "$.trades_sold_get_response.trades.trade[*]"
    primary_keys = ("tid",)
    schema = _TRADE.to_dict()
    state_partitioning_keys = ()
    record_count = 0

    @property
    def url_base(self):
        return self.config["address"]

    @property
    def partitions(self):
        return [{"shop_id": s["shop_id"], "token": s["token"]} for s in self.config["shops"]]

    def get_new_paginator(self):
        return Pages(1)

    def get_records(self, context):
        for record in super().get_records(context):
            Trades.record_count += 1
            yield record

    def get_url_params(self, context, next_page_token):
        page = {"session": context["token"], "page_no": next_page_token}
        return {**self.config["params"], **page}


class TapTrades(Tap):
    """One stream."""

    name = "tap-trades"
    config_jsonschema = th.PropertiesList(
        th.Property("address", th.StringType),
        th.Property("params", th.ObjectType(additional_properties=True)),
        th.Property("shops", th.ArrayType(th.ObjectType(additional_properties=True))),
    ).to_dict()

    def discover_streams(self):
        return [Trades(self)]


def peak_mb():
    """The largest resident memory of this process so far, in MiB."""
    return int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) / 1024


if __name__ == "__main__":
    wanted = json.loads(Path(sys.argv[2]).read_text())
    with Path(sys.argv[3]).open("w", encoding="utf-8") as out:
        os.dup2(out.fileno(), 1)
        before = sum(os.times()[:4])
        TapTrades(config={"address": sys.argv[1], **wanted}).sync_all()
        cpu = sum(os.times()[:4]) - before
    cost = {"cpu": cpu, "peak_mb": peak_mb(), "records": Trades.record_count}
    sys.stderr.write(json.dumps(cost) + "\n")
