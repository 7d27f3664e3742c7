"""Released bulletins, for the desk to list and to hand out; nothing else of the home.

An address names programme, kind, period, area, version and file by what lies in `releases/`, never
by a path. Keep out: making or judging a bulletin.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from orchestration.errors import NothingToDo
from orchestration.home import Home

MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    "": "text/plain; charset=utf-8",
}
#: files of a version in the order in which the desk offers them
OFFERED = {"bulletin.html": "网页", "bulletin.pdf": "PDF", "tables.xlsx": "表格"}
# a bulletin's page carries its style, fonts and charts in itself, and runs nothing
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
    "sandbox allow-downloads; frame-ancestors 'none'"
)
_PART = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]*")
_AREA = re.compile(r"(?:province|prefecture|county)-(\d{6})")


class Release(msgspec.Struct, frozen=True, kw_only=True):
    """The newest version of one bulletin; `path` is its address below /bulletins/."""

    programme: str
    kind: str
    period: str
    area_code: str
    version: int
    path: str
    files: list[tuple[str, str]]


def releases(home: Home) -> list[Release]:
    """The newest version of every bulletin, newest period first."""
    newest: dict[tuple[str, ...], Path] = {}
    for folder in home.releases.glob("*/*/*/*/v*"):
        version = folder.name[1:]
        if not (version.isdecimal() and _AREA.fullmatch(folder.parent.name)):
            continue
        key = folder.parent.relative_to(home.releases).parts
        if key not in newest or int(version) > int(newest[key].name[1:]):
            newest[key] = folder
    found = [_release(home, folder) for folder in newest.values()]
    return sorted(found, key=lambda r: (r.period, r.programme, r.kind, r.area_code), reverse=True)


def file_of(home: Home, parts: list[str]) -> Path:
    """The file of a version by the parts of its address. Raises NothingToDo where there is none."""
    is_sound = len(parts) in (6, 7) and all(_PART.fullmatch(part) for part in parts)
    path = home.releases.joinpath(*parts) if is_sound else None
    if (
        path is None
        or path.suffix not in MEDIA_TYPES
        or not path.is_file()
        or not path.resolve().is_relative_to(home.releases.resolve())
    ):
        raise NothingToDo(
            "没有这份通报文件", where="通报", advice="请从“我的村”或“我的待办”页面打开通报"
        )
    return path


def area_of(part: str) -> str | None:
    """The code in a folder's name like county-431126, or None where it is no area's."""
    found = _AREA.fullmatch(part)
    return found[1] if found else None


def is_internal(kind: str) -> bool:
    """Whether a kind of release is an internal edition, with nothing held back."""
    return kind.endswith("-internal")


def _release(home: Home, folder: Path) -> Release:
    programme, kind, period, area, version = folder.relative_to(home.releases).parts
    return Release(
        programme=programme,
        kind=kind,
        period=period,
        area_code=area_of(area) or "",
        version=int(version[1:]),
        path="/".join((programme, kind, period, area, version)),
        files=[(name, zh) for name, zh in OFFERED.items() if (folder / name).is_file()],
    )
