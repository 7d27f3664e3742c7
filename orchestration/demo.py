"""The demo: a province in a box from nothing to the bulletin of June 2020.

Runs the same jobs as a real deployment, against the sandbox's servers and clock.
The only module besides the sandbox's own commands that may import the sandbox.
Keep out: anything a real deployment would need.
"""

from __future__ import annotations

import json
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from multiprocessing import get_context
from pathlib import Path

from connectors.sandbox.dirt import DEFAULT_LEVEL
from connectors.sandbox.export import (
    WORK_REGISTERS,
    export_world,
    write_registers,
    write_truth,
    write_work_registers,
)
from connectors.sandbox.order_files import write_taobao
from connectors.sandbox.records import WorldShop
from connectors.sandbox.serve import SandboxHandle, running_sandbox
from connectors.sandbox.world import World
from expectations.scores import Accuracy
from orchestration.backfill.first_load import land_days
from orchestration.errors import SetupError
from orchestration.home import Home, make_home
from orchestration.importing import import_orders
from orchestration.jobs import open_runner
from orchestration.registers.packaged import land_places, land_programme, land_register_file
from orchestration.releasing import latest_version, release_folder
from orchestration.resources import Deployment
from orchestration.settings import Settings, read_settings
from orchestration.worlds import judge_world

PERIOD = "2020-06"
# platforms keep three months, so the sandbox's clock moves on as the demo pulls
PULLS = (
    (datetime(2019, 7, 1, 2), date(2019, 6, 1), date(2019, 6, 30)),
    (datetime(2020, 7, 1, 2), date(2020, 4, 1), date(2020, 6, 30)),
)
LAST_DAY = date(2020, 6, 30)
# the months that the world's orders are counted in
PERIODS = (
    (datetime(2019, 6, 1), datetime(2019, 7, 1)),
    (datetime(2020, 4, 1), datetime(2020, 7, 1)),
)
# registers are on file before the first order of the world, the work of a quarter at its end
_RECORDED_AT = datetime(2019, 5, 1)
_WORK_RECORDED_AT = datetime(2020, 6, 30, 18)


@dataclass(frozen=True)
class DemoResult:
    """Where the demo's results lie and what they took."""

    home: Home
    release: Path
    request_count: int
    seconds: dict[str, float]


def run_demo(
    path: Path,
    *,
    seed: int,
    orders_per_day: int,
    note: Callable[[str], None],
    dirt: int = DEFAULT_LEVEL,
) -> DemoResult:
    """Make a sample home at `path` (an older demo there is replaced) and issue June 2020.

    Raises SetupError where a home that is not a demo's lies there; it is left untouched.
    """
    home = _fresh_home(path)
    world = World(seed, orders_per_day, dirt=dirt)
    seconds: dict[str, float] = {}
    with running_sandbox(
        seed=seed, orders_per_day=orders_per_day, now=PULLS[0][0], frozen=True, dirt=dirt
    ) as box:
        with _timed(seconds, "registers", note):
            settings = attach(home, box, world)
            _land_registers(home, settings, world)
        clock = _DemoClock(PULLS[0][0])
        deployment = Deployment(home, settings, clock)
        for moment, first, last in PULLS:
            with _timed(seconds, f"pull {first} to {last}", note):
                clock.move(box, moment)
                land_days(deployment, first, last)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as aside:
            truth = aside.submit(_write_truth, home.sandbox, seed, orders_per_day, dirt)
            with _timed(seconds, "import an export file", note):
                _import_file_shop(home, settings, world, clock())
            with open_runner(deployment) as runner:
                with _timed(seconds, f"nightly of {LAST_DAY}: pull, build, publish", note):
                    runner.feeds_and_warehouse(LAST_DAY, LAST_DAY)
                with _timed(seconds, f"bulletin of {PERIOD}", note):
                    runner.bulletin(PERIOD)
            truth.result()
        request_count = box.request_count()
    release = latest_version(release_folder(home, settings, kind="monthly", period=PERIOD))
    if release is None:
        raise SetupError("no bulletin was written", where=str(home.releases), advice="run again")
    return DemoResult(home, release, request_count, seconds)


def _write_truth(folder: Path, seed: int, orders_per_day: int, dirt: int) -> None:
    """The truth to judge attribution by, written in a process of its own beside the build."""
    world = World(seed, orders_per_day, dirt=dirt)
    by_file = frozenset({file_shop(world).shop_id})
    now = PULLS[-1][0]
    # the nightly also pulls what was ordered since midnight
    periods = (*PERIODS[:-1], (PERIODS[-1][0], now))
    write_truth(world, folder / "truth.csv", periods, now, file_shops=by_file)


def judge_sandbox(*, seed: int, orders_per_day: int, dirt: int) -> Accuracy:
    """Accuracy on April to June 2020 of a world made for it, read from its export files."""
    start, end = PERIODS[-1]
    with tempfile.TemporaryDirectory(prefix="shanhuo-world-") as place:
        folder = Path(place) / "world"
        world = World(seed, orders_per_day, dirt=dirt)
        export_world(world, folder, start=start, end=end, now=PULLS[-1][0])
        return judge_world(folder)


