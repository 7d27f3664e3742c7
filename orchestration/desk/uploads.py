"""Files that clerks sent and have not settled yet: in memory, for two hours, each its sender's own.

A file may hold by mistake what must never reach the disk, so it lies there only while it is read,
in a folder that nobody else may open and that is emptied when the desk starts. No name or path of
the sender's is ever used as it came. Keep out: what is in a file.
"""

from __future__ import annotations

import hashlib
import re
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import msgspec

from orchestration.errors import NothingToDo, SetupError
from orchestration.home import Home

KEPT_FOR = timedelta(hours=2)
#: so many unsettled files of one person; an older one makes place
MOST_EACH = 4
_ENDINGS = {".xlsx", ".csv"}
_UNSAFE = re.compile(r"[^\w（）()\-]+")
_READING = "reading"

Kind = Literal["register", "ledger"]


class Upload(msgspec.Struct, kw_only=True):
    """One file: what for, whose, and how far it got. `check` is what reading it came to."""

    upload_id: str
    login: str
    kind: Kind
    name: str
    county_code: str
    mode: Literal["full", "changes"]
    file_name: str
    sha256: str
    content: bytes
    sent_at: datetime
    check: Any = None
    # once it is loaded: what to tell; the content is let go then
    outcome: Any = None

    def __repr__(self) -> str:
        return f"Upload({self.upload_id}, {self.kind} {self.name})"


class UploadShelf:
    """The unsettled files of one running desk; safe to use from several threads."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._uploads: dict[str, Upload] = {}
        shutil.rmtree(home.desk / _READING, ignore_errors=True)

    def add(
        self,
        content: bytes,
        told_name: str,
        *,
        login: str,
        kind: Kind,
        name: str,
        county_code: str,
        mode: Literal["full", "changes"],
        now: datetime,
    ) -> Upload:
        """Keep a file that was sent. Raises SetupError where it is empty or no XLSX or CSV."""
        upload = Upload(
            upload_id=secrets.token_urlsafe(16),
            login=login,
            kind=kind,
            name=name,
            county_code=county_code,
            mode=mode,
            file_name=safe_name(told_name),
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            sent_at=now,
        )
        if not content:
            raise SetupError(
                "文件是空的", where=upload.file_name, advice="请在表格软件中保存后再上传"
            )
        with self._lock:
            self._forget(now)
            mine = [u for u in self._uploads.values() if u.login == login]
            for old in sorted(mine, key=lambda u: u.sent_at)[: max(0, len(mine) - MOST_EACH + 1)]:
                del self._uploads[old.upload_id]
            self._uploads[upload.upload_id] = upload
        return upload

    def get(self, upload_id: str, *, login: str, now: datetime) -> Upload:
        """A file of this person. Raises NothingToDo where it is gone, unknown or another's."""
        with self._lock:
            self._forget(now)
            found = self._uploads.get(upload_id)
        if found is None or found.login != login:
            raise NothingToDo(
                "这次上传已经不在了",
                where="上传",
                advice="上传后两小时内要确认，重启后也要重传；没有确认的文件没有入库，请重新上传",
            )
        return found

    def drop(self, upload: Upload) -> None:
        """Let a file go."""
        with self._lock:
            self._uploads.pop(upload.upload_id, None)

    @contextmanager
    def on_disk(self, upload: Upload) -> Iterator[Path]:
        """The file at a path, for as long as it is read."""
        with self.folder() as place:
            path = place / upload.file_name
            path.write_bytes(upload.content)
            yield path

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """A folder that nobody else may open, emptied when it is left."""
        self._home.desk.mkdir(mode=0o700, exist_ok=True)
        reading = self._home.desk / _READING
        reading.mkdir(mode=0o700, exist_ok=True)
        place = reading / secrets.token_hex(8)
        place.mkdir(mode=0o700)
        try:
            yield place
        finally:
            shutil.rmtree(place)

    def _forget(self, now: datetime) -> None:
        for upload_id, upload in list(self._uploads.items()):
            if now - upload.sent_at > KEPT_FOR:
                del self._uploads[upload_id]


def safe_name(told: str) -> str:
    """A file's name made of its own letters, never a path. Raises SetupError for other endings."""
    last = told.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = last.rpartition(".")
    suffix = f".{ending.lower()}" if dot else ""
    if suffix not in _ENDINGS:
        raise SetupError(
            "只能上传 .xlsx 或 .csv 文件",
            where="上传的文件",
            advice="请在 WPS 或 Excel 中另存为 .xlsx（不是 .xls、.et、.pdf）再上传",
        )
    return (_UNSAFE.sub("_", stem)[:60] or "文件") + suffix
