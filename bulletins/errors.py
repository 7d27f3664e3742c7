"""Errors of the bulletins, one class for each thing that can be done next.

    BulletinError
    ├── MissingFactsError     the published build lacks something: build it, or take another month
    ├── FactsDisagreeError    two figures that must be equal aren't: nothing may be printed
    ├── FormatsDisagreeError  a format doesn't say what the facts say: a fault of the renderer
    └── ReleaseExistsError    that version is on disk already; versions are never overwritten

Keep out: classes by cause. What happened stands in the text.
"""

from __future__ import annotations


class BulletinError(Exception):
    """A bulletin can't be made as asked; no file was left behind.

    `what` says what happened, `where` names the mart, month, area, table or file, `advice` says
    what to do next.
    """

    def __init__(self, what: str, *, where: str, advice: str) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.what} [{self.where}] Next: {self.advice}"


class MissingFactsError(BulletinError):
    """A mart, month, area or target that the bulletin needs isn't in the published build."""


class FactsDisagreeError(BulletinError):
    """Figures that must close on each other don't."""


class FormatsDisagreeError(BulletinError):
    """HTML, PDF, XLSX or CSV holds a number or a cell that isn't the facts' own."""


class ReleaseExistsError(BulletinError):
    """The version's folder exists; a correction is a new version."""
