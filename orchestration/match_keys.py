"""By what the register item_matches names the goods of a line, as the commands ask it of DuckDB.

The platform's item, or, where an export file tells none, the shop with the code that it typed, or
without a code with its title. dbt_project/macros/match_keys.sql says the same to the warehouse.
Keep out: which product it is (connectors.matching).
"""

from __future__ import annotations

import duckdb

from connectors.matching.offers import CODE_MARK, TITLE_MARK


def lay_match_key(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the SQL functions `match_key(item_id, shop_id, merchant_code, title)` and `unspaced`.

    A key is null where nothing of it is told; `unspaced` is a text in small letters without blanks.
    """
    connection.execute("""
        create temporary macro unspaced(told) as
            nullif(lower(replace(replace(told, ' ', ''), '　', '')), '')
    """)
    connection.execute(f"""
        create temporary macro match_key(item_id, shop_id, merchant_code, title) as coalesce(
            nullif(item_id, ''),
            '{CODE_MARK}' || shop_id || ':' || unspaced(merchant_code),
            '{TITLE_MARK}' || shop_id || ':' || unspaced(title)
        )
    """)
