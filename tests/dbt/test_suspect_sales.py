"""What tells of brushing is counted among the sales that were placed on one day."""

from __future__ import annotations

import duckdb

from tests.dbt.plain_sql import plain_sql

MODEL = "models/intermediate/suspicion/int_suspect_sales.sql"
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
        connection.execute(f"create table found as {plain_sql(MODEL)}")
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
