"""A county clerk's first month at the desk, in a real browser, from empty template to the bulletin.

Run as a module it writes the guide's pictures from a demo's home:
`python -m tests.integration.desk_journey docs/images/desk HOME`.
Keep out: assertions about the desk's guards (test_desk_guards).
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import duckdb
import uvicorn

from connectors.core.landing import LocalLanding
from connectors.registers.specs import register_spec
from connectors.registers.templates import cell_text
from orchestration.build import run_build
from orchestration.desk.app import desk_app
from orchestration.desk.server import server_config
from orchestration.home import Home
from orchestration.registers.standing import standing_table
from orchestration.releasing import release_month
from orchestration.settings import read_settings
from tests.integration.chromium import Browser
from tests.integration.desk_home import cells_of, save_cells

MORNING = datetime(2020, 7, 1, 9)
NEXT_NIGHT = datetime(2020, 7, 2, 2)
WIDTHS = (360, 800, 1280)
PRODUCER, PRODUCT = "HZS0DESK1", "CP0DESK1"


@dataclass(frozen=True)
class Story:
    """An item on sale whose origin stops at the county, and a village that sold nothing yet."""

    county_code: str
    village_code: str
    village_name: str
    platform: str
    item_id: str
    title: str


@dataclass
class Running:
    """A desk on a port of this machine; `now` may be moved on."""

    address: str
    now: list[datetime] = field(default_factory=lambda: [MORNING])


def find_story(home: Home) -> Story:
    """The item of most payments that reaches a county and no village, and a poor village there."""
    store = LocalLanding(home.landing)
    lines = [
        str(store.batch_path(m) / "lines.parquet")
        for m in store.manifests()
        if "lines.parquet" in m.files
    ]
    folder = home.current_published()
    with duckdb.connect() as connection:
        found = connection.execute(
            f"""
            with landed as (
                select distinct platform, order_id, line_id, item_id, title
                from read_parquet($lines, union_by_name = true)
            ),
            whole as (
                select
                    landed.platform, landed.item_id, any_value(landed.title) as title,
                    any_value(lines.seller_county_code) as county_code,
                    sum(origin.paid_fen) as fen
                from '{folder}/fct_origin.parquet' as origin
                inner join '{folder}/fct_lines.parquet' as lines using (platform, order_id, line_id)
                inner join landed using (platform, order_id, line_id)
                where lines.flow = 'up' and landed.item_id is not null
                group by landed.platform, landed.item_id
                having
                    bool_and(origin.origin_grade = 'O4')
                    and bool_and(lines.seller_county_code = origin.county_code)
                    and count(distinct lines.seller_county_code) = 1
                    and min(lines.booked_on) >= '2020-04-01'
            )
            select whole.*, villages.area_code, villages.name
            from whole
            inner join '{folder}/dim_area.parquet' as villages
                on villages.level = 'village'
                and left(villages.area_code, 6) = whole.county_code
            inner join '{folder}/dim_region_set.parquet' as poor
                on poor.region_set = 'poor_villages' and villages.area_code = poor.region_code
            where villages.area_code not in (
                select village_code from '{folder}/fct_origin.parquet'
                where village_code is not null
            )
            order by whole.fen desc, villages.area_code
            limit 1
            """,  # noqa: S608
            {"lines": lines},
        ).fetchone()
    assert found, "no item of this world stops at its county"
    platform, item_id, title, county, _, village, name = found
    return Story(county, village, name, platform, item_id, title)


def add_people(home: Home, county_code: str) -> None:
    """Move the sample province's clerk and viewer to the story's county."""
    text = home.settings_file.read_text(encoding="utf-8")
    # the settings name counties in other places, too: those of the drafts stay as they are
    clerk, viewer = 'areas = ["431228"]', 'areas = ["431200"]'
    assert text.count(clerk) == text.count(viewer) == 1
    moved = text.replace(clerk, f'areas = ["{county_code}"]').replace(
        viewer, f'areas = ["{county_code[:4]}00"]'
    )
    home.settings_file.write_text(moved, encoding="utf-8")


@contextlib.contextmanager
def running_desk(home: Home) -> Iterator[Running]:
    """The desk in a thread, on a free port."""
    desk = Running(address="")
    app = desk_app(home, read_settings(home), clock=lambda: desk.now[0])
    server = uvicorn.Server(server_config(app, host="127.0.0.1", port=0))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < deadline, "the desk did not start"
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        desk.address = f"http://127.0.0.1:{port}"
        yield desk
    finally:
        server.should_exit = True
        thread.join(timeout=20)


class Clerk:
    """Somebody at the desk: a browser, and what a spreadsheet does with files."""

    def __init__(self, browser: Browser, desk: Running, folder: Path, shots: Path | None) -> None:
        self.browser = browser
        self.desk = desk
        self.folder = folder
        self._shots = shots
        # cells of files that had to be typed
        self.typed_cells = 0

    def open(self, path: str) -> str:
        """A page by its address; its text."""
        self.browser.open(self.desk.address + path)
        return self.browser.text()

    def picture(self, name: str) -> None:
        """A picture of the page for the guide, where pictures are wanted."""
        if self._shots is not None:
            self.browser.size(800, 600)
            self.browser.screenshot(self._shots / f"{name}.png", most_height=960)
            self.browser.size(1280)

    def picture_of(self, selector: str, name: str) -> None:
        """A picture of the page from this element on."""
        if self._shots is not None:
            self.browser.size(800, 700)
            self.browser.evaluate(f"document.querySelector('{selector}').scrollIntoView()")
            self.browser.screenshot(self._shots / f"{name}.png")
            self.browser.size(1280)

    def fill(self, path: Path, name: str, rows: list[dict[str, str]]) -> Path:
        """Type rows under the header of a downloaded form, cells by label, and save it."""
        sheet = cells_of(path)
        at = next(n for n, row in enumerate(sheet) if set(rows[0]) <= set(row))
        for row in rows:
            sheet.append([row.get(label, "") for label in sheet[at]])
            self.typed_cells += sum(1 for text in row.values() if text)
        return save_cells(sheet, self.folder / name)

    def send(self, path: Path, *, mode: str | None = None) -> str:
        """Choose a file, press the button; the text of the page that follows."""
        if mode is not None:
            self.browser.click(f'input[value="{mode}"]', loads=False)
        self.browser.choose_file("#file", path)
        self.browser.click("form[enctype] button")
        return self.browser.text()

    def load(self) -> str:
        """Press the button that loads; the text of the page that follows."""
        self.browser.click('form[action$="/load"] button')
        return self.browser.text()

    def report(self, name: str, row: dict[str, object], *, step: str) -> str:
        """One new row of a register, from empty template to loaded."""
        self.open(f"/registers/{name}")
        path = self.browser.download(f'a[href$="template.xlsx?county={self._county()}"]')
        told = self.send(self.fill(path, f"{step}.xlsx", [labelled(name, row)]))
        assert "没有发现错误" in told, told
        return self.load()

    def _county(self) -> str:
        return str(self.browser.evaluate("document.querySelector('input[name=county]').value"))


def labelled(name: str, row: dict[str, object]) -> dict[str, str]:
    """A register's row by the labels and words that a clerk sees."""
    spec = register_spec(name)
    return {spec.column(c).label_zh: cell_text(spec.column(c), v) for c, v in row.items()}


