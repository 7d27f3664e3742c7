"""JD's open service (JOS): gate, orders, after-sales and shop at `/routerjson`."""
