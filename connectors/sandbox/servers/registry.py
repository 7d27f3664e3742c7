"""The only place of the sandbox that names every platform's gateway.

Modules are named, not imported, so that a world with two platforms loads two protocols.
Keep out: anything about a platform that its own folder can say.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from connectors.sandbox.servers.gateway import MakeGateway

_HERE = "connectors.sandbox.servers"

#: platform → the module that has its `make_gateway`
MODULES = {
    "taobao": f"{_HERE}.top.gateway",
    "jd": f"{_HERE}.jd.gateway",
    "pdd": f"{_HERE}.pdd.gateway",
    "douyin": f"{_HERE}.douyin.gateway",
    "wechat": f"{_HERE}.wechat.gateway",
    "kuaishou": f"{_HERE}.kuaishou.gateway",
    "suning": f"{_HERE}.suning.gateway",
}


def gateway_maker(platform: str) -> MakeGateway:
    """The platform's `make_gateway`. Raises KeyError for a platform that the sandbox lacks."""
    module = importlib.import_module(MODULES[platform])
    return cast("MakeGateway", module.make_gateway)