def producer_row(story: Story) -> dict[str, object]:
    return {
        "producer_code": PRODUCER,
        "producer_kind": "coop",
        "county_code": story.county_code,
        "village_code": story.village_code,
        "valid_from": date(2020, 6, 5),
    }


def product_row(story: Story) -> dict[str, object]:
    return {
        "product_code": PRODUCT,
        "product_name": story.title,
        "goods_class": "primary_agri",
        "county_code": story.county_code,
        "village_code": story.village_code,
        "producer_code": PRODUCER,
        "evidence_kind": "product",
        "valid_from": date(2020, 6, 5),
    }


def match_row(story: Story, since: date = date(2020, 6, 5)) -> dict[str, object]:
    return {
        "platform": story.platform,
        "item_id": story.item_id,
        "product_code": PRODUCT,
        "valid_from": since,
    }


def ledger_row(story: Story) -> dict[str, str]:
    """A sale at a counter, as a clerk types it in the first month."""
    return {
        "台账编号": "2020-06-001",
        "渠道": "特产专区",
        "销售日期": "2020-06",
        "县代码": story.county_code,
        "村代码": story.village_code,
        "商品名称": "本村特产（示例）",
        "销售金额": "1234.50",
        "佐证等级": "票据",
        "佐证编号": "PJ0001",
    }


