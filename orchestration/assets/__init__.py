"""The asset graph: landing, warehouse, bulletins.

Keep out: how anything is done; each asset calls one function and reports what came of it.
"""
