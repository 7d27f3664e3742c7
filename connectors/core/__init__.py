"""What every connector stands on: errors, canonical tables, landing, http, paging.

Keep out: anything that names a platform.
"""
