"""Registers as a deployment keeps them: checked, previewed, loaded, approved, compared over time.

Keep out: the form of any register (connectors.registers), the use of them (dbt), printing.
"""
