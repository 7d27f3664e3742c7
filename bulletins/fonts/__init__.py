"""The typefaces of the bulletins and the script that cuts them.

Keep out: layout; the templates say where which face stands.
"""
