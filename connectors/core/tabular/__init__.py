"""CSV and XLSX files from outside: bytes to rows to cells, for export files and registers alike.

Keep out: the columns of any file.
"""
