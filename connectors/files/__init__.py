"""Export files of platforms as feeds: encoding, header row, rows, totals.

Keep out: anything spoken over the wire.
"""
