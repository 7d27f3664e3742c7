"""Faults that no server can make: names, certificates, clocks, secrets, threads, files.

They have no effect of their own here; whoever tests makes them at the named seam.
Keep out: anything that an answer can hold.
"""

from __future__ import annotations

from connectors.sandbox.servers.faults.catalogue_types import Fault, Limit

_NO_CLOCK = Limit("its requests carry no timestamp", platforms=frozenset({"wechat"}))

FAULTS = (
    Fault(
        number=1,
        name="connection_refused",
        group="transport",
        what="nobody listens, now and then",
        expected="exact",
        every=2,
        most=8,
    ),
    Fault(
        number=1,
        name="connection_refused_for_ever",
        group="transport",
        what="nobody listens any more",
        expected="loud",
    ),
    Fault(
        number=2,
        name="no_such_host",
        group="transport",
        what="the name can't be resolved, now and then",
        expected="exact",
        every=2,
        most=8,
    ),
    Fault(
        number=6,
        name="bad_certificate",
        group="transport",
        what="the server's certificate is not valid",
        expected="loud",
    ),
    Fault(
        number=11,
        name="token_ends_today",
        group="auth",
        what="a token will end within the hour, and can be renewed only while it holds",
        expected="exact",
        limits=(
            Limit(
                "it renews a token that has ended as well (tokens_end)",
                platforms=frozenset({"taobao", "pdd", "douyin", "wechat", "kuaishou", "suning"}),
            ),
        ),
    ),
    Fault(
        number=13,
        name="two_workers_renew",
        group="auth",
        what="two workers find the token over at the same moment",
        expected="exact",
        elsewhere={"jd": ("loud", "JD renews no token that has ended; ours are renewed before")},
    ),
    Fault(
        number=14,
        name="clock_far_off",
        group="auth",
        what="our clock is a quarter of an hour fast",
        expected="loud",
        limits=(_NO_CLOCK,),
    ),
    Fault(
        number=15,
        name="clock_slightly_off",
        group="auth",
        what="our clock is three minutes fast",
        expected="exact",
        limits=(_NO_CLOCK,),
    ),
    Fault(
        number=16,
        name="secret_changed",
        group="auth",
        what="the secret was changed between two runs",
        expected="exact",
    ),
    Fault(
        number=40,
        name="machine_in_another_zone",
        group="time",
        what="the machine's own time zone is New York's",
        expected="exact",
    ),
    Fault(
        number=59,
        name="hostile_file",
        group="files",
        what="a dropped file is half copied, a bomb, a macro book or named to break out",
        expected="loud",
        limits=(Limit("it concerns files: tests/fault/test_files_refused.py"),),
    ),
)
