"""Codes for producers, run over one home: issue, change, print, look up, purge.

Keep out: how codes, seals and labels are made (connectors.registers.identity).
"""
