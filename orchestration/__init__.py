"""Drives every step: Dagster assets, settings, publishing and the command line.

The only package that knows Dagster. Keep out: business rules.
"""
