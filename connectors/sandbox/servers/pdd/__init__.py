"""Pinduoduo (POP): gate, orders, refunds, goods, shop and tokens at `/api/router`."""
