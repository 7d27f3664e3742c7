"""`shanhuo desk`: the clerks' web page, on loopback unless a trusted proxy is elsewhere.

Keep out: a login (the deployment's proxy has it), pages.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.place import this_home

if TYPE_CHECKING:
    from orchestration.settings import DeskSettings


def desk(
    port: Annotated[int, typer.Option(help="port to listen on")] = 8200,
    sample_login: Annotated[
        str | None,
        typer.Option("--as", help="on sample data: everybody who opens the page is this login"),
    ] = None,
) -> None:
    """Open the clerks' desk: upload registers and ledgers, see villages, approve."""
    from orchestration.desk.app import desk_app
    from orchestration.desk.server import serve
    from orchestration.settings import beijing_now, read_settings

    home = this_home()
    settings = read_settings(home)
    require_safe_address(settings.desk, where=str(home.settings_file))
    app = desk_app(home, settings, clock=beijing_now, sample_login=sample_login)
    typer.echo(f"The desk listens on http://{settings.desk.listen}:{port}/ (Ctrl+C ends it)")
    serve(app, host=settings.desk.listen, port=port)


def require_safe_address(settings: DeskSettings, *, where: str) -> None:
    """Raises SetupError where the desk would listen beyond this machine with no proxy there."""
    from orchestration.errors import SetupError

    is_local = ip_address(settings.listen).is_loopback
    proxies = [ip_network(proxy) for proxy in settings.trusted_proxies]
    if not is_local and all(proxy.is_loopback for proxy in proxies):
        raise SetupError(
            f"the desk may not listen on {settings.listen} while every trusted proxy is on this "
            "machine",
            where=f"{where}, desk.listen",
            advice="listen on 127.0.0.1, or name the proxy's address in desk.trusted_proxies",
        )
