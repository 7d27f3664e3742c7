"""The words that tell a title's class, against titles whose class was written down by hand.

The list has the traps: oil and sets of tea, knives and moulds for what is eaten, its seedlings, its
colours, its names on other goods. The choice among words is the one that int_line_classes makes.
Keep out: titles of the sandbox.
"""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[2]
KEYWORDS = ROOT / "dbt_project" / "seeds" / "title_keywords.csv"
TITLES = Path(__file__).with_name("titles_by_class.csv")
MODEL = ROOT / "dbt_project/models/intermediate/attribution/int_line_classes.sql"
ORDER = "keywords.priority_no, length(keywords.keyword) desc, keywords.keyword"


@pytest.fixture(scope="module")
def told():
    query = f"""
        select titles.title, titles.goods_class, keywords.keyword, keywords.goods_class
        from read_csv('{TITLES}', all_varchar = true) as titles
        left join read_csv('{KEYWORDS}') as keywords on contains(titles.title, keywords.keyword)
        qualify row_number() over (partition by titles.title order by {ORDER}) = 1
    """  # noqa: S608
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()


def test_the_choice_is_that_of_the_model():
    assert f"order by {ORDER}" in " ".join(MODEL.read_text(encoding="utf-8").split())


def test_every_title_gets_the_class_that_a_person_gave_it(told):
    assert len(told) == 110
    assert [row for row in told if row[1] != row[3]] == []


def test_no_word_is_twice_in_the_list():
    rows = list(csv.DictReader(KEYWORDS.read_text(encoding="utf-8").splitlines()))
    words = [row["keyword"] for row in rows]
    assert len(words) == len(set(words))
