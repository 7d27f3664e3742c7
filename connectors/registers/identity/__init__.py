"""Who stands behind a code: codes and labels, proofs of number, and the sealed store of names.

Names and numbers of people stay in here. Keep out: figures, landing, settings.
"""
