"""Regions and villages with the codes of their day.

Keep out: anything that is not a fact about a place.
"""
