"""Suning (苏宁易购) through its open platform (SOP, merchants' shops)."""
