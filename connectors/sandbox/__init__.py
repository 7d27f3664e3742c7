"""A province in a box: servers that speak each platform, registers and the truth. All synthetic.

Only the demo and the tests may import it.
"""
