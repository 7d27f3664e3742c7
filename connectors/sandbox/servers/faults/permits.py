"""Faults of permission: tokens that end, authorisations and methods that are withdrawn.

Keep out: how often one may call, failures of the server.
"""

from __future__ import annotations

from collections.abc import Callable

from connectors.sandbox.servers.faults.catalogue_types import Fault, Limit
from connectors.sandbox.servers.faults.effects import Call, Effect, Strikes
from connectors.sandbox.servers.gateway import Answer, Why

#: a reader that asks oftener than this while it is refused makes a storm
_STORM = 40


def _refused(why: Why, *, one_shop: bool) -> Callable[[Strikes], Effect]:
    """The refusal for the smallest shop that calls, or for every shop."""

    def begin(strikes: Strikes) -> Effect:
        def before(call: Call) -> Answer | None:
            if one_shop and call.shop_id != _second_shop(call):
                return None
            told = call.gateway.refused(call.arrival, why)
            if told is None:
                return None
            no_storm(strikes)
            return told

        return Effect(strikes, before=before)

    return begin


def _second_shop(call: Call) -> str:
    return call.book.access.shops[1].shop_id


def _tokens_end(strikes: Strikes) -> Effect:
    """All access tokens end once, in the middle of the work."""

    def before(call: Call) -> Answer | None:
        strikes.chances += 1
        if strikes.chances == strikes.every:
            call.book.end_tokens(call.now)
            strikes.struck()
        return None

    return Effect(strikes, before=before)


def _revoked(strikes: Strikes) -> Effect:
    """The second shop takes its permission back before it is asked."""

    def before(call: Call) -> Answer | None:
        if not strikes.count:
            call.book.revoke(_second_shop(call))
            strikes.struck()
        return None

    return Effect(strikes, before=before)


def no_storm(strikes: Strikes) -> None:
    """One more strike; a complaint where a caller that was refused asks on and on."""
    strikes.struck()
    if strikes.count > _STORM:
        strikes.complaints.append(f"asked more than {_STORM} times while it was refused")


FAULTS = (
    Fault(
        number=11,
        name="tokens_end",
        group="auth",
        what="every access token ends in the middle of a window",
        expected="exact",
        every=2,
        most=8,
        begin=_tokens_end,
        elsewhere={"jd": ("loud", "JD renews no token that has ended; ours are renewed before")},
    ),
    Fault(
        number=12,
        name="permission_over",
        group="auth",
        what="a shop took its authorisation back: its token and its refresh token are dead",
        expected="loud",
        begin=_revoked,
    ),
    Fault(
        number=17,
        name="method_withdrawn",
        group="auth",
        what="one shop may no longer be asked for this interface",
        expected="loud",
        begin=_refused("permission", one_shop=True),
    ),
    Fault(
        number=18,
        name="address_unlisted",
        group="auth",
        what="this machine's address is on no whitelist",
        expected="loud",
        begin=_refused("address", one_shop=False),
        limits=(
            Limit(
                "its words for it are in no document",
                platforms=frozenset({"jd", "kuaishou", "suning"}),
            ),
        ),
    ),
)