class _DemoClock:
    """The sandbox's time, as the deployment's clock."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def __call__(self) -> datetime:
        return self._now

    def move(self, box: SandboxHandle, now: datetime) -> None:
        self._now = now
        box.set_now(now)


class _timed:  # noqa: N801 reads as a phrase: with _timed(...)
    def __init__(self, seconds: dict[str, float], name: str, note: Callable[[str], None]) -> None:
        self._seconds, self._name, self._note = seconds, name, note

    def __enter__(self) -> None:
        self._note(self._name)
        self._start = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._seconds[self._name] = time.monotonic() - self._start


def _fresh_home(path: Path) -> Home:
    root = path.absolute()
    if root.exists() and any(root.iterdir()):
        if not (root / "sandbox").is_dir():
            raise SetupError(
                "a home with real data lies here",
                where=str(root),
                advice="set SHANHUO_HOME to another folder for the demo",
            )
        shutil.rmtree(root)
    home = make_home(root)
    home.sandbox.mkdir()
    return home


def attach(home: Home, box: SandboxHandle, world: World) -> Settings:
    """Write the settings and secrets of a home whose platforms are this sandbox."""
    without_token = file_shop(world).shop_id
    if not (home.secrets / "buyer_hmac.key").exists():
        _write_secret(home, "buyer_hmac.key", secrets.token_hex(32))
    lines = [
        'province_code = "430000"',
        'programme = "hunan-2020"',
        "is_sandbox = true",
        'buyer_hmac_key = "file:secrets/buyer_hmac.key"',
    ]
    for name, access in box.platforms.items():
        _write_secret(home, f"{name}.app_key", access.app_key)
        # calls may be signed with another secret than tokens are renewed with (Kuaishou)
        _write_secret(home, f"{name}.app_secret", access.sign_secret or access.app_secret)
        _write_secret(home, f"{name}.token_secret", access.app_secret)
        _write_secret(home, f"{name}_tokens.json", _tokens(access.shops, without_token))
        lines += [
            "",
            f"[platforms.{name}]",
            f'base_url = "{access.base_url}"',
            f'app_key = "file:secrets/{name}.app_key"',
            f'app_secret = "file:secrets/{name}.app_secret"',
            f'token_secret = "file:secrets/{name}.token_secret"',
            f'shop_tokens = "file:secrets/{name}_tokens.json"',
            "requests_per_second = 400",
        ]
    text = "\n".join(lines) + "\n" + _DRAFTS + _PEOPLE
    home.settings_file.write_text(text, encoding="utf-8")
    return read_settings(home)


# the areas of those at the desk get their drafts; all of a province would take as long as the demo
_DRAFTS = """
[drafts]
counties = ["431228"]
prefectures = ["431200"]
"""
# who sits at the desk of a sample province: `shanhuo desk --as xian-01`
_PEOPLE = """
[desk.people.xian-01]
role = "clerk"
areas = ["431228"]
office = "县商务局（示例）"

[desk.people.shi-01]
role = "viewer"
areas = ["431200"]
office = "市商务局（示例）"

[desk.people.sheng-01]
role = "approver"
areas = ["430000"]
office = "省商务厅（示例）"
"""
_SHOP_SECRETS = ("access_token", "refresh_token", "app_key", "app_secret")


def _tokens(shops: list[dict[str, str]], without: str) -> str:
    given = {
        shop["shop_id"]: {name: shop[name] for name in _SHOP_SECRETS if shop.get(name)}
        for shop in shops
        if shop["shop_id"] != without
    }
    return json.dumps(given)


def _write_secret(home: Home, name: str, value: str) -> None:
    path = home.secrets / name
    path.touch(mode=0o600)
    path.write_text(value + "\n", encoding="utf-8")


def _land_registers(home: Home, settings: Settings, world: World) -> None:
    by_file = frozenset({file_shop(world).shop_id})
    write_registers(world, home.sandbox, file_shops=by_file)
    write_work_registers(world, home.sandbox)
    samples = home.sandbox / "programmes" / settings.programme
    shutil.copytree(samples, home.programmes / settings.programme)
    land_places(home, settings.province_code, recorded_at=_RECORDED_AT)
    land_programme(home, settings.programme, recorded_at=_RECORDED_AT)
    for path in sorted((home.sandbox / "registers").glob("*.csv")):
        if path.stem not in {"regions", "villages"}:
            recorded_at = _WORK_RECORDED_AT if path.stem in WORK_REGISTERS else _RECORDED_AT
            land_register_file(home, path.stem, path, recorded_at=recorded_at)


def file_shop(world: World) -> WorldShop:
    """The shop that gives no authorisation, only its back office's export files."""
    shops = [s for s in world.shops if s.platform == "taobao" and s.seller_path == "S1"]
    return sorted(shops, key=lambda s: (s.weight_ppm, s.shop_id))[-2]


def _import_file_shop(home: Home, settings: Settings, world: World, now: datetime) -> None:
    shop = file_shop(world)
    for start, end in PERIODS:
        index = world.orders(shop.shop_id, by="created", start=start, end=end, now=now)
        folder = home.sandbox / "orders" / f"{start:%Y-%m}"
        write_taobao(shop, index.oldest_first(0, index.total), folder)
        stem = f"taobao-report__{shop.shop_id}"
        import_orders(
            home,
            settings,
            "taobao-report",
            folder / f"{stem}.csv",
            shop_id=shop.shop_id,
            lines_path=folder / f"{stem}__lines.csv",
            known_at=now,
            landed_at=now,
        )
