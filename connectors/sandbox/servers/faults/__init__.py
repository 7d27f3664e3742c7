"""Everything that goes wrong between a platform and us, each as one switch with a number.

The numbers are those of the catalogue of sixty faults (docs/faults.md).
Keep out: what a right answer is (the gateways), how a reader is judged (tests/faults).
"""
