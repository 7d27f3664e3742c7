"""A deployment's settings: one TOML file with references to secrets, never a secret.

Also the only place that reads the clock. Keep out: defaults for anything that must be known.
A reference is `env:NAME`, `file:PATH` (relative paths start at the home) or
`keyring:SERVICE/NAME` (the operating system's own store).
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from orchestration.errors import SetupError
from orchestration.home import Home

Clock = Callable[[], datetime]
_BEIJING = ZoneInfo("Asia/Shanghai")


def beijing_now() -> datetime:
    """The time in Beijing, naive, to the second."""
    return datetime.now(_BEIJING).replace(tzinfo=None, microsecond=0)  # noqa: TID251


def beijing_time_of(timestamp: float) -> datetime:
    """A POSIX timestamp (of a file, say) as naive Beijing time, to the second."""
    return datetime.fromtimestamp(timestamp, _BEIJING).replace(tzinfo=None, microsecond=0)


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PlatformSettings(_Strict):
    """How one platform is reached. `app_key`, `app_secret`, `shop_tokens` are references."""

    base_url: str
    # empty where every shop is an application of its own: then they stand with its tokens
    app_key: str = ""
    app_secret: str = ""
    # only where tokens are renewed with another secret than calls are signed with (Kuaishou)
    token_secret: str = ""
    # refers to a JSON object {"shop id": "access token", ...}, see orchestration/tokens.py
    shop_tokens: str
    requests_per_second: float
    max_parallel: int = 2


class IssuerSettings(_Strict):
    """Who issues the bulletins, as printed."""

    name: str = "示例省电商扶贫统计工作专班"
    contact: str = "示例省商务厅电子商务处"


class FontSettings(_Strict):
    """Paths of official fonts where the deployment has a licence; else our own are used."""

    body: Path | None = None
    title: Path | None = None
    heading: Path | None = None


class IdentitySettings(_Strict):
    """How producers' names are kept. `name_key`, `match_key` refer to 64 hex digits each."""

    name_key: str
    match_key: str
    # who may see names: user of the operating system → county codes, or "*" for all
    readers: dict[str, list[str]] = {}
    # stands before the code in a label's QR code, as https://example.gov.cn/c/
    label_address: str = ""


class DeskPerson(_Strict):
    """Who may use the desk, by login: `areas` are codes of counties, prefectures or the province.

    A clerk loads its counties' files, a viewer reads, an approver settles back-dated loads.
    """

    role: Literal["clerk", "viewer", "approver"]
    areas: list[str]
    # how the desk greets and records them beside the login, as 宁远县商务局
    office: str = ""


class DeskSettings(_Strict):
    """The clerks' desk. The login stands in a header that a trusted proxy sets, nobody else."""

    login_header: str = "X-Forwarded-User"
    trusted_proxies: list[str] = ["127.0.0.1", "::1"]
    # the address to listen on; another than loopback needs a trusted proxy elsewhere
    listen: str = "127.0.0.1"
    # names under which browsers may reach the desk (the header Host, without port)
    hosts: list[str] = ["127.0.0.1", "localhost"]
    # browsers reach it by https: the cookie is then sent by nothing else
    is_https: bool = False
    most_upload_mb: int = 20
    people: dict[str, DeskPerson] = {}


AreaCode = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]


class DraftSettings(_Strict):
    """Which areas get an internal draft of each month beside the province's public one.

    `named` are those that the programme's documents name: a county by itself or by a village of it,
    a prefecture by itself or by a county. Else `all`, `none`, or the codes one by one.
    """

    counties: Literal["named", "all", "none"] | list[AreaCode] = "named"
    prefectures: Literal["named", "all", "none"] | list[AreaCode] = "named"


class Settings(_Strict):
    """Everything a deployment decides."""

    province_code: str
    programme: str
    # true only where the orders come from the sandbox: marks every page as a sample
    is_sandbox: bool = False
    # reference to the key that buyer ids are hashed with
    buyer_hmac_key: str
    platforms: dict[str, PlatformSettings] = {}
    issuer: IssuerSettings = IssuerSettings()
    fonts: FontSettings = FontSettings()
    drafts: DraftSettings = DraftSettings()
    # None where this deployment issues no codes
    identity: IdentitySettings | None = None
    desk: DeskSettings = DeskSettings()


def read_settings(home: Home) -> Settings:
    """The settings of a home.

    Raises SetupError naming the file and the key that is missing or wrong.
    """
    path = home.settings_file
    where = str(path)
    try:
        return Settings.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise SetupError(
            "the settings are missing", where=where, advice="run `shanhuo init` to get a draft"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise SetupError(
            f"the settings are not valid TOML: {error}", where=where, advice="mend that line"
        ) from error
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SetupError(
            f"setting {key}: {first['msg']}", where=where, advice=f"mend {key} in that file"
        ) from error


def resolve_secret(home: Home, reference: str, *, name: str) -> str:
    """The value that `reference` points to; `name` is the setting, for the message.

    Raises SetupError where it is no reference or points to nothing. Never shows the value.
    """
    scheme, _, target = reference.partition(":")
    where = f"{home.settings_file}: {name}"
    if scheme == "env" and target:
        value = os.environ.get(target, "")
        advice = f"set the environment variable {target}"
    elif scheme == "file" and target:
        path = home.root / target
        value = path.read_text(encoding="utf-8").strip() if path.exists() else ""
        advice = f"write the secret into {path} (readable by its owner only)"
    elif scheme == "keyring" and "/" in target:
        value = _from_keyring(target, where)
        advice = f"store it with `keyring set {target.replace('/', ' ', 1)}`"
    else:
        raise SetupError(
            "a secret must be given as a reference, not as itself",
            where=where,
            advice="write env:NAME, file:PATH or keyring:SERVICE/NAME",
        )
    if not value:
        raise SetupError("the secret it refers to is missing or empty", where=where, advice=advice)
    return value


def _from_keyring(target: str, where: str) -> str:
    # imported here: it looks for the desktop's own store when it is loaded
    import keyring
    from keyring.errors import KeyringError

    service, _, name = target.partition("/")
    try:
        return keyring.get_password(service, name) or ""
    except KeyringError as error:
        raise SetupError(
            f"the keyring can't be opened ({type(error).__name__})",
            where=where,
            advice="unlock it for this user, or refer to env:NAME or file:PATH",
        ) from None
