"""Registers: what counties keep by hand and what a policy document fixes, read and made ready.

`specs` states the columns, `reader` reads a file, `drafts` makes the batch that is landed,
`programmes` gives a programme's tables, `templates` writes the empty workbook.
"""
