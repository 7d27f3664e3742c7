"""Registers that counties keep: their columns, how they are read and landed.

Keep out: using them (dbt does), platforms.
"""
