"""Errors of this package, one class for each thing that can be done next.

    ExpectationError
    ├── EvidenceMissing   make the missing thing first (land, build or render), then run again
    └── EvidenceBroken    what is there can't be read: restore or make it anew

A check that fails is no error: it is a result. Keep out: classes by cause.
"""

from __future__ import annotations


class ExpectationError(Exception):
    """Something could not be judged.

    `what` says what happened, `where` names the folder, file, table or column, `advice` says what
    to do next. None of them may hold a value of a row.
    """

    def __init__(self, what: str, *, where: str, advice: str) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.what} [{self.where}] Next: {self.advice}"


class EvidenceMissing(ExpectationError):
    """A file, table or row that must be there is not: make it first, then judge again."""


class EvidenceBroken(ExpectationError):
    """A file is there and can't be read exactly: restore it or make it anew."""
