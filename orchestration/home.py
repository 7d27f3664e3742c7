"""The home: one folder that holds everything a deployment lands, builds and releases.

Knows where things lie and makes an empty home. Keep out: what the files mean.
Source: design, section 7.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from orchestration.errors import SetupError

LAYOUT_VERSION = 1
DEFAULT_HOME = "shanhuo_home"

_DAGSTER_YAML = """\
# telemetry tells nobody anything here
telemetry:
  enabled: false
# after a power cut nothing else ends a run that is still marked as started
run_monitoring:
  enabled: true
  start_timeout_seconds: 180
  cancel_timeout_seconds: 180
  max_runtime_seconds: 14400
  free_slots_after_run_end_seconds: 60
concurrency:
  pools:
    granularity: run
    default_limit: 1
"""


@dataclass(frozen=True)
class Home:
    """Paths of one home. `root` is absolute."""

    root: Path

    @property
    def landing(self) -> Path:
        """Batches, one folder each; append-only."""
        return self.root / "landing"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file, its lock, dbt's target and the run files."""
        return self.root / "warehouse"

    @property
    def run_files(self) -> Path:
        """What dbt reads of the run: one-row `run`, lists of batches, shops and tables."""
        return self.warehouse / "run"

    @property
    def published(self) -> Path:
        """Immutable builds and the pointer CURRENT."""
        return self.root / "published"

    @property
    def releases(self) -> Path:
        """Bulletins by programme, kind, period, area and version."""
        return self.root / "releases"

    @property
    def dagster(self) -> Path:
        """Dagster's own storage."""
        return self.root / "dagster"

    @property
    def programmes(self) -> Path:
        """Programme folders added by the deployment."""
        return self.root / "programmes"

    @property
    def settings_file(self) -> Path:
        """The deployment's settings; holds references to secrets, never a secret."""
        return self.root / "settings.toml"

    @property
    def secrets(self) -> Path:
        """Files that settings may refer to, readable by the owner only."""
        return self.root / "secrets"

    @property
    def tokens(self) -> Path:
        """Shops' tokens that were renewed, one file a platform, readable by the owner only."""
        return self.secrets / "renewed"

    @property
    def identity(self) -> Path:
        """Sealed names of producers and the log of who saw them; made on first use, mode 0700."""
        return self.root / "identity"

    @property
    def desk(self) -> Path:
        """The clerks' desk: its log, and uploads while they are read; made on first use, 0700."""
        return self.root / "desk"

    @property
    def matching(self) -> Path:
        """The list of doubtful matches and what people decided; made on first use."""
        return self.root / "matching"

    @property
    def backfills(self) -> Path:
        """Records of backfills, so that one that was cut off can be taken up again."""
        return self.root / "backfills"

    @property
    def sandbox(self) -> Path:
        """Only in a demo: the truth and the world's registers."""
        return self.root / "sandbox"

    def current_build(self) -> str | None:
        """Id of the published build, or None before the first."""
        pointer = self.published / "CURRENT"
        return pointer.read_text(encoding="utf-8").strip() if pointer.exists() else None

    def current_published(self) -> Path:
        """Folder of the published build.

        Raises SetupError where nothing has been published yet.
        """
        build = self.current_build()
        if build is None:
            raise SetupError(
                "nothing has been published yet",
                where=str(self.published),
                advice="run `shanhuo nightly --date D` (or `shanhuo demo`) first",
            )
        return self.published / build


def open_home(path: Path) -> Home:
    """The home at `path`, which must have been made by `shanhuo init` or `shanhuo demo`.

    Raises SetupError where there is none or its layout is of another version.
    """
    root = path.absolute()
    marker = root / "home.json"
    if not marker.exists():
        raise SetupError(
            "there is no Shanhuo home here",
            where=str(root),
            advice="run `shanhuo init` to make one, `shanhuo demo` for one with sample data, "
            "or set SHANHUO_HOME to where yours is",
        )
    version = json.loads(marker.read_text(encoding="utf-8")).get("layout")
    if version != LAYOUT_VERSION:
        raise SetupError(
            f"this home has layout {version}, this program needs layout {LAYOUT_VERSION}",
            where=str(marker),
            advice="use the version of shanhuo that made the home, or make a new home and "
            "copy landing/ and settings.toml over",
        )
    return Home(root)


def make_home(path: Path) -> Home:
    """An empty home at `path`. A home that is there already is left as it is."""
    root = path.absolute()
    if (root / "home.json").exists():
        return open_home(root)
    home = Home(root)
    for folder in (
        home.landing,
        home.run_files,
        home.published,
        home.releases,
        home.dagster,
        home.programmes,
        home.secrets,
    ):
        folder.mkdir(parents=True, exist_ok=True)
    home.secrets.chmod(0o700)
    (home.dagster / "dagster.yaml").write_text(_DAGSTER_YAML, encoding="utf-8")
    # last, so that a home that was interrupted while it was made is not taken for one
    (root / "home.json").write_text(json.dumps({"layout": LAYOUT_VERSION}) + "\n", encoding="utf-8")
    return home
