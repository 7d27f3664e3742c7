"""Kuaishou's merchant open platform: gate, orders, refunds, items and shop below `/open/`."""
