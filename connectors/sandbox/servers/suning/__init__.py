"""Suning's open platform (SOP) in the sandbox."""
