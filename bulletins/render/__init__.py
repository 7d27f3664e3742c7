"""From facts to each format. Keep out: figures, rounding, which sentence is said."""
