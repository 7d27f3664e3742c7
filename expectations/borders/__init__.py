"""The borders of conservation, one module a stretch of the way. Keep out: judging batches."""
