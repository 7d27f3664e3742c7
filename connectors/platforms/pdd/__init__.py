"""Pinduoduo through POP."""
