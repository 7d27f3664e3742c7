"""Ratios of our work to a floor, in one interleaved run: `python -m tests.bench`."""
