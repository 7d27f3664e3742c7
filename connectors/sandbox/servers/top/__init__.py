"""Taobao's open platform (TOP): gate, trades, refunds, items and shop at `/router/rest`."""
