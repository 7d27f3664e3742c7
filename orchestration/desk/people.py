"""Who sits at the desk: the login that the deployment's proxy vouches for, and what it may do.

The proxy has the passwords. Its header counts only where the connection comes from a proxy that
the settings trust. Keep out: pages, cookies (`csrf`).
"""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from typing import Literal

import msgspec

from connectors.places.regions import lineage
from orchestration.errors import OrchestrationError
from orchestration.settings import DeskSettings

Role = Literal["clerk", "viewer", "approver"]

ROLES_ZH: dict[Role, str] = {"clerk": "填报", "viewer": "查阅", "approver": "审批"}


class NotAllowed(OrchestrationError):
    """Nobody is known at this connection, or who is known may not do this."""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody at the desk; `areas` are codes of counties, prefectures (..00) or provinces."""

    login: str
    role: Role
    areas: tuple[str, ...]
    office: str = ""

    def sees(self, county_code: str) -> bool:
        """Whether the county lies in this person's areas."""
        return any(covers(area, county_code) for area in self.areas)

    def loads(self, county_code: str) -> bool:
        """Whether the person may load this county's files."""
        return self.role == "clerk" and any(county_code in lineage(area) for area in self.areas)

    def approves(self, county_code: str) -> bool:
        """Whether the person may settle this county's waiting loads."""
        return self.role == "approver" and self.sees(county_code)

    @property
    def role_zh(self) -> str:
        """The role as the page says it."""
        return ROLES_ZH[self.role]


def covers(area_code: str, county_code: str) -> bool:
    """Whether a county is the area (by any code it ever had), or lies in it by its code."""
    if area_code.endswith("0000"):
        return county_code[:2] == area_code[:2]
    if area_code.endswith("00"):
        return county_code[:4] == area_code[:4]
    return county_code in lineage(area_code)


def identify(settings: DeskSettings, *, peer: str | None, logins: Sequence[str]) -> Person:
    """The person of a request: `peer` is the connection's address, `logins` the header's values.

    Raises NotAllowed where the connection is not a trusted proxy's, or the login is missing, given
    twice, or not in the settings.
    """
    if peer is None or not is_trusted(settings, peer):
        raise NotAllowed(
            "这台计算机不是登录入口，不能直接打开填报台",
            where=f"连接来自 {peer or '未知地址'}",
            advice="请从单位的登录入口进入；部署人员请看 settings.toml 的 desk.trusted_proxies",
        )
    if len(logins) != 1 or not logins[0].strip():
        raise NotAllowed(
            "没有收到登录名",
            where=f"请求头 {settings.login_header}",
            advice="请从单位的登录入口进入；部署人员请让登录网关只写一次这个请求头",
        )
    return person_of(settings, logins[0].strip())


def person_of(settings: DeskSettings, login: str) -> Person:
    """The person with this login. Raises NotAllowed where the settings name none."""
    known = settings.people.get(login)
    if known is None:
        raise NotAllowed(
            "这个登录名还没有在填报台登记",
            where=f"登录名 {login[:40]}",
            advice="请联系省级管理员，在 settings.toml 的 desk.people 中登记角色和地区",
        )
    return Person(login=login, role=known.role, areas=tuple(known.areas), office=known.office)


def is_trusted(settings: DeskSettings, peer: str) -> bool:
    """Whether the connection's address is one of the settings' proxies (addresses or networks)."""
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return any(address in ip_network(proxy) for proxy in settings.trusted_proxies)
