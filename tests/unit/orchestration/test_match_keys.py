"""Commands and warehouse name the goods of a line by the same key."""

from __future__ import annotations

from pathlib import Path

import duckdb
import jinja2
import pytest

from connectors.matching.offers import CODE_MARK, TITLE_MARK
from orchestration.match_keys import lay_match_key

COLUMNS = ("item_id", "shop_id", "merchant_code", "title")
MACROS = Path(__file__).parents[3] / "dbt_project/macros/match_keys.sql"


@pytest.fixture(scope="module")
def keys():
    """(by the warehouse, by the commands) of a line."""
    module = jinja2.Environment(autoescape=False).from_string(MACROS.read_text("utf-8")).module  # noqa: S701 it is SQL
    with duckdb.connect() as connection:
        lay_match_key(connection)

        def ask(item, shop, code, title):
            told = dict(zip(COLUMNS, (item, shop, code, title), strict=True))
            columns = ", ".join(f"${name}::varchar as {name}" for name in COLUMNS)
            query = (
                f"select {module.match_key(*COLUMNS)}, match_key({', '.join(COLUMNS)}) "  # noqa: S608
                f"from (select {columns})"
            )
            row = connection.execute(query, told).fetchall()[0]
            assert row[0] == row[1]
            return row[0]

        yield ask


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (("i1", "s1", "K1", "腊肉"), "i1"),
        (("", "s1", " K 1", "腊肉"), f"{CODE_MARK}s1:k1"),
        (("", "s1", "", "腊肉"), f"{TITLE_MARK}s1:腊肉"),
        ((None, "s1", " ", " 农家 腊肉　500G "), f"{TITLE_MARK}s1:农家腊肉500g"),
        ((None, "s1", None, " 　"), None),
        ((None, "s1", None, None), None),
        ((None, None, "K1", "腊肉"), None),
    ],
)
def test_an_item_goes_before_a_code_and_a_code_before_a_title(keys, line, key):
    assert keys(*line) == key


def test_a_title_of_another_shop_is_other_goods(keys):
    assert keys(None, "s1", None, "腊肉") != keys(None, "s2", None, "腊肉")
