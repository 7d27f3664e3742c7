"""From an item on offer to the registered product: by its merchant code, then by its title.

Only what a stated rule proves is certain; all else is a list for a person. See README.md.
"""