def walk_first_month(clerk: Clerk, home: Home, story: Story) -> dict[str, str]:
    """From the first page to everything loaded; the pages' texts by step."""
    told = {"tasks": clerk.open("/")}
    clerk.picture("1-tasks")
    clerk.browser.click('nav a[href="/registers"]')
    clerk.picture("2-registers")
    clerk.browser.click('a[href^="/registers/producers"]')
    clerk.picture("3-register")
    empty = clerk.browser.download(f'a[href$="template.xlsx?county={story.county_code}"]')
    row = labelled("producers", producer_row(story))
    label = register_spec("producers").column("village_code").label_zh
    short = row | {label: story.village_code[:-1]}
    told["wrong"] = clerk.send(clerk.fill(empty, "生产主体.xlsx", [short]))
    clerk.picture("4-errors")
    marked = clerk.browser.download('a[href$="/marked.xlsx"]')
    sheet = cells_of(marked)
    mended = [[story.village_code if c == short[label] else c for c in r] for r in sheet]
    clerk.typed_cells += 1
    clerk.browser.click('a.plain[href^="/registers/producers"]')
    told["mended"] = clerk.send(save_cells(mended, clerk.folder / "生产主体-改.xlsx"))
    clerk.picture("5-preview")
    told["producers"] = clerk.load()
    clerk.picture("6-loaded")
    told["products"] = clerk.report("products", product_row(story), step="产品")
    told["matches"] = clerk.report("item_matches", match_row(story), step="商品匹配")
    clerk.open("/ledger")
    clerk.picture("7-ledger")
    form = clerk.browser.download('a[href*="month=2020-06"]')
    told["ledger check"] = clerk.send(clerk.fill(form, "6月.xlsx", [ledger_row(story)]))
    clerk.picture("8-ledger-check")
    told["ledger"] = clerk.load()
    return told


def night(home: Home, at: datetime, county_code: str) -> None:
    """What the nightly does after the clerk went home: the build, and the county's bulletin."""
    settings = read_settings(home)
    run_build(home, settings, as_of=at)
    release_month(home, settings, "2020-06", area_code=county_code, edition="internal")


def read_village(clerk: Clerk, story: Story) -> dict[str, str]:
    """The next morning: the village's line at the desk, and in the bulletin."""
    told = {"villages": clerk.open("/villages?month=2020-06")}
    clerk.picture("9-villages")
    clerk.browser.click(f'a[href*="county-{story.county_code}"][href$="bulletin.html"]')
    told["bulletin"] = clerk.browser.text()
    clerk.picture_of("#village-lines", "10-bulletin")
    return told


def rows_of(home: Home, name: str, at: datetime) -> list[dict[str, object]]:
    """What stands of a register."""
    return list(standing_table(home, name, at).to_pylist())


def main(folder: Path, sample: Path) -> None:
    """Write the guide's pictures, walking through a copy of a demo's home."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        (root / "downloads").mkdir()
        home = Home(Path(shutil.copytree(sample, root / "home")))
        story = find_story(home)
        add_people(home, story.county_code)
        with (
            running_desk(home) as desk,
            Browser(
                headers={"X-Forwarded-User": "xian-01"}, downloads=root / "downloads"
            ) as browser,
        ):
            clerk = Clerk(browser, desk, root, folder)
            walk_first_month(clerk, home, story)
            night(home, NEXT_NIGHT, story.county_code)
            desk.now[0] = NEXT_NIGHT.replace(hour=9)
            read_village(clerk, story)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
