"""A model's or assertion's SQL over plain tables, for tests that need no dbt.

Keep out: macros that look into the database.
"""

from __future__ import annotations

from pathlib import Path

import jinja2

PROJECT = Path(__file__).parents[2] / "dbt_project"


def plain_sql(path: str) -> str:
    """The SQL of a file of the project, where every model is a table of its own name."""
    environment = jinja2.Environment(autoescape=False)  # noqa: S701 it is SQL
    environment.globals["ref"] = lambda name: name
    environment.globals["in_force"] = lambda row, day: (
        f"{row}.valid_from <= {day} and {day} < {row}.valid_to"
    )
    environment.globals["add_months"] = lambda day, count: (
        f"cast({day} + interval {count} month as date)"
    )
    environment.globals["joined_texts"] = lambda text: (
        f"string_agg(distinct {text}, '|' order by {text})"
    )
    environment.globals["month_of"] = lambda day: f"cast(date_trunc('month', {day}) as date)"
    environment.globals["days_between"] = lambda start, end: (
        f"unnest(range({start}, {end}, interval 1 day))"
    )
    environment.globals["minutes_between"] = lambda start, end: f"datesub('minute', {start}, {end})"
    return environment.from_string((PROJECT / path).read_text(encoding="utf-8")).render()
