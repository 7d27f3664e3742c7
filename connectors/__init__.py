"""How order feeds, export files and registers are fetched, read exactly and landed.

Keep out: statistics, attribution, Dagster, dbt, Great Expectations.
"""
