"""Suspicion looks at the moment of placing: brushing by day, doubles by minutes."""

from __future__ import annotations

import duckdb

from tests.dbt.plain_sql import plain_sql

FOLDER = "models/intermediate/suspicion"
#: id, placed, paid: the last was a pre-sale, whose final payment came weeks later; of one file the
#: moment of placing is unknown
SALES = [
    ("a", "2020-05-08 12:06:00", "2020-05-08 12:07:00"),
    ("b", "2020-05-08 12:06:10", "2020-05-08 12:07:10"),
    ("presale", "2020-05-08 12:06:20", "2020-05-29 13:00:00"),
    ("other day", "2020-05-29 08:00:00", "2020-05-29 08:01:00"),
    ("no moment", None, "2020-05-29 09:00:00"),
]
TABLES = """
create table stg_feeds__orders (
    platform text, shop_id text, order_id text, batch_id text, payload_sha256 text,
    created_at timestamp, booked_at timestamp, modified_at timestamp, landed_at timestamp,
    paid_fen bigint, buyer_hmac text, receiver_county_code text, sale_state text,
    is_removed boolean
);
create table stg_feeds__refunds (
    platform text, refund_id text, order_id text, batch_id text, payload_sha256 text,
    modified_at timestamp, landed_at timestamp, amount_fen bigint, refund_state text,
    is_removed boolean
);
"""


def test_a_pre_sale_is_counted_with_the_sales_it_was_placed_with() -> None:
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        connection.executemany(
            "insert into stg_feeds__orders values ('taobao', 's1', $1, 'b', 'x', $2, $3, $3, $3, "
            "17050, 'one buyer', '440305', 'sale', false)",
            SALES,
        )
        connection.execute(f"create table found as {plain_sql(f'{FOLDER}/int_suspect_sales.sql')}")
        rows = connection.execute(
            "select order_id, placed_on::text, amount_order_count, county_order_count, "
            "buyer_order_count from found order by 1"
        ).fetchall()
    assert rows == [
        ("a", "2020-05-08", 3, 3, 3),
        ("b", "2020-05-08", 3, 3, 3),
        ("no moment", "2020-05-29", 2, 2, 2),
        ("other day", "2020-05-29", 2, 2, 2),
        ("presale", "2020-05-08", 3, 3, 3),
    ]


#: platform, id, placed, paid, pieces
BASKETS = [
    ("taobao", "t1", "12:00:00", "12:01:00", 2),
    ("jd", "slow payer", "12:00:00", "12:41:00", 2),
    ("jd", "other goods", "12:00:00", "12:41:00", 3),
    ("taobao", "t2", "14:00:00", "14:30:00", 1),
    ("jd", "paid soon after", "14:20:00", "14:40:00", 1),
    ("jd", "an hour later", "15:31:00", "15:32:00", 1),
    ("taobao", "of one platform", "14:20:00", "14:39:00", 4),
    ("taobao", "and again", "14:20:00", "14:40:00", 4),
]


def test_a_double_is_placed_or_paid_within_minutes_on_another_platform() -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "create table suspicion_rules as select 10 as double_minutes;"
            "create table int_suspect_sales (platform text, order_id text, placed_at timestamp, "
            "booked_at timestamp, batch_id text, payload_sha256 text, paid_fen bigint, "
            "receiver_county_code text);"
            "create table stg_feeds__lines (platform text, order_id text, quantity bigint, "
            "merchant_code text, is_gift boolean, list_fen bigint, batch_id text, "
            "payload_sha256 text)"
        )
        for platform, order_id, placed, paid, quantity in BASKETS:
            times = [f"2020-06-10 {moment}" for moment in (placed, paid)]
            connection.execute(
                "insert into int_suspect_sales values ($1, $2, $3, $4, 'b', 'x', 9900, '440305')",
                [platform, order_id, *times],
            )
            connection.execute(
                "insert into stg_feeds__lines values ($1, $2, $3, 'H1', false, 9900, 'b', 'x')",
                [platform, order_id, quantity],
            )
        # a gift that a file lists with one of the two
        connection.execute(
            "insert into stg_feeds__lines values ('taobao', 't1', 1, '', null, 0, 'b', 'x')"
        )
        found = connection.execute(plain_sql(f"{FOLDER}/int_double_orders.sql")).fetchall()
    assert {order_id for _, order_id in found} == {"slow payer", "paid soon after"}
