"""Tables from outside (CSV, XLSX, XLS): bytes to rows to cells, for exports and registers alike.

Keep out: the columns of any file.
"""
