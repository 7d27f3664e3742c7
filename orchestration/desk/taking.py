"""Takes a file off a form: whose county, how large, kept on the shelf and noted in the log.

Keep out: reading the file.
"""

from __future__ import annotations

from typing import Literal

from orchestration.desk import trail
from orchestration.desk.uploads import Kind, Upload
from orchestration.desk.visit import Visit
from orchestration.errors import NothingToDo, SetupError


def take_file(visit: Visit, *, kind: Kind, name: str, mode: Literal["full", "changes"]) -> Upload:
    """The form's file, for the form's county.

    Raises NotAllowed where the person is no clerk of the county, SetupError where the file is
    missing, empty or of another form.
    """
    county = visit.chosen_county()
    visit.require_clerk(county)
    if visit.file is None or not visit.file[0]:
        raise SetupError("没有选择文件", where="上传", advice="请回到上一页，先选择文件再上传")
    told_name, content = visit.file
    upload = visit.desk.shelf.add(
        content,
        told_name,
        login=visit.person.login,
        kind=kind,
        name=name,
        county_code=county,
        mode=mode,
        now=visit.now,
    )
    note(visit, upload, "上传")
    return upload


def note(visit: Visit, upload: Upload, action: str, *results: str) -> None:
    """One line of the desk's log about a file."""
    trail.note(
        visit.desk.home,
        visit.person,
        action,
        at=visit.now,
        county_code=upload.county_code,
        subjects=[upload.name, f"sha256 {upload.sha256}", *results],
    )


def upload_of(visit: Visit) -> Upload:
    """The file of this address, if it is this person's. Raises NothingToDo."""
    upload_id = str(visit.request.path_params["upload_id"])
    upload = visit.desk.shelf.get(upload_id, login=visit.person.login, now=visit.now)
    if not visit.person.sees(upload.county_code):
        raise NothingToDo("没有这次上传", where="上传", advice="请重新上传")
    return upload
