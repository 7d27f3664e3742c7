"""The floor of a pull: stored pages → msgspec → Arrow → one Parquet file, and nothing else."""

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from msgspec import defstruct, json

COLUMNS = [
    "platform", "shop_id", "order_id", "platform_state", "created_at", "modified_at", "goods_fen",
    "freight_fen", "item_id", "title", "quantity", "list_fen", "merchant_code",
]  # fmt: skip
_CODE = (str | None, None)
TopLine = defstruct("TopLine", [
    ("num_iid", int), ("title", str), ("num", int), ("price", str), ("outer_iid", *_CODE),
])  # fmt: skip
TopTrade = defstruct("TopTrade", [
    ("tid", int), ("status", str), ("created", str), ("modified", str), ("total_fee", str),
    ("post_fee", str), ("orders", dict[str, list[TopLine]]),
])  # fmt: skip
TopList = defstruct("TopList", [("trades", dict[str, list[TopTrade]], {})])
JdLine = defstruct("JdLine", [
    ("wareId", str), ("skuName", str), ("itemTotal", str), ("jdPrice", str), ("productNo", *_CODE),
])  # fmt: skip
JdOrder = defstruct("JdOrder", [
    ("orderId", str), ("orderState", str), ("orderStartTime", str), ("modified", str),
    ("orderTotalPrice", str), ("freightPrice", str), ("itemInfoList", list[JdLine]),
])  # fmt: skip
JdList = defstruct("JdList", [("orderInfoList", list[JdOrder])])
JdAnswer = defstruct("JdAnswer", [("searchorderinfo_result", JdList)])
TOP, JD = json.Decoder(dict[str, TopList]), json.Decoder(dict[str, JdAnswer])


def fen(text):
    return int(text.replace(".", ""))


def rows_of(page, body):
    if page.platform == "taobao":
        for t in (t for a in TOP.decode(body).values() for t in a.trades.get("trade", ())):
            head = ("taobao", page.shop_id, str(t.tid), t.status, t.created, t.modified)
            for o in t.orders["order"]:
                line = (str(o.num_iid), o.title, o.num, fen(o.price) * o.num, o.outer_iid)
                yield *head, fen(t.total_fee), fen(t.post_fee), *line
        return
    for t in (t for a in JD.decode(body).values() for t in a.searchorderinfo_result.orderInfoList):
        head = ("jd", page.shop_id, t.orderId, t.orderState, t.orderStartTime, t.modified)
        for o in t.itemInfoList:
            n = int(o.itemTotal)
            line = (o.wareId, o.skuName, n, fen(o.jdPrice) * n, o.productNo or None)
            yield *head, fen(t.orderTotalPrice), fen(t.freightPrice), *line


def pull(pages, client, out):
    rows = [r for p in pages for r in rows_of(p, client.post("/", content=p.form).content)]
    table = pa.table(dict(zip(COLUMNS, zip(*rows, strict=True), strict=True)))
    for i in (4, 5):
        table = table.set_column(i, COLUMNS[i], pc.strptime(table[i], "%Y-%m-%d %H:%M:%S", "us"))
    pq.write_table(table, out, compression="zstd")
