"""One request of one person, and what every page needs to answer it.

Keep out: any one page, how a person is known (`people`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from urllib.parse import quote

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from connectors.places import regions
from orchestration.desk.csrf import FormGuard
from orchestration.desk.people import NotAllowed, Person
from orchestration.desk.uploads import UploadShelf
from orchestration.errors import SetupError
from orchestration.home import Home
from orchestration.settings import Clock, Settings


@dataclass(frozen=True)
class Desk:
    """One running desk. `sample_login` is who everybody is on sample data without a proxy."""

    home: Home
    settings: Settings
    clock: Clock
    guard: FormGuard
    shelf: UploadShelf
    environment: Environment
    sample_login: str | None = None
    # one load at a time: each reads what the one before it landed
    landing: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Visit:
    """A request with its person, its time and the fields of its form."""

    desk: Desk
    request: Request
    person: Person
    now: datetime
    cookie: str
    form: Mapping[str, str] = field(default_factory=dict)
    # the file of the form: its name as told, and its bytes
    file: tuple[str, bytes] | None = None

    @cached_property
    def counties(self) -> list[tuple[str, str]]:
        """(code, name) of every county this person may see, by code."""
        province = self.desk.settings.province_code[:2]
        on = self.now.date()
        found = regions.regions_on(on, level="county", within=province)
        return sorted((r.region_code, r.name) for r in found if self.person.sees(r.region_code))

    def county_name(self, code: str) -> str:
        """A county's name today, or its code where it has none."""
        return regions.name_of(code, self.now.date()) or code

    def chosen_county(self) -> str:
        """The county that was asked for, else the person's first.

        Raises NotAllowed for a county of others, SetupError where the person has none.
        """
        asked = self.request.query_params.get("county") or self.form.get("county") or ""
        if asked:
            return self.require_county(asked)
        if not self.counties:
            raise SetupError(
                "这个登录名没有可用的县",
                where=f"登录名 {self.person.login}",
                advice="请联系省级管理员，检查 desk.people 中登记的地区代码",
            )
        return self.counties[0][0]

    def require_county(self, code: str) -> str:
        """The county, if the person may see it. Raises NotAllowed."""
        if not self.person.sees(code):
            raise NotAllowed(
                "这个县不在您的地区范围内", where=f"县代码 {code[:12]}", advice="请从目录重新进入"
            )
        return code

    def require_clerk(self, county_code: str) -> None:
        """Raises NotAllowed unless the person may load this county's files."""
        if not self.person.loads(county_code):
            raise NotAllowed(
                "只有本县的填报员能做这件事",
                where=f"{self.county_name(county_code)}（{county_code[:12]}）",
                advice="请用本县填报员的登录名进入",
            )

    def require_approver(self, county_code: str) -> None:
        """Raises NotAllowed unless the person may settle this county's waiting loads."""
        if not self.person.approves(county_code):
            raise NotAllowed(
                "只有省级审批员能做这件事",
                where=self.county_name(county_code),
                advice="请用审批员的登录名进入；审批员不能审批自己报送的内容",
            )

    def page(self, template: str, /, status: int = 200, **values: object) -> Response:
        """A page from a template of the desk."""
        text = self.desk.environment.get_template(template).render(
            person=self.person,
            path=self.request.url.path,
            is_sandbox=self.desk.settings.is_sandbox,
            issuer=self.desk.settings.issuer.name,
            token=self.desk.guard.token(self.cookie, self.person.login),
            county_name=self.county_name,
            counties=self.counties,
            **values,
        )
        return HTMLResponse(text, status_code=status)

    def go(self, path: str) -> Response:
        """Send the browser on, so that reloading the page does nothing twice."""
        return RedirectResponse(path, status_code=303)


def workbook(content: bytes, name: str) -> Response:
    """A workbook for the browser to save under a Chinese name."""
    return Response(
        content,
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={
            # the first name is for browsers that can't write the second
            "content-disposition": "attachment; filename=shanhuo.xlsx; "
            f"filename*=UTF-8''{quote(name)}"
        },
    )


Handler = Callable[[Visit], Response]
