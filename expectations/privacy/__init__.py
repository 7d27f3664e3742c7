"""Looking for planted strings in every corner of a tree. Keep out: judging batches."""
