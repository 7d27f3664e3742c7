"""The platforms' own wire protocols, spoken on one loopback port over the world.

Keep out: what happened in the province (the world makes it), registers, the truth, our connectors.
"""
