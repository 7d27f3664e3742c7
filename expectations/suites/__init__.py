"""The suites: what must hold of each kind of batch, as plain data. Keep out: running them."""
