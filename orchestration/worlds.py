"""Builds a world that was made elsewhere in a home of its own and judges it against its truth.

Keep out: making worlds. Attribution sees registers and order files, never the truth.
"""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from connectors.files.worlds import open_world
from expectations.accuracy import judge
from expectations.scores import Accuracy
from orchestration.build import run_build
from orchestration.home import make_home
from orchestration.importing import import_orders
from orchestration.registers.packaged import land_places, land_programme, land_register_file
from orchestration.settings import read_settings

# a made world has no clock: registers are recorded before any order, orders land after all of them
_RECORDED_AT = datetime(2015, 1, 1)
_LANDED_AT = datetime(2100, 1, 1)

_SETTINGS = """\
province_code = "430000"
programme = "hunan-2020"
is_sandbox = true
buyer_hmac_key = "file:secrets/buyer_hmac.key"
"""


def judge_world(folder: Path) -> Accuracy:
    """Accuracy of attribution on the world in `folder` (docs/worlds.md has its form).

    Raises ConnectorError where a file of the world can't be read.
    """
    world = open_world(folder)
    with tempfile.TemporaryDirectory(prefix="shanhuo-world-") as place:
        home = make_home(Path(place) / "home")
        home.settings_file.write_text(_SETTINGS, encoding="utf-8")
        (home.secrets / "buyer_hmac.key").write_text("made world", encoding="utf-8")
        settings = read_settings(home)
        if "regions" not in world.registers:
            land_places(home, settings.province_code, recorded_at=_RECORDED_AT)
        if world.programmes is not None:
            home.programmes.rmdir()
            home.programmes.symlink_to(world.programmes.absolute(), target_is_directory=True)
        land_programme(home, settings.programme, recorded_at=_RECORDED_AT)
        for name, path in world.registers.items():
            land_register_file(home, name, path, recorded_at=_RECORDED_AT)
        for order_file in world.order_files:
            import_orders(
                home,
                settings,
                order_file.feed,
                order_file.path,
                shop_id=order_file.shop_id,
                lines_path=order_file.lines_path,
                known_at=None,
                landed_at=_LANDED_AT,
            )
        run_build(home, settings, as_of=_LANDED_AT)
        return judge(home.current_published(), world.truth)
