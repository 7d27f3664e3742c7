"""What every deed on identities needs: the lock, the store with its keys, the registers, the log.

Keep out: the deeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import msgspec
import pyarrow.parquet as pq
from filelock import FileLock

from connectors.core.landing import LocalLanding
from connectors.core.redaction import redact
from connectors.registers.drafts import PLATFORM, draft_from_table
from connectors.registers.identity import audit
from connectors.registers.identity.codes import code_fault, normalised
from connectors.registers.identity.issuing import Row, Standing, register_table, standing_rows
from connectors.registers.identity.sealing import Sealer, sealer_of
from connectors.registers.identity.store import IdentityStore
from orchestration.errors import SetupError
from orchestration.home import Home
from orchestration.ingest import Landed, is_accepted, land_draft
from orchestration.settings import IdentitySettings, Settings, resolve_secret

STORE = "identity.sqlite"
LOG = "audit.jsonl"


class Actor(msgspec.Struct, frozen=True):
    """Who does it, as the operating system knows them, and when (naive Beijing time)."""

    user: str
    at: datetime


@contextmanager
def locked(home: Home) -> Iterator[None]:
    """One deed at a time over all processes; the folder is its owner's alone."""
    home.identity.mkdir(mode=0o700, exist_ok=True)
    home.identity.chmod(0o700)
    with FileLock(home.identity / "identity.lock", mode=0o600):
        yield


def identity_settings(home: Home, settings: Settings) -> IdentitySettings:
    """The section `identity`; raises SetupError where there is none."""
    if settings.identity is None:
        raise SetupError(
            "this deployment has no keys for producers' names",
            where=str(home.settings_file),
            advice="add a section [identity] with name_key and match_key, see docs/identity.md",
        )
    return settings.identity


def open_store(home: Home, settings: Settings) -> tuple[IdentityStore, Sealer]:
    """The store with the keys of the settings; raises SetupError or ConfigurationError."""
    chosen = identity_settings(home, settings)
    sealer = sealer_of(
        resolve_secret(home, chosen.name_key, name="identity.name_key"),
        resolve_secret(home, chosen.match_key, name="identity.match_key"),
    )
    return IdentityStore(home.identity / STORE, sealer), sealer


def standing(home: Home, register: str) -> tuple[Standing, set[str]]:
    """The rows of each key that stand, and the keys whose newest load is held back."""
    store = LocalLanding(home.landing)
    batches = sorted(
        (m for m in store.manifests() if m.platform == PLATFORM and m.kind == register),
        key=lambda m: (m.landed_at, m.batch_id),
    )
    tables = [pq.read_table(store.batch_path(m) / f"{register}.parquet") for m in batches]
    held: set[str] = set()
    for manifest, table in zip(batches, tables, strict=True):
        keys = set(table.column(0).to_pylist())
        held = held - keys if is_accepted(store, manifest) else held | keys
    return standing_rows(register, tables), held


def land_rows(home: Home, register: str, rows: list[Row], actor: Actor, source: str) -> Landed:
    """Land rows of a register; raises SetupError where the batch is held back."""
    draft = draft_from_table(
        register, register_table(register, rows), recorded_at=actor.at, source_name=source
    )
    landed = land_draft(home, draft, landed_at=actor.at)
    if not landed.verdict.accepted:
        raise SetupError(
            f"batch {landed.manifest.batch_id} landed and is held back",
            where=f"register {register}",
            advice="see `shanhuo status` for the reason; no build reads it until it is settled",
        )
    return landed


def note(home: Home, actor: Actor, action: str, subjects: list[str], reason: str = "") -> None:
    """Write the deed into the log before it is done."""
    audit.append(
        home.identity / LOG,
        audit.Deed(at=actor.at, user=actor.user, action=action, subjects=subjects, reason=reason),
    )


def require_reason(reason: str) -> str:
    """The reason as it may stand in the log. Raises SetupError where empty or with a number."""
    told = reason.strip()
    if not told or redact(told, longest=len(told)) != told:
        raise SetupError(
            "a reason is needed, and may hold no person's number",
            where="--reason",
            advice="say in a few words what it is for, as: 标签损坏",
        )
    return told


def sound_code(text: str) -> str:
    """A label code as typed; raises SetupError saying what is wrong with it."""
    code = normalised(text)
    fault = code_fault("label", code)
    if fault:
        raise SetupError(
            f"the code {fault}", where=f"code {code}", advice="type it again from the label"
        )
    return code
