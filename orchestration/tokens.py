"""Tokens of shops: what the operator gave, and what has been renewed since.

The operator's secret is a JSON object by shop id, each value an access token or an object with
`access_token`, `refresh_token`, `app_key`, `app_secret` (the last two where every shop is an
application of its own). It is never written to. A renewed token stands in a file of ours, readable
by the owner alone, and only as long as the operator's entry is the one that it came from.
Keep out: how a platform exchanges tokens (the connectors do), showing tokens anywhere.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Iterable
from pathlib import Path

import msgspec
from filelock import FileLock

from connectors.core.feed import ShopCredential
from connectors.core.tokens import Exchange, ShopToken
from orchestration.errors import SetupError
from orchestration.home import Home
from orchestration.settings import resolve_secret


class _Given(msgspec.Struct, forbid_unknown_fields=True):
    access_token: str = ""
    refresh_token: str = ""
    app_key: str = ""
    app_secret: str = ""


class _Renewed(msgspec.Struct):
    #: digest of the operator's tokens that these descend from
    given_sha256: str
    token: ShopToken


_GIVEN = msgspec.json.Decoder(dict[str, str | _Given])
_RENEWED = msgspec.json.Decoder(dict[str, _Renewed])


def read_shops(home: Home, reference: str, *, name: str) -> list[ShopCredential]:
    """The shops of one platform with what their owners gave us.

    Raises SetupError where the secret is missing, is not such a JSON object, or is empty.
    """
    text = resolve_secret(home, reference, name=name)
    try:
        given = _GIVEN.decode(text)
    except msgspec.DecodeError:
        given = {}
    if not given:
        raise SetupError(
            "the shop tokens can't be read",
            where=f"{home.settings_file}: {name}",
            advice='the secret must be a JSON object {"shop id": "access token"} or '
            '{"shop id": {"access_token": "...", "refresh_token": "..."}}',
        )
    return [_credential(shop_id, value) for shop_id, value in given.items()]


def _credential(shop_id: str, value: str | _Given) -> ShopCredential:
    if isinstance(value, str):
        return ShopCredential(shop_id, value)
    return ShopCredential(
        shop_id, value.access_token, value.refresh_token, value.app_key, value.app_secret
    )


class KeptTokens:
    """The TokenStore of a deployment: one file a platform, shared by its processes."""

    def __init__(self, path: Path, shops: Iterable[ShopCredential]) -> None:
        self._path = path
        self._given = {s.shop_id: ShopToken(s.access_token, s.refresh_token) for s in shops}
        self._seen: tuple[tuple[int, int] | None, dict[str, _Renewed]] = (None, {})

    def read(self, shop_id: str) -> ShopToken:
        """The shop's token as it is now, also if another process has renewed it."""
        given = self._given[shop_id]
        renewed = self._load().get(shop_id)
        if renewed is None or renewed.given_sha256 != _digest(given):
            return given
        return renewed.token

    def renew(self, shop_id: str, stale: str, exchange: Exchange) -> ShopToken:
        """The token in the place of `stale`; one exchange at a time over all processes.

        The new token is on disk before anybody uses it: the old refresh token is used up.
        """
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with FileLock(self._path.with_suffix(".lock"), mode=0o600):
            held = self.read(shop_id)
            if held.access_token != stale:
                return held
            token = exchange(held)
            renewed = self._load() | {shop_id: _Renewed(_digest(self._given[shop_id]), token)}
            self._write(renewed)
            return token

    def _load(self) -> dict[str, _Renewed]:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return {}
        mark = (found.st_mtime_ns, found.st_ino)
        if self._seen[0] != mark:
            self._seen = (mark, self._decoded())
        return self._seen[1]

    def _decoded(self) -> dict[str, _Renewed]:
        try:
            return _RENEWED.decode(self._path.read_bytes())
        except msgspec.DecodeError:
            raise SetupError(
                "the renewed tokens can't be read",
                where=str(self._path),
                advice="remove that file; where a refresh token was used up, "
                "have the shop authorise again",
            ) from None

    def _write(self, renewed: dict[str, _Renewed]) -> None:
        temporary = self._path.with_name(f".{self._path.name}-{uuid.uuid4().hex}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(msgspec.json.encode(renewed))
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(self._path)


def _digest(token: ShopToken) -> str:
    return hashlib.sha256(f"{token.access_token}\n{token.refresh_token}".encode()).hexdigest()
