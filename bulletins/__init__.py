"""From published marts to facts, and from facts to HTML, PDF, XLSX and CSV.

Keep out: SQL beyond the public marts, the clock, Dagster, the connectors.
"""
