"""JD through JOS (POP shops)."""
