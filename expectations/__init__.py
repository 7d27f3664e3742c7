"""What a trustworthy batch and a trustworthy build are: suites, verdicts, control, accuracy.

Keep out: changing any data, Dagster, the connectors.
Great Expectations is imported inside functions only.
"""
