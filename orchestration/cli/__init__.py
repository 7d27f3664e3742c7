"""The command line: one file for each group of commands.

No module here imports Dagster, dbt or Great Expectations at import: `shanhuo --help` must
answer at once. Keep out: the work itself.
"""
