"""Random batches through the whole production build: not a fen is lost at any border."""
