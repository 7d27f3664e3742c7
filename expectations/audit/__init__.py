"""Field checks of attribution: which lines are looked at, and what their answers say of a grade.

Keep out: files, homes, bulletins (orchestration.auditing). Source: design, section 8.
"""
