"""By what the register item_matches names the goods of a line, as the commands ask it of DuckDB.

The platform's item, or, where an export file tells none, the shop and its title: without blanks, in
small letters. dbt_project/macros/match_keys.sql says the same to the warehouse.
Keep out: which product it is (connectors.matching).
"""

from __future__ import annotations

import duckdb

from connectors.matching.offers import TITLE_MARK


def lay_match_key(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the SQL function `match_key(item_id, shop_id, title)`; null where neither is told."""
    connection.execute(f"""
        create temporary macro match_key(item_id, shop_id, title) as coalesce(
            nullif(item_id, ''),
            '{TITLE_MARK}' || shop_id || ':'
            || nullif(lower(replace(replace(title, ' ', ''), '　', '')), '')
        )
    """)
