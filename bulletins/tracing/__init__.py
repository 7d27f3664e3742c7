"""Walks a printed figure back to the lines, evidence and batches that it came from.

`ids` says what a figure is made of, `lines` reads that from the published marts, `explain` holds
the two against each other. Keep out: landing and registers (orchestration joins them on).
Source: design, section 4, last point.
"""
