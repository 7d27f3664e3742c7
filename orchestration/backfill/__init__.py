"""Rebuilding a past period: what has landed, what can still be fetched, what must be asked for."""
