"""Sixty faults against every platform and kind, and pairs of them (`make faults`, `make chaos`)."""
