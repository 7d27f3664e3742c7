"""From a request to a page: who it is, what was sent, whether it may be, and what went wrong.

Every page goes through `page`, every change of anything through `deed`. Keep out: any one page.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bulletins.errors import BulletinError
from connectors.core.errors import ConnectorError
from orchestration.desk.csrf import FIELD
from orchestration.desk.guards import TooLarge
from orchestration.desk.people import NotAllowed, Person, identify, person_of
from orchestration.desk.visit import Desk, Handler, Visit
from orchestration.errors import NothingToDo, OrchestrationError, SetupError

Endpoint = Callable[[Request], Awaitable[Response]]
_MOST_FIELDS = 200

# what the shared functions say to the command line is English
_CHINESE = re.compile(r"[\u4e00-\u9fff]")

log = logging.getLogger(__name__)


def page(desk: Desk, handler: Handler) -> Endpoint:
    """A page that changes nothing."""

    async def endpoint(request: Request) -> Response:
        try:
            visit = _visit(desk, request)
            response = await run_in_threadpool(handler, visit)
        except (ConnectorError, OrchestrationError, BulletinError) as error:
            return told(desk, error)
        desk.guard.remember(response, visit.cookie)
        return response

    return endpoint


def deed(desk: Desk, handler: Handler) -> Endpoint:
    """A form that changes something: known person, own page, bounded size, or nothing happens."""

    async def endpoint(request: Request) -> Response:
        try:
            visit = _visit(desk, request)
            await _read_form(visit)
            desk.guard.require(request, visit.form.get(FIELD, ""), visit.person.login)
            return await run_in_threadpool(handler, visit)
        except TooLarge:
            return told(desk, _too_large(desk))
        except (ConnectorError, OrchestrationError, BulletinError) as error:
            return told(desk, error)

    return endpoint


def told(desk: Desk, error: ConnectorError | OrchestrationError | BulletinError) -> Response:
    """The page that says what happened, where, and what to do next."""
    statuses: dict[type[Exception], int] = {NotAllowed: 403, NothingToDo: 404, FileTooLarge: 413}
    text = desk.environment.get_template("error.html.j2").render(
        what=error.what,
        where=error.where,
        advice=error.advice,
        is_chinese=_CHINESE.search(error.what) is not None,
        is_sandbox=desk.settings.is_sandbox,
    )
    return HTMLResponse(text, status_code=statuses.get(type(error), 422))


class FileTooLarge(SetupError):
    """More was sent than the settings allow."""


def on_unknown_path(desk: Desk) -> Callable[[Request, Exception], Response]:
    """The page for an address or a way of asking that the desk does not have."""

    def handler(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        response = told(
            desk,
            NothingToDo("没有这个页面", where=request.url.path[:80], advice="请从“我的待办”进入"),
        )
        response.status_code = status
        return response

    return handler


def on_fault(desk: Desk) -> Callable[[Request, Exception], Response]:
    """The page for a fault of the program; the log gets its place, and no value of anybody's."""

    def handler(request: Request, error: Exception) -> Response:
        frames = "".join(
            f"\n  {frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        )
        log.error("%s at %s %s%s", type(error).__name__, request.method, request.url.path, frames)
        response = told(
            desk,
            SetupError(
                "程序出了错，这一步没有完成",
                where=f"{request.url.path[:80]}（{type(error).__name__}）",
                advice="请先到“历史”核对是否已入库，再重试一次；仍然出错请把本页发给省级管理员",
            ),
        )
        response.status_code = 500
        return response

    return handler


def _visit(desk: Desk, request: Request) -> Visit:
    return Visit(
        desk=desk,
        request=request,
        person=_person(desk, request),
        now=desk.clock(),
        cookie=desk.guard.cookie_of(request),
    )


def _person(desk: Desk, request: Request) -> Person:
    if desk.sample_login is not None:
        return person_of(desk.settings.desk, desk.sample_login)
    peer = request.client.host if request.client else None
    logins = request.headers.getlist(desk.settings.desk.login_header)
    return identify(desk.settings.desk, peer=peer, logins=logins)


async def _read_form(visit: Visit) -> None:
    """Take the form's fields, and of a file its name and bytes."""
    fields: dict[str, str] = {}
    try:
        async with visit.request.form(max_files=1, max_fields=_MOST_FIELDS) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    visit.file = (value.filename or "", await value.read())
                else:
                    fields[name] = value
    except HTTPException as error:
        raise SetupError(
            "表单不完整", where="上传", advice="请回到上一页，重新选择一个文件再提交"
        ) from error
    visit.form = fields


def _too_large(desk: Desk) -> FileTooLarge:
    return FileTooLarge(
        f"文件超过 {desk.settings.desk.most_upload_mb} MB",
        where="上传",
        advice="请删去空白行和图片，或把台账分成几个文件，每个文件用“只报变动”方式上传",
    )
