"""A small home with two counties, three producers and a published build of four lines.

Lines, all of shop s1, booked on the 10th of their month:
L1  January   1,000 fen  code H1
L2  May       2,000 fen  code H1
L3  May         500 fen  code H2
L4  June        700 fen  no code, no item: 湘西腊肉 500g
"""

from __future__ import annotations

import json
from datetime import date, datetime

import batches_for_expectations as made
import pyarrow as pa
import pyarrow.parquet as pq

from connectors.core.landing import LocalLanding
from connectors.registers.drafts import register_draft
from connectors.registers.specs import register_spec
from orchestration.home import make_home
from orchestration.ingest import land_draft

FIRST = datetime(2019, 1, 1)
NOW = datetime(2020, 7, 2, 10)
HERE, NEXT_DOOR = "431126", "431127"
HEADER = "主体代码,主体类型,县代码,村代码,建档立卡户,生效日期,失效日期"
REGISTERS = {
    "regions": [
        {"region_code": "430000", "name": "湖南省", "level": "province"},
        {"region_code": "431100", "name": "永州市", "level": "prefecture", "parent_code": "430000"},
        {"region_code": HERE, "name": "宁远县", "level": "county", "parent_code": "431100"},
        {"region_code": NEXT_DOOR, "name": "蓝山县", "level": "county", "parent_code": "431100"},
    ],
    "villages": [
        {"village_code": f"{county}100{n}", "name": f"村{n}", "county_code": county}
        for county in (HERE, NEXT_DOOR)
        for n in (201, 202)
    ],
    "producers": [
        {
            "producer_code": f"NH{n}",
            "producer_kind": "household",
            "county_code": county,
            "village_code": f"{county}100201",
        }
        for n, county in ((1, HERE), (2, HERE), (3, NEXT_DOOR))
    ],
    "codes": [
        {"merchant_code": f"H{n}", "code_kind": "household", "producer_code": f"NH{n}"}
        for n in (1, 2)
    ],
    "shops": [
        {
            "platform": "taobao",
            "shop_id": "s1",
            "owner_kind": "coop",
            "trade_flow": "up",
            "operating_county_code": HERE,
            "inspected_on": date(2019, 5, 1),
            "inspected_county_code": HERE,
        }
    ],
}
LINES = [
    ("L1", date(2020, 1, 10), 1000, "H1"),
    ("L2", date(2020, 5, 10), 2000, "H1"),
    ("L3", date(2020, 5, 10), 500, "H2"),
    ("L4", date(2020, 6, 10), 700, None),
]


def build_home(path):
    """The home at `path`, with its registers landed and accepted."""
    home = make_home(path)
    for name, rows in REGISTERS.items():
        table = pa.Table.from_pylist(rows, schema=register_spec(name).schema())
        landed = land_draft(home, register_draft(name, table, recorded_at=FIRST), landed_at=FIRST)
        assert landed.verdict.accepted, landed.verdict.failed()
    publish(home)
    return home


def publish(home):
    """A build of four lines, and the batch that they came from."""
    order = made.order(1, order_id="O1", shop_id="s1", paid_fen=4200, goods_fen=4200)
    lines = [
        made.line(1, 0, order_id="O1", line_id=name, line_paid_fen=fen, merchant_code=code)
        | ({} if code else {"item_id": None})
        for name, _, fen, code in LINES
    ]
    batch = made.draft("orders", {"orders": [order], "lines": lines, "quarantine": []})
    manifest = LocalLanding(home.landing).commit(batch, landed_at=FIRST, code_version="0")
    folder = home.published / "b1"
    folder.mkdir(parents=True)
    (folder / "build.json").write_text(json.dumps({"batches": [manifest.batch_id]}))
    facts = [
        {
            "platform": "taobao",
            "shop_id": "s1",
            "order_id": "O1",
            "line_id": name,
            "paid_fen": fen,
            "booked_on": day,
            "month_on": day.replace(day=1),
        }
        for name, day, fen, _ in LINES
    ]
    pq.write_table(pa.Table.from_pylist(facts), folder / "fct_lines.parquet")
    (home.published / "CURRENT").write_text("b1\n")


def producer(code, *, kind="农户", county=HERE, since="", until=""):
    return f"{code},{kind},{county},{county}100201,,{since},{until}"
