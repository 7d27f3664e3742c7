"""Runs the desk in uvicorn. Keep out: pages, settings."""

from __future__ import annotations

import uvicorn
from starlette.applications import Starlette


def serve(app: Starlette, *, host: str, port: int) -> None:
    """Serve until interrupted."""
    uvicorn.Server(server_config(app, host=host, port=port)).run()


def server_config(app: Starlette, *, host: str, port: int) -> uvicorn.Config:
    """How the desk is served: the peer is who connects, whatever headers say of themselves."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        # otherwise a header could name another address than the connection's
        proxy_headers=False,
        server_header=False,
        # addresses may hold a county or a key of a register: the desk's own log says who did what
        access_log=False,
        log_level="warning",
        timeout_keep_alive=10,
        h11_max_incomplete_event_size=32 * 1024,
        limit_concurrency=32,
    )
