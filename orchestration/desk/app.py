"""The clerks' desk: a small web page over the same functions as the command line.

Says which address is which page. Keep out: pages (`pages/`), business rules, a login (the
deployment's proxy has it).
"""

from __future__ import annotations

from importlib.resources import files

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from orchestration.desk.csrf import FormGuard
from orchestration.desk.guards import SafeHeaders, UploadCap
from orchestration.desk.pages import (
    approvals,
    history,
    ledger,
    matches,
    registers,
    tasks,
    uploads,
    villages,
)
from orchestration.desk.rendering import desk_environment
from orchestration.desk.serving import deed, on_fault, on_unknown_path, page
from orchestration.desk.uploads import UploadShelf
from orchestration.desk.visit import Desk, Handler
from orchestration.errors import SetupError
from orchestration.home import Home
from orchestration.settings import Clock, Settings

#: pages change nothing; only deeds do, and only by POST
PAGES: dict[str, Handler] = {
    "/": tasks.show,
    "/ledger": ledger.show,
    "/ledger/template.xlsx": ledger.template,
    "/registers": registers.show_all,
    "/registers/{name}": registers.show,
    "/registers/{name}/template.xlsx": registers.template,
    "/uploads/{upload_id}": uploads.show,
    "/uploads/{upload_id}/marked.xlsx": uploads.marked,
    "/approvals": approvals.show_all,
    "/approvals/{load_id}": approvals.show,
    "/history": history.show_all,
    "/history/{name}": history.show,
    "/matches": matches.show,
    "/villages": villages.show,
    "/bulletins/{path:path}": villages.bulletin,
}
DEEDS: dict[str, Handler] = {
    "/ledger/uploads": ledger.upload,
    "/registers/{name}/uploads": registers.upload,
    "/registers/{name}/unchanged": registers.unchanged,
    "/registers/{name}/none": registers.none,
    "/uploads/{upload_id}/load": uploads.load,
    "/uploads/{upload_id}/drop": uploads.drop,
    "/approvals/{load_id}": approvals.decide,
    "/matches/{review_id}": matches.settle,
}


def desk_app(
    home: Home, settings: Settings, *, clock: Clock, sample_login: str | None = None
) -> Starlette:
    """The desk of a home. `sample_login` is everybody's login, on sample data only.

    Raises SetupError where the settings name nobody, or a sample login is asked for real data.
    """
    _require_people(home, settings, sample_login)
    desk = Desk(
        home=home,
        settings=settings,
        clock=clock,
        guard=FormGuard(is_https=settings.desk.is_https),
        shelf=UploadShelf(home),
        environment=desk_environment(),
        sample_login=sample_login,
    )
    static = files("orchestration.desk").joinpath("static")
    app = Starlette(
        routes=[
            *(Route(path, page(desk, handler)) for path, handler in PAGES.items()),
            *(
                Route(path, deed(desk, handler), methods=["POST"])
                for path, handler in DEEDS.items()
            ),
            Mount("/static", StaticFiles(directory=str(static))),
        ],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=settings.desk.hosts),
            Middleware(UploadCap, most_bytes=settings.desk.most_upload_mb * 1024 * 1024),
        ],
        exception_handlers={
            404: on_unknown_path(desk),
            405: on_unknown_path(desk),
            Exception: on_fault(desk),
        },
    )
    app.state.desk = desk
    return app


def _require_people(home: Home, settings: Settings, sample_login: str | None) -> None:
    people = settings.desk.people
    if not people:
        raise SetupError(
            "nobody may use the desk yet",
            where=f"{home.settings_file}, desk.people",
            advice="add a section [desk.people.LOGIN] with role and areas, see docs/desk.md",
        )
    if sample_login is None:
        return
    if not settings.is_sandbox:
        raise SetupError(
            "--as is for sample data only",
            where=str(home.settings_file),
            advice="let a proxy log people in and set the header, see docs/desk.md",
        )
    if sample_login not in people:
        raise SetupError(
            f"no login {sample_login}",
            where=f"{home.settings_file}, desk.people",
            advice=f"choose one of {', '.join(people)}",
        )
