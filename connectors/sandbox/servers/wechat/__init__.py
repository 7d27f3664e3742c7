"""WeChat's channels interfaces: a token for each shop, ids by cursor, records one by one."""
