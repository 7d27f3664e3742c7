"""Checks on the finished files of a release; each raises FormatsDisagreeError.

Keep out: mending. What fails isn't published.
"""
