"""File feeds: order reports that an operator exported from a shop's back office.

`feeds.read_file` is the way in; `exports/` holds one map of columns for each kind of report.
"""
